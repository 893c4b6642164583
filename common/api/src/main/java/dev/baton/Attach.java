package dev.baton;

/** Whether a pool's workers are taken from the standby workers that {@code baton up} keeps warm. */
public enum Attach {
  /** The pool starts its own workers. */
  NEVER,

  /** The pool takes standby workers that fit, and starts its own for those that are missing. */
  AUTO,

  /**
   * As {@link #AUTO}, but starting the pool fails if no standby workers are kept, and a notice says
   * why if they do not fit and the pool starts its own.
   */
  ALWAYS
}
