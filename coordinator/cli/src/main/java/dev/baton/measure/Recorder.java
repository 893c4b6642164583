package dev.baton.measure;

/** Takes what a measurement finds, while it runs. Implementations are thread-safe. */
public interface Recorder {

  /** Says what is measured now, such as "cpu, pool-kryo, 2 workers"; a person waits for it. */
  void step(String what);

  /** Takes a case that has been measured. */
  void add(Case measured);
}
