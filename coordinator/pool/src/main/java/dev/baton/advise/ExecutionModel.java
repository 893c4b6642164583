package dev.baton.advise;

/** The ways to run many tasks, the simplest first. */
public enum ExecutionModel {
  /** One after the other, in one thread: what every speedup is relative to. */
  SERIAL("serial", Family.SERIAL),

  /** A fixed number of platform threads in this JVM. */
  THREAD_POOL("thread-pool", Family.THREADS),

  /** A virtual thread in this JVM for each task. */
  VIRTUAL("virtual", Family.THREADS),

  /** Worker processes: a {@code ProcessPool}. */
  POOL("pool", Family.PROCESSES);

  /** Groups of models that are alike: for most work, two of one family take about the same time. */
  public enum Family {
    /** No parallelism. */
    SERIAL,

    /** Threads of this JVM. */
    THREADS,

    /** Several JVMs. */
    PROCESSES
  }

  private final String word;
  private final Family family;

  ExecutionModel(String word, Family family) {
    this.word = word;
    this.family = family;
  }

  /** {@return the model's name in tables and files, such as {@code thread-pool}} */
  public String word() {
    return word;
  }

  /** {@return the group that the model belongs to} */
  public Family family() {
    return family;
  }
}
