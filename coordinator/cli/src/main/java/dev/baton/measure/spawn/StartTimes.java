package dev.baton.measure.spawn;

import dev.baton.measure.Case;
import dev.baton.measure.Samples;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Measured starts of one sort. Thread-safe. */
final class StartTimes {

  static final String THREAD = "thread";
  static final String VIRTUAL_THREAD = "virtual-thread";
  static final String JVM_COLD = "jvm-cold";
  static final String JVM_CDS = "jvm-cds";
  static final String JVM_AOT = "jvm-aot";
  static final String WORKER = "worker";
  static final String POOL_TASK = "pool-task";
  static final String POOL_TASK_KAFKA = "pool-task-kafka";
  static final String FIRST_TASK = "first-task";
  static final String HUNDREDTH_TASK = "hundredth-task";

  /** Fewer make no distribution. */
  private static final int ENOUGH_FOR_DISTRIBUTION = 100;

  private final String name;
  private final Samples samples = new Samples();
  private final LongAdder cpuMs = new LongAdder();
  private final List<String> failures = new CopyOnWriteArrayList<>();

  /** None yet, of a sort that is a case's name. */
  StartTimes(String name) {
    this.name = name;
  }

  void add(Duration took) {
    samples.add(took);
  }

  /** Adds what one has cost beside its time: on a busy machine it says more. */
  void addCpu(Duration used) {
    cpuMs.add(used.toMillis());
  }

  /** Notes an answer that is wrong. */
  void check(long answer, long right) {
    if (answer != right) {
      failures.add("a wrong answer: " + answer + " for " + right);
    }
  }

  Case toCase() {
    Case plain =
        Case.of(SpawnMeasurement.NAME, name, "ms", samples.spread(TimeUnit.MILLISECONDS))
            .failed(failures);
    long n = plain.spread().n();
    Case counted = cpuMs.sum() == 0 ? plain : plain.detail("cpuMs", cpuMs.sum() / (double) n);
    return n < ENOUGH_FOR_DISTRIBUTION
        ? counted
        : counted.distributed(samples.distribution(TimeUnit.MILLISECONDS));
  }
}
