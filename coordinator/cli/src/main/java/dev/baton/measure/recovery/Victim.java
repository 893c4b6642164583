package dev.baton.measure.recovery;

import java.time.Duration;

/** What faults strike, one after the other. For one thread. */
interface Victim extends AutoCloseable {

  /**
   * Has a fault strike; returns how long recovery took, after everything is as it was before.
   *
   * @throws java.util.concurrent.TimeoutException if it has not recovered in time, but can go on
   * @throws Exception if it has not recovered, and cannot go on
   */
  Duration strike(Fault fault) throws Exception;

  /**
   * Looks whether nothing was lost, when the last fault has struck.
   *
   * @throws IllegalStateException if something was
   */
  void check();

  @Override
  void close();
}
