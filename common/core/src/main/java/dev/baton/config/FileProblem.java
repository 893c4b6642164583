package dev.baton.config;

import dev.baton.EnvironmentException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * Explains to people why a file cannot be used: the messages of many of Java's exceptions are only
 * the file's name. Stateless and thread-safe.
 */
public final class FileProblem {

  private FileProblem() {}

  /** The reason in a few words, without the name of the requested file. */
  public static String of(Throwable failure) {
    return switch (failure) {
      case AccessDeniedException e -> "permission denied" + at(e);
      case NoSuchFileException e -> "no such file or folder" + at(e);
      case NotDirectoryException e -> "not a folder" + at(e);
      case DirectoryNotEmptyException e -> "the folder is not empty" + at(e);
      case FileAlreadyExistsException e -> "there is a file in the way" + at(e);
      case FileSystemException e when e.getReason() != null -> e.getReason() + at(e);
      default ->
          failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    };
  }

  /**
   * The failure to write a file, for a person.
   *
   * @param what the file, or what it is to have and its name, such as "the report r.html"
   */
  public static EnvironmentException cannotWrite(Object what, IOException failure) {
    return new EnvironmentException("Cannot write " + what + ": " + of(failure) + ".", failure);
  }

  private static String at(FileSystemException failure) {
    return failure.getFile() == null ? "" : " (" + failure.getFile() + ")";
  }
}
