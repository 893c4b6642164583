package dev.baton.job.builtin.exec;

import dev.baton.UsageException;
import dev.baton.config.FileProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which files of a command come back from the host on which it runs: what {@code --return} says.
 *
 * @param names of the files, with placeholders; relative to the folder in which commands run
 * @param areRemoved whether they are removed there when the command has ended
 */
public record ReturnedFiles(List<String> names, boolean areRemoved) {

  /** None come back. */
  static final ReturnedFiles NONE = new ReturnedFiles(List.of(), false);

  /** A file that is to come back cannot. */
  static final class NotReturnedException extends Exception {

    private static final long serialVersionUID = 1L;

    private NotReturnedException(String message) {
      super(message);
    }
  }

  /**
   * Checks what can be checked without the input.
   *
   * @param values how many values a command gets
   * @throws UsageException naming what is wrong
   */
  public static ReturnedFiles of(List<String> names, boolean areRemoved, int values) {
    if (areRemoved && names.isEmpty()) {
      throw new UsageException("--cleanup removes what --return names, and there is no --return.");
    }
    for (String name : names) {
      if (name.isEmpty() || name.endsWith("/")) {
        throw new UsageException("--return needs the name of a file, not '" + name + "'.");
      }
      Placeholder.rejectSlot("--return", name);
      var _ = Placeholder.areIn(name, values);
    }
    return new ReturnedFiles(List.copyOf(names), areRemoved);
  }

  /** What the files of a command are called. */
  List<String> of(CommandInput input) {
    CommandInput typed = input.asTyped();
    return names.stream().map(name -> Placeholder.fill(name, place -> place.text(typed))).toList();
  }

  /**
   * Reads the files of a command that has ended.
   *
   * @param isSuccess whether it did what it should: only then all have to be there
   * @param mostBytes how large they may be together
   */
  List<ReturnedFile> read(CommandInput input, boolean isSuccess, long mostBytes)
      throws NotReturnedException {
    List<ReturnedFile> files = new ArrayList<>();
    List<String> all = of(input);
    long left = mostBytes;
    for (int i = 0; i < all.size(); i++) {
      try {
        byte[] content = read(all.get(i), left);
        left -= content.length;
        files.add(new ReturnedFile(i, content));
      } catch (NotReturnedException e) {
        if (isSuccess) {
          throw e;
        }
      }
    }
    return files;
  }

  private static byte[] read(String name, long mostBytes) throws NotReturnedException {
    try {
      Path file = Path.of(name);
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new NotReturnedException(name + " is no regular file");
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] content = in.readNBytes((int) Math.min(mostBytes + 1, Integer.MAX_VALUE));
        if (content.length > mostBytes) {
          throw new NotReturnedException(
              name + " makes what is to come back larger than --max-output");
        }
        return content;
      }
    } catch (NoSuchFileException e) {
      throw new NotReturnedException("the command left no file " + name);
    } catch (InvalidPathException | IOException e) {
      throw new NotReturnedException(name + " cannot be read: " + FileProblem.of(e));
    }
  }

  /** Removes the files of a command, if they are to be removed; what cannot be removed stays. */
  void cleanUp(CommandInput input) {
    if (areRemoved) {
      of(input).forEach(ReturnedFiles::remove);
    }
  }

  private static void remove(String name) {
    try {
      Files.deleteIfExists(Path.of(name));
    } catch (InvalidPathException | IOException e) {
      // The command has done its work; its host's user sees the file.
    }
  }
}
