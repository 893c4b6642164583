package dev.baton.measure.latency;

import dev.baton.EnvironmentException;
import dev.baton.Shared;
import dev.baton.Task;
import dev.baton.measure.Case;
import dev.baton.measure.Measurement;
import dev.baton.measure.QuietPool;
import dev.baton.measure.Recorder;
import dev.baton.measure.Samples;
import dev.baton.measure.Section;
import dev.baton.measure.echo.KafkaEcho;
import dev.baton.pool.ProcessPool;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Measures round trips: of a record through Kafka alone, of a task through a pool, and of a task
 * that gets a large array; beside them what copying that array takes. All in turns, so that a busy
 * moment of the machine strikes all alike.
 */
public final class LatencyMeasurement implements Measurement {

  /** The word on the command line. */
  public static final String NAME = "latency";

  static final String ECHO = "kafka-echo";
  static final String ROUND_TRIP = "round-trip";
  static final String SHARED_ARRAY = "shared-array";
  static final String PUT_ARRAY = "put-and-run";
  static final String COPY = "memcpy";
  static final String PER_SECOND = "perSecond";

  /** What the peers are measured with. */
  static final int ARRAY_BYTES = 64 << 20;

  private static final int RECORD_BYTES = 100;
  private static final int TURNS = 5;
  private static final int WARM_UP = 200;
  private static final int ARRAYS_PER_SECOND = 10;
  private static final int LIMIT_S = 60;

  private final LatencyPlan plan;

  /** A measurement; nothing happens yet. */
  public LatencyMeasurement(LatencyPlan plan) {
    this.plan = plan;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Recorder recorder) throws InterruptedException {
    recorder.step("starting Kafka and a pool of " + plan.workers());
    try (KafkaEcho echo = KafkaEcho.start();
        ProcessPool pool = QuietPool.of(plan.workers()).build()) {
      roundTrips(recorder, echo, pool);
      arrays(recorder, pool);
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new EnvironmentException("Latency could not be measured: " + e.getMessage(), e);
    }
  }

  @Override
  public Section section(List<Case> cases) {
    return LatencySection.of(cases);
  }

  private void roundTrips(Recorder recorder, KafkaEcho echo, ProcessPool pool) throws Exception {
    recorder.step("warming up");
    OpenLoop warmUp = new OpenLoop(plan.perSecond());
    warmUp.run(WARM_UP, () -> echo.roundTrip(1, RECORD_BYTES));
    warmUp.run(WARM_UP, () -> roundTrip(pool));
    OpenLoop echoes = new OpenLoop(plan.perSecond());
    OpenLoop tasks = new OpenLoop(plan.perSecond());
    for (int turn = 1; turn <= TURNS; turn++) {
      recorder.step("round trips, turn " + turn + " of " + TURNS);
      echoes.run(plan.roundTrips() / TURNS, () -> echo.roundTrip(1, RECORD_BYTES));
      tasks.run(plan.roundTrips() / TURNS, () -> roundTrip(pool));
    }
    recorder.add(
        measured(ECHO, echoes.samples())
            .with("bytes", RECORD_BYTES)
            .with(PER_SECOND, plan.perSecond()));
    recorder.add(
        measured(ROUND_TRIP, tasks.samples())
            .with("workers", plan.workers())
            .with(PER_SECOND, plan.perSecond()));
  }

  private static void roundTrip(ProcessPool pool) throws Exception {
    long sent = System.nanoTime();
    require(pool.submit((Task<Long>) () -> sent).get(LIMIT_S, TimeUnit.SECONDS) == sent);
  }

  private void arrays(Recorder recorder, ProcessPool pool) throws Exception {
    double[] array = TouchPages.array(ARRAY_BYTES);
    OpenLoop shared = new OpenLoop(ARRAYS_PER_SECOND);
    OpenLoop put = new OpenLoop(ARRAYS_PER_SECOND);
    OpenLoop copies = new OpenLoop(ARRAYS_PER_SECOND);
    try (Shared<double[]> there = pool.share(array);
        Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(ARRAY_BYTES);
      for (int i = 0; i < 2 * plan.workers(); i++) { // each worker maps it once
        touch(pool, there);
        putAndRun(pool, array);
        copy(array, target);
      }
      for (int turn = 1; turn <= TURNS; turn++) {
        recorder.step("an array of 64 MiB, turn " + turn + " of " + TURNS);
        int times = plan.arrays() / TURNS;
        shared.run(times, () -> touch(pool, there));
        put.run(times, () -> putAndRun(pool, array));
        copies.run(times, () -> copy(array, target));
      }
    }
    recorder.add(measured(SHARED_ARRAY, shared.samples()).with("bytes", ARRAY_BYTES));
    recorder.add(measured(PUT_ARRAY, put.samples()).with("bytes", ARRAY_BYTES));
    recorder.add(measured(COPY, copies.samples()).with("bytes", ARRAY_BYTES));
  }

  private static void touch(ProcessPool pool, Shared<double[]> array) throws Exception {
    double sum = pool.submit(new TouchPages(array)).get(LIMIT_S, TimeUnit.SECONDS);
    require(sum == TouchPages.expected(ARRAY_BYTES));
  }

  private static void putAndRun(ProcessPool pool, double[] array) throws Exception {
    try (Shared<double[]> there = pool.share(array)) {
      touch(pool, there);
    }
  }

  private static void copy(double[] array, MemorySegment target) {
    MemorySegment.copy(array, 0, target, ValueLayout.JAVA_DOUBLE, 0, array.length);
    int last = array.length - 1;
    require(target.getAtIndex(ValueLayout.JAVA_DOUBLE, last) == array[last]);
  }

  private static void require(boolean isRight) {
    if (!isRight) {
      throw new IllegalStateException("A task gave a wrong answer.");
    }
  }

  private static Case measured(String name, Samples samples) {
    return Case.of(NAME, name, "us", samples.spread(TimeUnit.MICROSECONDS))
        .distributed(samples.distribution(TimeUnit.MICROSECONDS));
  }
}
