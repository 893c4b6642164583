package dev.baton.process;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Deletes directories with their contents, even while a process still writes there. */
public final class FileTree {

  /** How long files may keep appearing while their directory is being emptied. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private FileTree() {}

  /** Deletes a directory; no error if it does not exist. */
  public static void delete(Path root) throws IOException {
    long start = System.nanoTime();
    while (Files.exists(root)) {
      try {
        Files.walkFileTree(root, new Deleter());
      } catch (DirectoryNotEmptyException e) { // a file appeared
        if (System.nanoTime() - start > LIMIT.toNanos()) {
          throw e;
        }
      }
    }
  }

  private static final class Deleter extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE; // another process deleted it
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
