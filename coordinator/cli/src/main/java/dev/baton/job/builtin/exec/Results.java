package dev.baton.job.builtin.exec;

import java.io.PrintStream;

/** What {@code --results} has written, beside or instead of what is printed. For one thread. */
interface Results extends AutoCloseable {

  /** Whether the output of commands is not printed, too. */
  boolean isInsteadOfOutput();

  /**
   * Sees to it, before any command runs, that each has its place.
   *
   * @throws dev.baton.UsageException if one would overwrite what another has written
   * @throws dev.baton.EnvironmentException if nothing can be written there
   */
  void prepare();

  /** Begins with what goes to standard output, if anything does. */
  default void begin(PrintStream out) {}

  /**
   * Adds what came of a command.
   *
   * @param host what to call it
   * @param command as a shell would take it
   * @throws dev.baton.EnvironmentException naming the file, if it cannot be written
   */
  void add(CommandInput input, CommandResult result, String host, String command);

  @Override
  void close();
}
