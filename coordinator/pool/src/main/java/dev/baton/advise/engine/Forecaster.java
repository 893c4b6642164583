package dev.baton.advise.engine;

import dev.baton.Handoff;
import dev.baton.advise.DataCost;
import dev.baton.advise.Forecast;
import dev.baton.advise.Forecast.Bound;
import dev.baton.advise.Overheads;
import dev.baton.advise.Setup;
import dev.baton.advise.TaskCost;
import dev.baton.advise.Workload;
import dev.baton.dispatch.Pace;
import dev.baton.store.handoff.HandoffRule;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Predicts how long a workload takes.
 *
 * <p>Amdahl's law (G. Amdahl, 1967) says that what one thread must do bounds everything, however
 * many help with the rest. Here that part, splitting, encoding and folding, goes on beside the
 * tasks, as both {@code JobRunner} and {@code map} work. So the time is that of the narrowest of
 * several passages, as in the operational laws of queueing networks (P. Denning and J. Buzen,
 * 1978): the one thread, the cores, the tasks at a time, the locks. What cannot overlap is added:
 * the start and the end, the first warm-up of each process, the first split and the last fold.
 *
 * <p>Pure: the same question has the same answer. Immutable.
 *
 * @param work what is to be done
 * @param overheads what helpers cost
 * @param cores processors that this program may use
 */
record Forecaster(Workload work, Overheads overheads, int cores) {

  /** The time with one setup. */
  Forecast forecast(Setup setup) {
    return switch (setup.model()) {
      case SERIAL -> serial(setup);
      case THREAD_POOL -> inThreads(setup, setup.workers() * overheads.threadStartNs(), 0);
      case VIRTUAL -> inThreads(setup, 0, overheads.virtualStartNs());
      case POOL -> inProcesses(setup);
    };
  }

  /** How many tasks a pool puts into a batch. */
  long batch() {
    double busy = Math.max(1, work.task().wallNs());
    return Math.clamp((long) (Pace.BATCH_NS / busy), 1, Pace.LARGEST_BATCH);
  }

  private Forecast serial(Setup setup) {
    double each = work.task().wallNs() + work.splitNs() + work.foldNs();
    Bound bound = work.task().isMostlyWaiting() ? Bound.TASKS : Bound.CORES;
    return new Forecast(setup, nanos(work.tasks() * each), bound);
  }

  private Forecast inThreads(Setup setup, double startNs, double eachStartNs) {
    TaskCost task = work.task();
    double cpu = task.cpuNs() + eachStartNs;
    double oneThread = work.splitNs() + work.foldNs();
    Map<Bound, Double> passages = new EnumMap<>(Bound.class);
    passages.put(Bound.START, 0.0);
    passages.put(
        Bound.CORES,
        onCores(setup.workers(), cpu, oneThread + task.besideNs()) + work.tasks() * task.gcNs());
    passages.put(Bound.TASKS, rounds(setup.concurrency()) * (cpu + task.waitNs() + task.gcNs()));
    passages.put(Bound.LOCKS, work.tasks() * task.lockNs());
    passages.put(Bound.ONE_THREAD, work.tasks() * oneThread);
    return narrowest(setup, passages, startNs + oneThread);
  }

  private Forecast inProcesses(Setup setup) {
    TaskCost task = work.task();
    Travel travel = Travel.of(work, overheads, setup.handoff(), batch());
    double cpu = task.cpuNs() + task.gcNs() + travel.workerNs();
    double oneThread = work.splitNs() + work.foldNs() + travel.coordinatorNs();
    double others = oneThread + travel.brokerNs();
    double start = overheads.poolStartNs() + overheads.poolEndNs();
    // Each process warms up for itself, all at the same time if there are cores for it.
    double used = Math.min(setup.workers(), (double) rounds(setup.slots()));
    double warmUp = task.warmUpNs() * Math.max(1, used / cores);
    Map<Bound, Double> passages = new EnumMap<>(Bound.class);
    passages.put(Bound.START, start);
    passages.put(Bound.CORES, onCores(setup.workers(), cpu, others + task.besideNs()));
    passages.put(Bound.TASKS, rounds(setup.concurrency()) * (cpu + task.waitNs()));
    passages.put(Bound.ONE_THREAD, work.tasks() * oneThread);
    return narrowest(setup, passages, start + warmUp + overheads.roundTripNs() + oneThread);
  }

  /**
   * The time that the cores need: all that is to be computed shared out among them, or the tasks
   * among those who may run them.
   */
  private double onCores(int runners, double cpuNs, double othersNs) {
    double byCores = work.tasks() * (cpuNs + othersNs) / cores;
    return Math.max(byCores, rounds(Math.min(runners, cores)) * cpuNs);
  }

  /** How often so many tasks at a time are under way until all are done. */
  private long rounds(long atATime) {
    return Math.ceilDiv(work.tasks(), atATime);
  }

  private static Forecast narrowest(Setup setup, Map<Bound, Double> passages, double aroundNs) {
    Bound bound = Bound.TASKS;
    double longest = 0;
    for (Map.Entry<Bound, Double> passage : passages.entrySet()) {
      if (passage.getValue() > longest) {
        longest = passage.getValue();
        bound = passage.getKey();
      }
    }
    double rest = bound == Bound.START ? longestBut(passages) : longest;
    return new Forecast(setup, nanos(aroundNs + rest), bound);
  }

  private static double longestBut(Map<Bound, Double> passages) {
    return passages.entrySet().stream()
        .filter(passage -> passage.getKey() != Bound.START)
        .mapToDouble(Map.Entry::getValue)
        .max()
        .orElse(0);
  }

  private static Duration nanos(double ns) {
    return Duration.ofNanos(Math.round(ns));
  }

  /**
   * What the way to a worker and back costs for each task, in nanoseconds of processor time.
   *
   * @param workerNs in the worker
   * @param coordinatorNs in the coordinator's thread that splits and folds
   * @param brokerNs in all others
   */
  private record Travel(double workerNs, double coordinatorNs, double brokerNs) {

    static Travel of(Workload work, Overheads overheads, Handoff handoff, long batch) {
      // What lies in the host store is put there and decoded once for all tasks.
      double sharers = handoff == Handoff.SHARED ? Math.max(1, work.tasks()) : batch;
      DataCost argument = work.argument();
      DataCost result = work.result();
      return new Travel(
          argument.decodeNs() + result.encodeNs() + work.function().decodeNs() / sharers,
          argument.encodeNs() + result.decodeNs(),
          overheads.pooledTaskNs()
              + carried(argument, overheads, handoff)
              + carried(result, overheads, handoff)
              + carried(work.function(), overheads, handoff) / sharers);
    }

    private static double carried(DataCost data, Overheads overheads, Handoff handoff) {
      return HandoffRule.isByReference(handoff, (long) data.bytes())
          ? overheads.storeNsPerBlob() + data.bytes() * overheads.storeNsPerByte()
          : data.bytes() * overheads.recordNsPerByte();
    }
  }
}
