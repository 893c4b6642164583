package dev.baton.agent.spawn;

import dev.baton.EnvironmentException;
import dev.baton.config.HeapSize;
import dev.baton.process.ChildExit;

/**
 * Starts worker processes. They load their classes until they are told of a broker and of their
 * places.
 */
public interface WorkerProcesses {

  /**
   * Told what becomes of processes, on the agent's thread; never before the method that started
   * them has returned.
   */
  interface Listener {

    /** A process that has a place can take tasks. */
    void ready(WorkerProcess process);

    /**
     * A process that has a place is not ready in time, or will never be; reported before its exit.
     */
    void startFailed(WorkerProcess process, EnvironmentException failure);

    /** A process has ended; the last report about it. */
    void exited(WorkerProcess process, ChildExit exit);
  }

  /**
   * Starts a process for a place.
   *
   * @param heap its heap, and what the next one in this place may have
   * @throws EnvironmentException if it cannot be started
   */
  WorkerProcess start(int number, HeapSize heap, Listener listener);

  /**
   * Starts a process that waits for a place to become free.
   *
   * @throws EnvironmentException if it cannot be started
   */
  WorkerProcess startSpare(Listener listener);
}
