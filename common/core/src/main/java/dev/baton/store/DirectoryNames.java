package dev.baton.store;

import dev.baton.EnvironmentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What this user's directories are called in places where everybody may make some. Thread-safe.
 *
 * <p>At first {@code baton-USER}. Somebody else may have made that, by mistake or to shut this user
 * out; then they are called {@code baton-USER-SUFFIX}, with a random suffix that is noted where
 * only this user writes, so that all of the user's processes know it.
 *
 * @param notes the file with the suffixes, one a line
 */
record DirectoryNames(Path notes) {

  /** Older ones are of directories that were taken from this user long ago. */
  private static final int KEPT = 8;

  private static final int SUFFIX_BYTES = 8;

  /** All names, the first one first. */
  List<String> all() {
    String first = "baton-" + System.getProperty("user.name");
    return Stream.concat(Stream.of(first), suffixes().stream().map(each -> first + '-' + each))
        .toList();
  }

  /**
   * Adds a name, which nobody can have known before.
   *
   * @throws EnvironmentException if it cannot be noted
   */
  void add() {
    byte[] random = new byte[SUFFIX_BYTES];
    new SecureRandom().nextBytes(random);
    String line = HexFormat.of().formatHex(random) + '\n';
    try {
      Path parent = notes.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      // A line is written at once: others may add one at the same time.
      Files.writeString(notes, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new EnvironmentException(
          "Somebody else has this user's directories, and the name of another cannot be noted in "
              + notes
              + ": "
              + e.getMessage()
              + ". Make that writable, or set XDG_STATE_HOME to a directory that is.",
          e);
    }
  }

  private List<String> suffixes() {
    try (Stream<String> lines = Files.lines(notes, StandardCharsets.UTF_8)) {
      List<String> all = lines.filter(line -> line.matches("[0-9a-f]{16}")).distinct().toList();
      return all.subList(Math.max(0, all.size() - KEPT), all.size());
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // mostly because nothing was ever noted
    }
  }
}
