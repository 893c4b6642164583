package dev.baton.measure.spawn;

import java.util.Locale;

/** What can be started. */
public enum StartKind {
  /** Threads of this process, platform and virtual ones. */
  THREADS,
  /** JVMs for one task each: without archives, with the JDK's own, with one made for the task. */
  JVMS,
  /** Workers of a pool, and the tasks that they run. */
  WORKERS,
  /** Pools, to see how much memory their processes take. */
  MEMORY;

  /** As it is called on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
