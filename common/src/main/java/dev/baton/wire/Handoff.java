package dev.baton.wire;

/** How data gets from one process to another. */
public enum Handoff {
  /** Serialised bytes inside the record. */
  KRYO,
  /** A reference into the host store. */
  SHARED
}
