package dev.baton.measure.handoff;

import dev.baton.BatonException;
import dev.baton.DataSize;
import dev.baton.EnvironmentException;
import dev.baton.measure.Case;
import dev.baton.measure.Measurement;
import dev.baton.measure.Recorder;
import dev.baton.measure.Section;
import dev.baton.store.blob.HandoffCalibration;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Measures what handing data to a worker costs, by kind of data, size and handoff; writes the
 * calibration of this machine if all that it takes was measured. Each answer is checked.
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

  private final HandoffPlan plan;
  private final Path calibration;
  private final HeapRoom room;
  private volatile String verdict = "";

  /** A measurement; nothing happens yet. */
  public HandoffMeasurement(HandoffPlan plan) {
    this(plan, HandoffCalibration.file());
  }

  /**
   * A measurement; nothing happens yet.
   *
   * @param calibration the file to write
   */
  HandoffMeasurement(HandoffPlan plan, Path calibration) {
    this.plan = plan;
    this.calibration = calibration;
    this.room =
        new HeapRoom(Runtime.getRuntime().maxMemory(), HeapRoom.forReceiver(plan, memoryBytes()));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Recorder recorder) throws InterruptedException {
    recorder.step("starting a broker and a worker");
    try (HandoffBench bench = HandoffBench.start(room.receiverBytes())) {
      List<Case> cases = new ArrayList<>();
      boolean isWhole = true;
      for (DataKind kind : plan.data()) {
        isWhole = isWhole && measure(bench.sender(), kind, recorder, cases);
      }
      BreakEvenCases.of(cases).forEach(recorder::add);
      verdict = calibrate(cases);
      recorder.step(verdict);
    } catch (BatonException e) {
      throw unlessInterrupted(e);
    }
  }

  /** Returns whether there is sense in going on. */
  private boolean measure(DataSender sender, DataKind kind, Recorder recorder, List<Case> cases)
      throws InterruptedException {
    Map<HandoffVariant, Double> msPerByte = new EnumMap<>(HandoffVariant.class);
    boolean isWarm = false;
    for (long bytes : plan.sizes()) {
      List<Crossings> all = crossings(kind, bytes);
      boolean goesOn = true;
      try {
        if (!isWarm) {
          warmUp(sender, kind, recorder, cases.isEmpty() ? FIRST_WARM_UP : WARM_UP);
          isWarm = true;
        }
        recorder.step(kind.label() + ", " + DataSize.format(bytes));
        all.forEach(crossings -> skipIfHopeless(crossings, kind, bytes, msPerByte));
        measure(sender, kind, bytes, all);
      } catch (BatonException | IllegalStateException e) {
        RuntimeException reason = unlessInterrupted(e);
        all.forEach(crossings -> crossings.fail(String.valueOf(reason.getMessage())));
        goesOn = false;
      }
      for (Crossings crossings : all) {
        if (bytes >= STEEP_FROM) {
          crossings.costMs().ifPresent(ms -> msPerByte.put(crossings.variant(), ms / bytes));
        }
        Case measured = crossings.toCase();
        cases.add(measured);
        recorder.add(measured);
      }
      if (!goesOn) {
        return false;
      }
    }
    return true;
  }

  /** Code that all sizes run is compiled before the first is measured. */
  private void warmUp(DataSender sender, DataKind kind, Recorder recorder, Duration limit)
      throws InterruptedException {
    recorder.step(kind.label() + ", warming up");
    try (HandoffPoint point = new HandoffPoint(sender, kind, WARM_UP_BYTES)) {
      point.run(crossings(kind, WARM_UP_BYTES), 1, WARM_UP_ROUNDS, limit.toNanos());
    }
  }

  private void measure(DataSender sender, DataKind kind, long bytes, List<Crossings> all)
      throws InterruptedException {
    if (all.stream().noneMatch(Crossings::goesOn)) {
      return;
    }
    try (HandoffPoint point = new HandoffPoint(sender, kind, bytes)) {
      point.run(all, plan.least(), plan.most(), plan.share().toNanos());
    } catch (OutOfMemoryError e) {
      all.stream()
          .filter(crossings -> crossings.count() == 0)
          .forEach(crossings -> crossings.skip("the heap is too small for this data"));
    }
  }

  /** Libraries make all kinds of exceptions of an interrupt, and leave the flag. */
  private static RuntimeException unlessInterrupted(RuntimeException exception)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return exception;
  }

  private void skipIfHopeless(
      Crossings crossings, DataKind kind, long bytes, Map<HandoffVariant, Double> msPerByte) {
    room.obstacle(kind, crossings.variant(), bytes).ifPresent(crossings::skip);
    double expectedMs = msPerByte.getOrDefault(crossings.variant(), 0.0) * bytes;
    if (expectedMs > plan.longest().toMillis()) {
      crossings.skip(
          "would take about %.0f s a time, as the size before tells"
              .formatted(Math.max(1, expectedMs / 1_000)));
    }
  }

  private List<Crossings> crossings(DataKind kind, long bytes) {
    return plan.variants().stream()
        .map(variant -> new Crossings(variant, kind, bytes))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Writes the calibration if that can be; says what became of it, in a sentence. */
  private String calibrate(List<Case> cases) {
    if (!plan.calibrates() || cases.stream().anyMatch(each -> !each.failures().isEmpty())) {
      return "The threshold of 'auto' stays as it was: that takes a run with all kinds of data,"
          + " both handoffs of Kryo and sizes from 10 KiB to 1 MiB, without failures.";
    }
    Optional<HandoffCalibration> found = Threshold.of(cases);
    if (found.isEmpty()) {
      return "The threshold of 'auto' stays as it was: too much was skipped to find another.";
    }
    try {
      found.get().write(calibration);
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
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Runtime.getRuntime().maxMemory();
  }
}
