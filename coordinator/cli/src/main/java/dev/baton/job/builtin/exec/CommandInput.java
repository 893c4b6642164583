package dev.baton.job.builtin.exec;

import dev.baton.JobFile;
import java.util.List;

/**
 * What one command is run for.
 *
 * @param number of the command, from 1; {@code {#}}
 * @param values one of each list, for {@code {1}}, {@code {2}} and so on
 * @param files of the values, those that are files and are sent to hosts which lack them
 */
public record CommandInput(long number, List<String> values, List<JobFile> files) {

  /** The same as the user sees it, and not as it is on another host. */
  CommandInput asTyped() {
    return files.isEmpty() ? this : new CommandInput(number, values, List.of());
  }
}
