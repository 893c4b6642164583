package dev.baton.job.builtin.exec;

import dev.baton.UsageException;
import java.nio.file.InvalidPathException;
import java.util.HashSet;
import java.util.Set;

/**
 * The names of the files that commands are to write. No two commands share one: rather no command
 * than one that overwrites what another has written. For one thread.
 */
final class TakenNames {

  private final String option;
  private final String example;
  private final Set<String> taken = new HashSet<>();

  /**
   * No names yet.
   *
   * @param option that names the files
   * @param example of a value for it that gives each command a name of its own
   */
  TakenNames(String option, String example) {
    this.option = option;
    this.example = example;
  }

  /**
   * Takes a name for a command.
   *
   * @param shown what a person is told of it
   * @throws UsageException if it is taken
   */
  void take(String name, long number, Object shown) {
    if (!taken.add(name)) {
      throw new UsageException(
          "%s: command %,d would overwrite %s of a command before it. Have its number in the name, as in %s '%s'."
              .formatted(option, number, shown, option, example));
    }
  }

  /** What to say if this process cannot name the files of a command. */
  UsageException impossible(long number, InvalidPathException e) {
    return new UsageException(
        "%s: no file can be named after the values of command %,d in this locale (%s). Set LC_ALL=C.UTF-8, or use {#} as the name."
            .formatted(option, number, e.getReason()),
        e);
  }
}
