package dev.baton.job.split;

import dev.baton.UsageException;
import dev.baton.config.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file that the user named, seen to be readable, as it was when the job began.
 *
 * @param name the name as the user gave it, for messages
 * @param path the absolute path, for workers, whose working directory may be another
 * @param size in bytes
 * @param modifiedMs when it was last modified, in milliseconds of the epoch
 */
public record InputFile(String name, String path, long size, long modifiedMs) {

  /**
   * Looks at a file.
   *
   * @throws UsageException if it is not a regular file that can be read
   */
  public static InputFile of(Path file) {
    String name = file.toString();
    if (name.equals("-")) {
      throw new UsageException(
          "Standard input cannot be read: several processes read the input. Name a file.");
    }
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        throw new UsageException(name + ": is a directory, not a file");
      }
      if (!attributes.isRegularFile()) {
        throw new UsageException(
            name + ": is no regular file (pipes and devices cannot be read by several processes)");
      }
      if (!Files.isReadable(file)) {
        throw new UsageException(name + ": permission denied");
      }
      String path = file.toAbsolutePath().normalize().toString();
      return new InputFile(name, path, attributes.size(), attributes.lastModifiedTime().toMillis());
    } catch (NoSuchFileException e) {
      throw new UsageException(name + ": no such file", e);
    } catch (IOException e) {
      throw new UsageException(name + ": cannot be read: " + FileProblem.of(e) + ".", e);
    }
  }

  /** The whole of it as one range. */
  public FileRange whole() {
    return range(0, size);
  }

  /** The bytes from {@code start} up to {@code end}. */
  FileRange range(long start, long end) {
    return new FileRange(path, start, end, size, modifiedMs);
  }
}
