package dev.baton.advise;

/** The ways to run many tasks, the simplest first. */
public enum ExecutionModel {
  /** One after the other, by one thread: the base of every speedup. */
  SERIAL("serial", Family.SERIAL),
  /** A fixed number of platform threads of this JVM. */
  THREAD_POOL("thread-pool", Family.THREADS),
  /** A virtual thread of this JVM for each task. */
  VIRTUAL("virtual", Family.THREADS),
  /** Worker processes; a {@code ProcessPool}. */
  POOL("pool", Family.PROCESSES);

  /** What models have in common: two of one family take about the same time for most work. */
  public enum Family {
    SERIAL,
    THREADS,
    PROCESSES
  }

  private final String word;
  private final Family family;

  ExecutionModel(String word, Family family) {
    this.word = word;
    this.family = family;
  }

  /** As it is written in tables and files. */
  public String word() {
    return word;
  }

  public Family family() {
    return family;
  }
}
