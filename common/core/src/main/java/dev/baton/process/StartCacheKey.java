package dev.baton.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * A name for what a set of start caches fits: one installed JDK, and Baton's jars in their current
 * state. The JVM itself refuses a cache that does not fit, so a collision of two names costs
 * nothing but the cache.
 */
final class StartCacheKey {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private StartCacheKey() {}

  /**
   * The name.
   *
   * @throws IOException if one of the files is missing
   */
  static String of(Path javaHome, List<Path> jars) throws IOException {
    StringBuilder text = new StringBuilder();
    append(text, javaHome.toRealPath().resolve("lib").resolve("modules"));
    text.append(Runtime.version()).append('\n');
    for (Path jar : jars) {
      append(text, jar);
    }
    return Long.toHexString(hash(text));
  }

  private static void append(StringBuilder text, Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    text.append(file).append('\t').append(attributes.size()).append('\t');
    text.append(attributes.lastModifiedTime().toMillis()).append('\n');
  }

  /** FNV-1a: loading the JDK's digests would take longer than everything else here. */
  private static long hash(CharSequence text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }
}
