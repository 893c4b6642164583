package dev.baton;

/** How tasks and results get from a coordinator to its workers and back. */
public enum Transport {
  /**
   * {@link #LOCAL} to the workers that the same user runs on the coordinator's host, and {@link
   * #KAFKA} to all others. Results of a job that can be resumed are on the log in any case; where
   * nothing needs the log, as in a pool of one program, there is none.
   */
  AUTO,

  /**
   * Sockets between the processes of this host. A pool that has only those needs no broker, and
   * nothing of it outlives its coordinator.
   */
  LOCAL,

  /** Topics of a broker, embedded or of a cluster. Tasks and results outlive the program. */
  KAFKA
}
