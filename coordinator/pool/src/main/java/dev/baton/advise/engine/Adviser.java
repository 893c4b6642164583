package dev.baton.advise.engine;

import dev.baton.Handoff;
import dev.baton.advise.Advice;
import dev.baton.advise.ExecutionModel;
import dev.baton.advise.ExecutionModel.Family;
import dev.baton.advise.Forecast;
import dev.baton.advise.Overheads;
import dev.baton.advise.Recommendation;
import dev.baton.advise.Sampling;
import dev.baton.advise.Setup;
import dev.baton.advise.Workload;
import dev.baton.store.handoff.HandoffRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Draws conclusions from what was sampled. Pure: the same facts give the same advice. Immutable.
 *
 * @param sampling what a few tasks have shown
 * @param overheads what threads and processes cost
 * @param cores processors that this program may use, from 1
 * @param slots how many tasks at a time the job itself wants in a worker, or a worker has, from 1
 * @param running how many workers a pool has that is there already; 0 if one would be started
 */
public record Adviser(Sampling sampling, Overheads overheads, int cores, int slots, int running) {

  /** A difference of less is none: no forecast is that good. */
  private static final double SAME = 0.05;

  /** Less than this, once, is not worth any trouble. */
  private static final Duration TROUBLE = Duration.ofMillis(20);

  /** More tasks that wait than cores, by so much at most. */
  private static final int MOST_PER_CORE = 8;

  /** More virtual threads than this are seldom wanted by the other side. */
  private static final int MOST_VIRTUAL = 4_096;

  private static final int MOST_SLOTS = 64;

  /** How long it takes in a given way. */
  public Forecast forecast(Setup setup, long tasks) {
    return new Forecaster(sampling.work().of(tasks), overheads, cores).forecast(setup);
  }

  /** What to do. */
  public Advice advice() {
    Forecaster forecaster = new Forecaster(sampling.work(), overheads, cores);
    List<Forecast> forecasts =
        setups().stream()
            .map(forecaster::forecast)
            .sorted(Comparator.comparing(Forecast::wall).thenComparing(simplicity()))
            .toList();
    Forecast best = simplest(forecasts);
    List<Forecast> pools =
        forecasts.stream()
            .filter(forecast -> forecast.setup().model().family() == Family.PROCESSES)
            .toList();
    Optional<Forecast> pool = pools.isEmpty() ? Optional.empty() : Optional.of(simplest(pools));
    Reasons reasons = new Reasons(sampling, overheads, cores, forecasts);
    return new Advice(
        sampling,
        overheads,
        cores,
        forecasts,
        new Recommendation(best, reasons.choices(best.setup())),
        pool.map(each -> new Recommendation(each, reasons.choices(each.setup()))),
        reasons.remarks(best.setup(), pool));
  }

  /** The ways that are worth a forecast. */
  private List<Setup> setups() {
    List<Setup> setups = new ArrayList<>(List.of(Setup.serial()));
    if (sampling.work().tasks() > 1) {
      SortedSet<Integer> threads = new TreeSet<>();
      for (int i = 2; i <= Math.max(2, cores); i++) {
        threads.add(atMostTasks(i));
      }
      for (int factor = 2; waits() && factor <= MOST_PER_CORE; factor *= 2) {
        threads.add(atMostTasks(factor * cores));
      }
      threads.forEach(count -> setups.add(Setup.here(ExecutionModel.THREAD_POOL, count)));
      setups.add(Setup.here(ExecutionModel.VIRTUAL, atMostTasks(MOST_VIRTUAL)));
    }
    if (sampling.obstacle() != null || sampling.work().tasks() == 0) {
      return setups;
    }
    if (running > 0) {
      addPools(setups, running, slots);
      return setups;
    }
    for (int workers = 1; workers <= atMostTasks(cores); workers++) {
      SortedSet<Integer> perWorker = new TreeSet<>(List.of(1));
      if (waits()) {
        int most = (int) Math.min(MOST_SLOTS, Math.ceilDiv(sampling.work().tasks(), workers));
        perWorker.addAll(List.of(most, Math.min(most, MOST_PER_CORE), Math.min(most, slots)));
      }
      for (int each : perWorker) {
        addPools(setups, workers, each);
      }
    }
    return setups;
  }

  private void addPools(List<Setup> setups, int workers, int perWorker) {
    Workload work = sampling.work();
    setups.add(Setup.pool(workers, perWorker, Handoff.KRYO));
    double most = Math.max(work.function().bytes(), work.largest().bytes());
    if (HandoffRule.isByReference(Handoff.SHARED, (long) most)) {
      setups.add(Setup.pool(workers, perWorker, Handoff.SHARED));
    }
  }

  private boolean waits() {
    return sampling.work().task().waitNs() > 0;
  }

  private int atMostTasks(int wanted) {
    return (int) Math.min(wanted, sampling.work().tasks());
  }

  /** Which of two equal ways is the simpler one. */
  private Comparator<Forecast> simplicity() {
    return Comparator.<Forecast, ExecutionModel>comparing(forecast -> forecast.setup().model())
        .thenComparingLong(forecast -> forecast.setup().concurrency())
        .thenComparingInt(forecast -> -forecast.setup().workers())
        .thenComparing(forecast -> !sampling.work().isAuto(forecast.setup().handoff()));
  }

  /** Of those that are about as fast as the fastest. */
  private Forecast simplest(List<Forecast> fastestFirst) {
    Duration fastest = fastestFirst.getFirst().wall();
    return fastestFirst.stream()
        .filter(forecast -> isSame(fastest, forecast.wall()))
        .min(simplicity())
        .orElseThrow();
  }

  /** Whether two times are so close that no forecast can tell which is shorter. */
  private static boolean isSame(Duration shorter, Duration longer) {
    Duration difference = longer.minus(shorter);
    return difference.compareTo(TROUBLE) <= 0 || difference.toNanos() <= SAME * shorter.toNanos();
  }
}
