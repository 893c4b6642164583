package dev.baton.job.builtin.mandelbrot;

import dev.baton.UsageException;
import dev.baton.config.FileProblem;
import dev.baton.job.JobFailedException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import javax.imageio.ImageIO;

/**
 * Where a picture goes: seen to be writable before the work begins, and never there half written.
 *
 * @param name as the user gave it, for messages
 * @param path the absolute path; a symbolic link that is there already is followed
 */
record PictureFile(Path name, Path path) {

  /**
   * Looks at the place for a picture.
   *
   * @throws UsageException if no picture can be written there
   */
  static PictureFile of(Path name) {
    if (Files.isDirectory(name)) {
      throw new UsageException(name + ": is a directory, not a file");
    }
    if (Files.exists(name) && !Files.isRegularFile(name)) {
      throw new UsageException(name + ": is no regular file, and would be replaced");
    }
    Path path;
    try {
      path = Files.exists(name) ? name.toRealPath() : name.toAbsolutePath();
    } catch (IOException e) {
      throw new UsageException(name + ": cannot be looked at: " + FileProblem.of(e) + ".", e);
    }
    Path directory = path.getParent();
    if (directory == null || path.getFileName() == null || !Files.isDirectory(directory)) {
      throw new UsageException(name + ": there is no directory " + directory);
    }
    if (!Files.isWritable(directory)) {
      throw new UsageException(name + ": nothing can be written to the directory " + directory);
    }
    return new PictureFile(name, path);
  }

  /** Writes the picture beside its place and then moves it there. */
  void write(BufferedImage picture) {
    Path unfinished =
        path.resolveSibling(
            "." + path.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    try {
      try (OutputStream out = Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW)) {
        ImageIO.setUseCache(false);
        if (!ImageIO.write(picture, "png", out)) {
          throw new IOException("this Java has no PNG writer");
        }
      }
      Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new JobFailedException(name + ": cannot be written: " + FileProblem.of(e) + ".", e);
    } finally {
      deleteQuietly(unfinished);
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The failure that matters was thrown already; this one can leave a file behind, no more.
    }
  }
}
