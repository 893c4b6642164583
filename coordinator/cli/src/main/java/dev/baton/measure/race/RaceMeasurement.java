package dev.baton.measure.race;

import dev.baton.measure.Case;
import dev.baton.measure.Measurement;
import dev.baton.measure.Recorder;
import dev.baton.measure.Section;
import dev.baton.measure.Spread;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures what happens when several count up one number at the same time: how many updates are
 * lost, and what one costs. Ways that lose updates are repeated until one has been seen to be lost.
 */
public final class RaceMeasurement implements Measurement {

  /** The word on the command line. */
  public static final String NAME = "race";

  static final String LOST = "lost";
  static final String EXPECTED = "expected";

  /** On one core a loss needs a change of threads between two instructions. */
  private static final int MOST_ROUNDS = 200;

  private final RacePlan plan;

  /** A measurement; nothing happens yet. */
  public RaceMeasurement(RacePlan plan) {
    this.plan = plan;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Recorder recorder) throws InterruptedException {
    try (ProcessRace processes = new ProcessRace(plan.workers())) {
      for (RaceVariant variant : RaceVariant.values()) {
        recorder.step(variant.label());
        long updates = variant.updates(plan.updates());
        recorder.add(
            measure(
                variant,
                updates,
                () ->
                    variant.ofThreads()
                        ? ThreadRace.run(variant, plan.workers(), updates)
                        : processes.run(variant, updates)));
      }
    }
  }

  @Override
  public Section section(List<Case> cases) {
    return RaceSection.of(cases);
  }

  @FunctionalInterface
  private interface Racing {
    RoundResult round() throws InterruptedException;
  }

  private Case measure(RaceVariant variant, long updates, Racing racing)
      throws InterruptedException {
    var _ = racing.round(); // compiled and mapped by now
    List<RoundResult> rounds = new ArrayList<>();
    long lost = 0;
    while (rounds.size() < plan.rounds()
        || (variant.loses() && lost == 0 && rounds.size() < MOST_ROUNDS)) {
      RoundResult round = racing.round();
      rounds.add(round);
      lost += round.lost();
    }
    double[] nsPerUpdate =
        rounds.stream().mapToDouble(round -> (double) round.ns() / updates).toArray();
    Case measured =
        Case.of(NAME, variant.label(), "ns", Spread.of(nsPerUpdate))
            .with("workers", plan.workers())
            .with("updates", updates)
            .with("rounds", rounds.size())
            .detail(EXPECTED, (double) rounds.stream().mapToLong(RoundResult::updates).sum())
            .detail(LOST, (double) lost)
            .remark(remark(variant));
    return measured.failed(failures(variant, lost));
  }

  /** Too much cannot be counted, and too little only where it is to be shown. */
  private static List<String> failures(RaceVariant variant, long lost) {
    if (variant.loses()) {
      return lost > 0 ? List.of() : List.of("no update was lost, which it was to show");
    }
    return lost == 0 ? List.of() : List.of(lost + " updates were lost");
  }

  private static String remark(RaceVariant variant) {
    return switch (variant) {
      case THREADS_UNSYNCHRONISED, PROCESSES_UNSYNCHRONISED -> "wrong";
      case PROCESSES_APART -> "right, but nobody has the sum";
      default -> "right";
    };
  }
}
