package dev.baton.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * Jars unpacked from other jars, each once, for this program and later ones. Thread-safe, also
 * across processes.
 *
 * <pre>
 * $XDG_CACHE_HOME/baton/jars/     0700
 *   8f3a21c0-1b2d4/               by checksum; removed after a month without use
 *     kryo-5.6.2.jar
 * </pre>
 */
final class UnpackedJars {

  private static final Duration KEPT = Duration.ofDays(30);
  private static final Duration USE_NOTED_EVERY = Duration.ofDays(1);

  private final UserCache cache;
  private final Path jars;

  UnpackedJars(UserCache cache) {
    this.cache = cache;
    this.jars = cache.path("jars");
  }

  /** Writes a jar. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream to) throws IOException;
  }

  /**
   * The file of a jar, which is unpacked if it does not exist.
   *
   * @param checksum the checksum of its contents
   * @param name the name of the file
   */
  Path file(String checksum, String name, Content content) throws IOException {
    cache.make(jars);
    Path directory = jars.resolve(checksum);
    Path file = directory.resolve(name);
    if (Files.exists(file)) {
      noteUse(directory);
      return file;
    }
    removeUnused();
    Files.createDirectories(directory);
    Path making = Files.createTempFile(directory, name, ".new"); // written whole, or not at all
    try {
      try (OutputStream to = Files.newOutputStream(making)) {
        content.writeTo(to);
      }
      return Files.move(making, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(making);
    }
  }

  private static void noteUse(Path directory) throws IOException {
    Instant now = Instant.now();
    if (lastUse(directory).isBefore(now.minus(USE_NOTED_EVERY))) {
      Files.setLastModifiedTime(directory, FileTime.from(now));
    }
  }

  private void removeUnused() throws IOException {
    Instant limit = Instant.now().minus(KEPT);
    try (DirectoryStream<Path> all = Files.newDirectoryStream(jars)) {
      for (Path directory : all) {
        if (lastUse(directory).isBefore(limit)) {
          FileTree.delete(directory);
        }
      }
    }
  }

  private static Instant lastUse(Path directory) throws IOException {
    return Files.getLastModifiedTime(directory).toInstant();
  }
}
