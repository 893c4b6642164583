package dev.baton;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * A file that tasks read, as it was when the program looked at it. Tasks carry it along, and ask
 * where it is on their host: under the same path if the host shares the program's file system,
 * elsewhere if the pool has sent it.
 *
 * {@snippet lang="java" :
 * JobFile book = JobFile.of(java.nio.file.Path.of("book.txt"));
 * long bytes = pool.submit(() -> TaskContext.current().locate(book).toFile().length()).get();
 * }
 *
 * <p>Immutable.
 *
 * @param path the absolute path on the program's host
 * @param size in bytes
 * @param modifiedMs when it was last modified, in milliseconds of the epoch
 */
public record JobFile(String path, long size, long modifiedMs) implements Serializable {

  /**
   * Checks the values.
   *
   * @throws NullPointerException if the path is null
   */
  public JobFile {
    Objects.requireNonNull(path, "path");
  }

  /**
   * Looks at a file.
   *
   * @param file a regular file on this host
   * @return the file as it is now
   * @throws UsageException if there is no such file, or it is none with contents of its own, such
   *     as a directory or a pipe
   */
  public static JobFile of(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      if (!now.isRegularFile()) {
        throw new UsageException(file + ": is no regular file");
      }
      return new JobFile(
          file.toAbsolutePath().normalize().toString(),
          now.size(),
          now.lastModifiedTime().toMillis());
    } catch (NoSuchFileException e) {
      throw new UsageException(file + ": no such file", e);
    } catch (IOException e) {
      throw new UsageException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
