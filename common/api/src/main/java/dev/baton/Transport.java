package dev.baton;

/** How tasks and results get from a coordinator to its workers and back. */
public enum Transport {
  /**
   * {@link #LOCAL} where nothing needs the log, as in a pool of one program whose workers are all
   * on its own host; otherwise {@link #KAFKA}.
   */
  AUTO,

  /**
   * Sockets between the processes of this host. There is no broker, and nothing of a job outlives
   * its coordinator.
   */
  LOCAL,

  /** Topics of a broker, embedded or of a cluster. Tasks and results outlive the program. */
  KAFKA
}
