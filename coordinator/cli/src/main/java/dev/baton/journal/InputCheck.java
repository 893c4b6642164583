package dev.baton.journal;

import dev.baton.config.Plural;
import dev.baton.wire.JobStarted.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a job's files are what they were when it began. */
public final class InputCheck {

  private InputCheck() {}

  /** What files are now; those that are not there are left out. */
  public static List<Input> snapshot(List<Path> files) {
    return files.stream()
        .map(file -> now(file.toAbsolutePath().normalize().toString()))
        .flatMap(Optional::stream)
        .toList();
  }

  /** What has changed, for people: the first file that is not what it was, or nothing. */
  public static Optional<String> firstChange(List<Input> before) {
    for (Input was : before) {
      Input is = now(was.path()).orElse(null);
      String change = change(was, is);
      if (change != null) {
        return Optional.of(change);
      }
    }
    return Optional.empty();
  }

  private static @Nullable String change(Input was, @Nullable Input is) {
    if (is == null) {
      return was.path() + " is gone";
    }
    if (is.size() != was.size()) {
      return "%s has changed: it had %s and has %,d"
          .formatted(was.path(), Plural.of(was.size(), "byte"), is.size());
    }
    if (is.modifiedMs() != was.modifiedMs()) {
      return "%s has changed: it was written at %s, and was last written at %s when the job began"
          .formatted(
              was.path(),
              Instant.ofEpochMilli(is.modifiedMs()),
              Instant.ofEpochMilli(was.modifiedMs()));
    }
    return null;
  }

  private static Optional<Input> now(String path) {
    try {
      BasicFileAttributes file = Files.readAttributes(Path.of(path), BasicFileAttributes.class);
      return Optional.of(new Input(path, file.size(), file.lastModifiedTime().toMillis()));
    } catch (IOException e) {
      return Optional.empty(); // a file that cannot be read is as good as gone
    }
  }
}
