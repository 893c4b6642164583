package dev.baton.advise;

import java.util.OptionalDouble;

/**
 * What others compute for tasks while these wait for them: threads of this JVM, and processes that
 * the tasks start. For one thread.
 */
final class Helpers {

  /** Less of a task's processor time is no help. */
  private static final double LEAST_SHARE = 0.05;

  private final Meter meter;
  private final PerTask threads;
  private final PerTask processes;
  private final PerTask idle;

  Helpers(Meter meter) {
    this.meter = meter;
    this.threads = new PerTask(meter::othersCpuNs);
    this.processes = new PerTask(() -> meter.childrenCpuNs().orElse(0));
    this.idle = new PerTask(() -> meter.idleNs().orElse(0));
  }

  /** Before a task. */
  void start() {
    idle.start();
    processes.start();
    threads.start();
  }

  /** After it. */
  void stop() {
    threads.stop();
    processes.stop();
    idle.stop();
  }

  /**
   * The processor time of the helpers of one task. Threads of this JVM have much to do for
   * themselves: they count where a task must have them, as it mostly waits.
   */
  double cpuNs(double waitNs, double ownCpuNs) {
    return processes.meanNs() + (waitNs > ownCpuNs ? threads.meanNs() : 0);
  }

  /**
   * What is waiting of the time that is left. Where processes compute for a task, it waits also
   * while they stand in line for a processor; they do not while one is idle.
   */
  double withoutQueuing(double waitNs, double cpuNs) {
    boolean isKnown = meter.idleNs().isPresent();
    return isKnown && processes.meanNs() > LEAST_SHARE * cpuNs
        ? Math.min(waitNs, idle.meanNs())
        : waitNs;
  }

  /** What processes compute for one task; empty if this system does not tell. */
  OptionalDouble processesNs() {
    return meter.childrenCpuNs().isPresent()
        ? OptionalDouble.of(processes.meanNs())
        : OptionalDouble.empty();
  }
}
