package dev.baton.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/** A directory of classes as a jar. The same contents make the same bytes. */
final class PackedDirectory {

  /** The oldest time that a jar can hold. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private PackedDirectory() {}

  /**
   * Packs a directory.
   *
   * @param jar the file to write
   */
  static void write(Path directory, Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> all = Files.walk(directory)) {
      out.setLevel(Deflater.BEST_SPEED);
      List<Path> sorted = all.filter(path -> !path.equals(directory)).sorted().toList();
      for (Path path : sorted) {
        add(directory, path, out);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void add(Path directory, Path path, JarOutputStream out) throws IOException {
    String name = directory.relativize(path).toString().replace('\\', '/');
    boolean isDirectory = Files.isDirectory(path);
    if (!isDirectory && !Files.isRegularFile(path)) {
      return; // a socket or the like
    }
    JarEntry entry = new JarEntry(isDirectory ? name + "/" : name);
    entry.setTimeLocal(TIME);
    out.putNextEntry(entry);
    if (!isDirectory) {
      var _ = Files.copy(path, out);
    }
    out.closeEntry();
  }
}
