package dev.baton.measure.race;

/** A way for several threads or processes to count up one number, or what they take for one. */
public enum RaceVariant {
  /** Threads read, add and write: {@code count++}, also of a volatile field. */
  THREADS_UNSYNCHRONISED("threads, unsynchronised", 1),
  /** Threads, one at a time. */
  THREADS_SYNCHRONIZED("threads, synchronized", 1),
  /** Threads, by one indivisible step of the processor. */
  THREADS_ATOMIC("threads, AtomicLong", 1),
  /**
   * Processes with a variable each: nothing is shared, so nothing is lost, and nothing is common.
   */
  PROCESSES_APART("processes, a variable each", 1),
  /** Processes that read, add and write in shared memory. */
  PROCESSES_UNSYNCHRONISED("processes, shared memory, unsynchronised", 1),
  /** Processes, by one indivisible step of the processor, in shared memory. */
  PROCESSES_ATOMIC("processes, shared memory, atomic", 1),
  /** Processes with {@link dev.baton.SharedCounter}. */
  PROCESSES_COUNTER("processes, SharedCounter", 1),
  /** Processes with {@link dev.baton.SharedMap#merge}. */
  PROCESSES_MAP("processes, SharedMap.merge", 200),
  /** Processes, one at a time, by a lock on a file. */
  PROCESSES_FILE_LOCK("processes, file lock", 200);

  private final String label;
  private final int slower;

  RaceVariant(String label, int slower) {
    this.label = label;
    this.slower = slower;
  }

  /** The case's name. */
  public String label() {
    return label;
  }

  /** Whether updates must get lost. */
  boolean loses() {
    return this == THREADS_UNSYNCHRONISED || this == PROCESSES_UNSYNCHRONISED;
  }

  boolean ofThreads() {
    return name().startsWith("THREADS");
  }

  /** How many updates suffice, of those that are asked for: slow ways would take minutes. */
  long updates(long wanted) {
    return Math.max(1, wanted / slower);
  }
}
