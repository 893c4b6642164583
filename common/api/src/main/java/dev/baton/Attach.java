package dev.baton;

/** Whether a pool's workers are taken from the standby workers that {@code baton up} keeps warm. */
public enum Attach {
  /** The pool starts its own workers. */
  NEVER,

  /** Those that are there and fit are taken; for the others the pool starts its own. */
  AUTO,

  /**
   * As {@link #AUTO}, but it is an error if nobody keeps standby workers, and the pool says why it
   * starts its own if they do not fit.
   */
  ALWAYS
}
