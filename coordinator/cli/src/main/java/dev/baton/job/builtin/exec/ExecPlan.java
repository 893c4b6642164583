package dev.baton.job.builtin.exec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code baton exec} is to do.
 *
 * @param template of the commands
 * @param inputs for them
 * @param directory where the names of files lead that are not absolute
 * @param attempts how often a command that fails is tried in all
 * @param timeout the limit for one attempt; zero for none
 * @param mostBytes how much a command may write to standard output, and to standard error
 * @param jobs how many commands a worker runs at a time
 * @param isOrdered whether output comes in the order of the input
 * @param isTagged whether each line of output begins with the input
 * @param isOnCluster whether hosts have names
 * @param shipsFiles whether values that are files travel with their commands
 * @param halt when to stop early
 * @param jobLog where to write a log as GNU parallel does
 * @param usageLog where to write what each command used, as lines of JSON
 * @param results where to keep what each command wrote
 * @param returned which files of each command come back to here
 */
public record ExecPlan(
    CommandTemplate template,
    InputLists inputs,
    Path directory,
    int attempts,
    Duration timeout,
    long mostBytes,
    int jobs,
    boolean isOrdered,
    boolean isTagged,
    boolean isOnCluster,
    boolean shipsFiles,
    Halt halt,
    Optional<Path> jobLog,
    Optional<Path> usageLog,
    Optional<ResultsPlace> results,
    ReturnedFiles returned) {

  /** The input of a command. */
  public CommandInput input(long number) {
    return new CommandInput(number, inputs.values(number), List.of());
  }
}
