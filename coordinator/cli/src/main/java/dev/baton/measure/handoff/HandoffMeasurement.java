package dev.baton.measure.handoff;

import com.sun.management.OperatingSystemMXBean;
import dev.baton.BatonException;
import dev.baton.DataSize;
import dev.baton.EnvironmentException;
import dev.baton.Transport;
import dev.baton.measure.Case;
import dev.baton.measure.Measurement;
import dev.baton.measure.Recorder;
import dev.baton.measure.Section;
import dev.baton.store.handoff.HandoffCalibration;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures what handing data to a task costs, by transport, kind of data, size and handoff; writes
 * the calibration of this machine if all that it takes was measured. Each answer is checked.
 */
public final class HandoffMeasurement implements Measurement {

  /** The word on the command line. */
  public static final String NAME = "handoff";

  private static final long WARM_UP_BYTES = 10 << 10;
  private static final int WARM_UP_ROUNDS = 2_000;
  private static final Duration WARM_UP = Duration.ofMillis(1_200);

  /** The first kind would pay for the code that all kinds run. */
  private static final Duration FIRST_WARM_UP = Duration.ofSeconds(5);

  /** Below, a larger size may take as long as a smaller one. */
  private static final long STEEP_FROM = 64 << 10;

  /** Up to here data fits into any heap. */
  private static final long SMALL = 4 << 20;

  /** Of a heap, for data and its copies. */
  private static final double USABLE = 0.8;

  private static final long LEAST_HEAP = 256L << 20;
  private static final int HEAP_SHARE_OF_MEMORY = 3;

  private final HandoffPlan plan;
  private final long workerHeap;
  private volatile String verdict = "";

  /** A measurement; nothing happens yet. */
  public HandoffMeasurement(HandoffPlan plan) {
    this.plan = plan;
    this.workerHeap =
        Math.clamp(
            LEAST_HEAP + 10 * plan.sizes().getLast(),
            LEAST_HEAP,
            Math.max(LEAST_HEAP, memoryBytes() / HEAP_SHARE_OF_MEMORY));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Recorder recorder) throws InterruptedException {
    List<Case> cases = new ArrayList<>();
    try {
      for (Transport transport : plan.transports()) {
        recorder.step("starting a pool over " + HandoffPlan.word(transport));
        try (HandoffBench bench = HandoffBench.start(transport, workerHeap)) {
          measure(bench, transport, recorder, cases);
        }
      }
    } catch (BatonException e) {
      // Libraries make all kinds of exceptions of an interrupt, and leave the flag.
      if (Thread.interrupted()) {
        throw (InterruptedException) new InterruptedException().initCause(e);
      }
      throw e;
    }
    HandoffFigures.of(cases).stream()
        .flatMap(figures -> figures.breakEvens().stream())
        .forEach(recorder::add);
    verdict = calibrate(cases);
    recorder.step(verdict);
  }

  private void measure(HandoffBench bench, Transport transport, Recorder recorder, List<Case> cases)
      throws InterruptedException {
    Duration warmUp = FIRST_WARM_UP;
    for (DataKind kind : plan.data()) {
      recorder.step(kind.label() + ", warming up");
      // Code that all sizes run is compiled before the first is measured.
      bench.measure(
          kind,
          WARM_UP_BYTES,
          crossings(transport, kind, WARM_UP_BYTES),
          1,
          WARM_UP_ROUNDS,
          warmUp.toNanos());
      warmUp = WARM_UP;
      Map<HandoffVariant, Double> msPerByte = new EnumMap<>(HandoffVariant.class);
      for (long bytes : plan.sizes()) {
        recorder.step(kind.label() + ", " + DataSize.format(bytes));
        List<Crossings> all = crossings(transport, kind, bytes);
        all.forEach(each -> skipIfHopeless(each, bytes, msPerByte));
        measure(bench, kind, bytes, all);
        for (Crossings each : all) {
          if (bytes >= STEEP_FROM) {
            each.costMs().ifPresent(ms -> msPerByte.put(each.variant(), ms / bytes));
          }
          Case measured = each.toCase();
          cases.add(measured);
          recorder.add(measured);
        }
      }
    }
  }

  private void measure(HandoffBench bench, DataKind kind, long bytes, List<Crossings> all)
      throws InterruptedException {
    if (all.stream().noneMatch(Crossings::goesOn)) {
      return;
    }
    try {
      bench.measure(kind, bytes, all, plan.least(), plan.most(), plan.share().toNanos());
    } catch (OutOfMemoryError e) {
      all.stream()
          .filter(each -> each.costMs().isEmpty())
          .forEach(each -> each.skip("the heap is too small for this data"));
    }
  }

  private List<Crossings> crossings(Transport transport, DataKind kind, long bytes) {
    List<Crossings> all = new ArrayList<>();
    for (HandoffVariant variant : plan.variants()) {
      Case empty =
          HandoffFigures.empty(variant.label(), "ms", HandoffPlan.word(transport), kind)
              .with("bytes", bytes);
      all.add(new Crossings(variant, kind, empty));
    }
    return all;
  }

  private void skipIfHopeless(
      Crossings crossings, long bytes, Map<HandoffVariant, Double> msPerByte) {
    HandoffVariant variant = crossings.variant();
    int object = crossings.kind().objectFactor();
    double here = bytes * (double) (object + variant.copiesHere()) / USABLE;
    double inWorker =
        variant == HandoffVariant.SHARED
            ? 0
            : bytes * (double) (object + variant.copiesInWorker()) / USABLE;
    double expectedMs = msPerByte.getOrDefault(variant, 0.0) * bytes;
    if (bytes > SMALL && here > Runtime.getRuntime().maxMemory()) {
      crossings.skip(
          "needs a heap of %s; give it more with BATON_JAVA_OPTS=-Xmx…"
              .formatted(DataSize.format((long) here)));
    } else if (bytes > SMALL && inWorker > workerHeap) {
      crossings.skip(
          "needs a worker's heap of %s, too much for this machine"
              .formatted(DataSize.format((long) inWorker)));
    } else if (expectedMs > plan.longest().toMillis()) {
      crossings.skip(
          "would take about %.0f s a time, as the size before tells"
              .formatted(Math.max(1, expectedMs / 1_000)));
    }
  }

  /** Writes the calibration if that can be; says what became of it, in a sentence. */
  private String calibrate(List<Case> cases) {
    if (!plan.calibrates() || cases.stream().anyMatch(each -> !each.failures().isEmpty())) {
      return "The threshold of 'auto' stays as it was: that takes a run over both transports, with"
          + " all kinds of data, both handoffs of the pool's Kryo and sizes from 10 KiB to 1 MiB,"
          + " without failures.";
    }
    Optional<HandoffCalibration> found = Threshold.of(cases);
    if (found.isEmpty()) {
      return "The threshold of 'auto' stays as it was: too much was skipped to find another.";
    }
    try {
      found.get().write(HandoffCalibration.file());
    } catch (EnvironmentException e) {
      return "The threshold of 'auto' stays as it was. " + e.getMessage();
    }
    return "'auto' hands over by reference from %s on, encoded, from now on: 'baton doctor' shows it."
        .formatted(DataSize.format(found.get().autoFromBytes()));
  }

  @Override
  public Section section(List<Case> cases) {
    return HandoffSection.of(cases, verdict);
  }

  private static long memoryBytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }
}
