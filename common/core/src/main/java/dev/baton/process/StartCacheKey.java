package dev.baton.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * What start caches are good for, as a name: a JDK, as it is installed, and Baton's jars, as they
 * are. The JVM itself refuses a cache that does not fit, so that two that meet by chance cost
 * nothing but the cache.
 */
final class StartCacheKey {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private StartCacheKey() {}

  /**
   * The name.
   *
   * @throws IOException if one of the files is not there
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

  /** FNV-1a: the digests of the JDK would take longer to load than all else here. */
  private static long hash(CharSequence text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }
}
