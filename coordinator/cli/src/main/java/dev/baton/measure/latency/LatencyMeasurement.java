package dev.baton.measure.latency;

import dev.baton.Shared;
import dev.baton.Task;
import dev.baton.Transport;
import dev.baton.measure.Case;
import dev.baton.measure.Measurement;
import dev.baton.measure.QuietPool;
import dev.baton.measure.Recorder;
import dev.baton.measure.Samples;
import dev.baton.measure.Section;
import dev.baton.measure.echo.KafkaEcho;
import dev.baton.measure.echo.SocketEcho;
import dev.baton.pool.ProcessPool;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Measures round trips: of bytes through a socket and of a record through Kafka, without a pool; of
 * a task through a pool over either, at a fixed rate and one right after the other; and of a task
 * that gets a large array, beside what copying it and reading its pages takes. All in turns, so
 * that a busy moment of the machine strikes all alike.
 */
public final class LatencyMeasurement implements Measurement {

  /** The word on the command line. */
  public static final String NAME = "latency";

  static final String SOCKET_ECHO = "socket-echo";
  static final String ECHO = "kafka-echo";
  static final String ROUND_TRIP = "round-trip";
  static final String ROUND_TRIP_KAFKA = "round-trip-kafka";
  static final String BACK_TO_BACK = "back-to-back";
  static final String BACK_TO_BACK_KAFKA = "back-to-back-kafka";
  static final String SHARED_ARRAY = "shared-array";
  static final String PUT_ARRAY = "put-and-run";
  static final String COPY = "memcpy";
  static final String PAGES = "page-reads";
  static final String PER_SECOND = "perSecond";

  /** What the peers are measured with. */
  static final int ARRAY_BYTES = 64 << 20;

  private static final int RECORD_BYTES = 100;
  private static final int TURNS = 5;
  private static final int WARM_UP = 200;

  /** Until both ends of a round trip are compiled, which over sockets takes some 15,000 of them. */
  private static final Duration WARM_TIME = Duration.ofSeconds(4);

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
  public void run(Recorder recorder) throws Exception {
    overSockets(recorder);
    overKafka(recorder);
  }

  @Override
  public Section section(List<Case> cases) {
    return LatencySection.of(cases);
  }

  /** First, while no broker runs beside it. */
  private void overSockets(Recorder recorder) throws Exception {
    recorder.step("starting a pool of " + plan.workers());
    try (SocketEcho echo = SocketEcho.start();
        ProcessPool pool = QuietPool.of(plan.workers()).build()) {
      Map<String, OpenLoop.Action> trips = new LinkedHashMap<>();
      trips.put(SOCKET_ECHO, () -> echo.roundTrip(RECORD_BYTES));
      trips.put(ROUND_TRIP, () -> roundTrip(pool));
      backToBack(recorder, BACK_TO_BACK, pool);
      paced(recorder, trips);
      arrays(recorder, pool);
    }
  }

  private void overKafka(Recorder recorder) throws Exception {
    recorder.step("starting Kafka and a pool of " + plan.workers());
    try (KafkaEcho echo = KafkaEcho.start();
        ProcessPool pool = QuietPool.of(plan.workers()).transport(Transport.KAFKA).build()) {
      Map<String, OpenLoop.Action> trips = new LinkedHashMap<>();
      trips.put(ECHO, () -> echo.roundTrip(1, RECORD_BYTES));
      trips.put(ROUND_TRIP_KAFKA, () -> roundTrip(pool));
      backToBack(recorder, BACK_TO_BACK_KAFKA, pool);
      paced(recorder, trips);
    }
  }

  private void paced(Recorder recorder, Map<String, OpenLoop.Action> trips) throws Exception {
    recorder.step("warming up");
    Map<String, OpenLoop> loops = new LinkedHashMap<>();
    for (Map.Entry<String, OpenLoop.Action> trip : trips.entrySet()) {
      new OpenLoop(plan.perSecond()).run(WARM_UP, trip.getValue());
      loops.put(trip.getKey(), new OpenLoop(plan.perSecond()));
    }
    for (int turn = 1; turn <= TURNS; turn++) {
      recorder.step("round trips, turn " + turn + " of " + TURNS);
      for (Map.Entry<String, OpenLoop> loop : loops.entrySet()) {
        OpenLoop.Action trip = Objects.requireNonNull(trips.get(loop.getKey()));
        loop.getValue().run(plan.roundTrips() / TURNS, trip);
      }
    }
    loops.forEach(
        (name, loop) ->
            recorder.add(
                measured(name, loop.samples())
                    .with("workers", plan.workers())
                    .with("bytes", RECORD_BYTES)
                    .with(PER_SECOND, plan.perSecond())));
  }

  /** As one thread that needs each result before it goes on. */
  private void backToBack(Recorder recorder, String name, ProcessPool pool) throws Exception {
    recorder.step(name);
    Samples samples = new Samples();
    long warmNs = System.nanoTime() + WARM_TIME.toNanos();
    while (System.nanoTime() - warmNs < 0) {
      roundTrip(pool);
    }
    for (int i = 0; i < plan.roundTrips(); i++) {
      long startNs = System.nanoTime();
      roundTrip(pool);
      samples.add(Duration.ofNanos(System.nanoTime() - startNs));
    }
    recorder.add(measured(name, samples).with("workers", plan.workers()));
  }

  private static void roundTrip(ProcessPool pool) throws Exception {
    long sent = System.nanoTime();
    require(pool.submit((Task<Long>) () -> sent).get(LIMIT_S, TimeUnit.SECONDS) == sent);
  }

  private void arrays(Recorder recorder, ProcessPool pool) throws Exception {
    double[] array = TouchPages.array(ARRAY_BYTES);
    double whole = TouchPages.expected(ARRAY_BYTES);
    OpenLoop shared = new OpenLoop(ARRAYS_PER_SECOND);
    OpenLoop put = new OpenLoop(ARRAYS_PER_SECOND);
    OpenLoop copies = new OpenLoop(ARRAYS_PER_SECOND);
    OpenLoop pages = new OpenLoop(ARRAYS_PER_SECOND);
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
        pages.run(times, () -> require(new TouchPages(there).call() == whole));
      }
    }
    recorder.add(measured(SHARED_ARRAY, shared.samples()).with("bytes", ARRAY_BYTES));
    recorder.add(measured(PUT_ARRAY, put.samples()).with("bytes", ARRAY_BYTES));
    recorder.add(measured(COPY, copies.samples()).with("bytes", ARRAY_BYTES));
    recorder.add(measured(PAGES, pages.samples()).with("bytes", ARRAY_BYTES));
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
