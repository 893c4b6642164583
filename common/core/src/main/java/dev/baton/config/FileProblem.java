package dev.baton.config;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * Why a file cannot be used, for people: the messages of many of Java's exceptions are the file's
 * name and nothing else. Stateless and thread-safe.
 */
public final class FileProblem {

  private FileProblem() {}

  /** The reason in some words, without the name of the file that was asked for. */
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

  private static String at(FileSystemException failure) {
    return failure.getFile() == null ? "" : " (" + failure.getFile() + ")";
  }
}
