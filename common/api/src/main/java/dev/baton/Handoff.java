package dev.baton;

/** How data gets from one process to another. */
public enum Handoff {
  /** Serialised bytes inside the record. */
  KRYO,

  /** A reference to the bytes, which lie in the host store. */
  SHARED,

  /**
   * Chosen by the size of each task and each result: {@link #KRYO} below a threshold, {@link
   * #SHARED} above it. The threshold is 64 KiB until {@code baton measure handoff} finds the best
   * one for the machine.
   */
  AUTO
}
