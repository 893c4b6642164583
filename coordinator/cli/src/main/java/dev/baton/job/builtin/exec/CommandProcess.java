package dev.baton.job.builtin.exec;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A process that runs a command, with an empty standard input, and files for its output that have
 * no name: what it leaves behind in the background can write to them, but nobody waits for it. For
 * one thread.
 */
interface CommandProcess extends AutoCloseable {

  /** Waits until the process has ended, deaf to interrupts; empty if it has not within a limit. */
  Optional<ProcessEnd> await(Duration limit) throws IOException;

  /**
   * Asks the process and what it has started to end; what is left when the process itself has ended
   * is then ended by force.
   */
  void terminate();

  /** Ends the process and what it had started when it was asked to end, by force. */
  void kill();

  /** How much is in the larger one of the two files, in bytes. */
  long outputBytes() throws IOException;

  /** What the process has written to standard output. */
  byte[] out() throws IOException;

  /** What the process has written to standard error. */
  byte[] err() throws IOException;

  /** Lets go of the files, and of the process. */
  @Override
  void close();
}
