package dev.baton;

/** How data gets from one process to another. */
public enum Handoff {
  /** Serialised bytes inside the record. */
  KRYO,

  /** A reference into the host store, where the bytes lie. */
  SHARED,

  /**
   * A choice for each task and each result by its size: {@link #KRYO} while it is small, {@link
   * #SHARED} above a threshold, which {@code baton measure handoff} finds for a machine; 64 KiB
   * until then.
   */
  AUTO
}
