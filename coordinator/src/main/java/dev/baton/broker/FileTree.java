package dev.baton.broker;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Deletes directories with all that is in them, also while a broker still writes there. */
public final class FileTree {

  private static final int TRIES = 5;

  private FileTree() {}

  /** Deletes a directory; no error if it is not there. */
  public static void delete(Path root) throws IOException {
    IOException last = null;
    for (int i = 0; i < TRIES; i++) {
      try {
        if (Files.exists(root)) {
          Files.walkFileTree(root, new Deleter());
        }
        return;
      } catch (IOException e) {
        last = e; // a file came while its directory was being emptied
      }
    }
    if (last != null) {
      throw last;
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
        return FileVisitResult.CONTINUE; // somebody else deleted it
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
