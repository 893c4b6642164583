package dev.baton;

/** How tasks and results get from a coordinator to its workers and back. */
public enum Transport {
  /**
   * {@link #LOCAL} where nothing asks for the log, which is a pool within a program that has its
   * workers on its own host; else {@link #KAFKA}.
   */
  AUTO,

  /**
   * Sockets between the processes of this host. There is no broker, and nothing of a job outlives
   * its coordinator.
   */
  LOCAL,

  /** Topics of a broker, an embedded one or a cluster's. Tasks and results last. */
  KAFKA
}
