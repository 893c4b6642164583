package dev.baton.advise;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** How much of some time goes by while a task runs, on average. For one thread. */
final class PerTask {

  private final LongSupplier soFar;
  private final List<Long> used = new ArrayList<>();
  private long before;

  /**
   * No task has run yet.
   *
   * @param soFar the whole time, up to a moment
   */
  PerTask(LongSupplier soFar) {
    this.soFar = soFar;
  }

  /** Before a task. */
  void start() {
    before = soFar.getAsLong();
  }

  /** After it. */
  void stop() {
    used.add(soFar.getAsLong() - before);
  }

  /**
   * For one task, in nanoseconds. The first one, which meets a cold JVM, counts only if it is
   * alone. A mean, since a process' time is counted in steps of up to 10 ms.
   */
  double meanNs() {
    double mean =
        used.stream().skip(used.size() > 1 ? 1 : 0).mapToLong(Long::longValue).average().orElse(0);
    return Math.max(0, mean);
  }
}
