package dev.baton.job.builtin.exec;

import java.io.IOException;

/**
 * A process that runs a command, with an empty standard input, and files for its output that have
 * no name: what it leaves behind in the background can write to them, but nobody waits for it.
 *
 * <p>One thread calls {@link #await}; others may call the rest meanwhile.
 */
interface CommandProcess extends AutoCloseable {

  /** Waits, however long it takes and deaf to interrupts, until the process has ended. */
  ProcessEnd await() throws IOException;

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

  /** Lets go of the files. */
  @Override
  void close();
}
