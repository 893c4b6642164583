package dev.baton.job.builtin.exec;

import java.util.List;

/**
 * What one command is run for.
 *
 * @param number of the command, from 1; {@code {#}}
 * @param values one of each list, or several of the only one, for {@code {1}}, {@code {2}} and so
 *     on
 * @param files of the values, those that are files and are sent to hosts which lack them
 * @param slot in which it runs on its host, from 1; {@link #NO_SLOT} before that
 */
public record CommandInput(long number, List<String> values, List<ShippedFile> files, int slot) {

  /** The slot of a command that has not started: its placeholder stays as it is. */
  static final int NO_SLOT = 0;

  /** The input of a command that has not started. */
  public CommandInput(long number, List<String> values, List<ShippedFile> files) {
    this(number, values, files, NO_SLOT);
  }

  /** The same, for a command that runs in a slot of its host, from 1. */
  CommandInput in(int slot) {
    return new CommandInput(number, values, files, slot);
  }

  /** The same as the user sees it, and not as it is on another host. */
  CommandInput asTyped() {
    return files.isEmpty() ? this : new CommandInput(number, values, List.of(), slot);
  }
}
