package dev.baton.advise.engine;

import dev.baton.BatonException;
import dev.baton.TaskFailedException;
import dev.baton.TaskFunction;
import dev.baton.advise.DataCost;
import dev.baton.advise.Sampling;
import dev.baton.advise.TaskCost;
import dev.baton.advise.Workload;
import dev.baton.advise.engine.SampleRunner.SampleRun;
import dev.baton.codec.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a few of many tasks, one after the other in the calling thread, and measures what they use.
 * For one thread, which should be a platform thread: the JVM keeps no accounts of others.
 *
 * <p>The first task of a JVM is slow: classes are loaded and nothing is compiled. So tasks that
 * compute are repeated until they become no faster; tasks that wait are not, since they may cost
 * somebody else something.
 */
public final class Sampler<T extends @Nullable Object, R extends @Nullable Object> {

  /** How many tasks to run at most. */
  public static final int MOST_SAMPLES = 8;

  /** From then on, as soon as there are two, samples are enough. */
  private static final long LIMIT_NS = 2_000_000_000;

  /** After a task of this length, what the warm-up adds does not matter any more. */
  private static final long LONG_TASK_NS = 5_000_000_000L;

  private static final int MOST_PASSES = 2_000;

  /** Hardly any code is compiled sooner. */
  private static final long LEAST_REPEATING_NS = 300_000_000;

  /** A pass that is not better by so much is no better. */
  private static final double BETTER = 0.93;

  /** Less waiting than this is noise. */
  private static final double LEAST_WAIT_SHARE = 0.05;

  private static final double LEAST_WAIT_NS = 50e3;

  /** What a program does with each result. */
  @FunctionalInterface
  public interface Fold<T extends @Nullable Object, R extends @Nullable Object> {
    void fold(T input, R result) throws Exception;
  }

  private record Pass(List<ResourceUse> used, long cpuNs, double waitShare) {
    static Pass of(List<ResourceUse> used) {
      long cpu = used.stream().mapToLong(ResourceUse::cpuNs).sum();
      long wait = used.stream().mapToLong(ResourceUse::waitNs).sum();
      return new Pass(List.copyOf(used), cpu, (double) wait / Math.max(1, cpu + wait));
    }
  }

  private final TaskFunction<T, R> function;
  private final Fold<T, R> fold;
  private final SampleRunner<T, R> runner;
  private final Codec codec;
  private final Meter meter;
  private final long start;
  private final List<Long> foldings = new ArrayList<>();
  private final List<OtherUse> others = new ArrayList<>();
  private final List<DataCost> functions = new ArrayList<>();
  private final List<DataCost> arguments = new ArrayList<>();
  private final List<DataCost> results = new ArrayList<>();
  private @Nullable String obstacle;
  private int runs;
  private long gcNs;
  private long queuedNs;
  private long wallNs;

  /**
   * A sampler for one use.
   *
   * @param describe names an input in an error message
   */
  public Sampler(
      TaskFunction<T, R> function,
      Fold<T, R> fold,
      Codec codec,
      Function<? super T, String> describe) {
    this(function, fold, codec, describe, new Meter() {});
  }

  public Sampler(
      TaskFunction<T, R> function,
      Fold<T, R> fold,
      Codec codec,
      Function<? super T, String> describe,
      Meter meter) {
    this.function = function;
    this.fold = fold;
    this.meter = meter;
    this.start = meter.nanoTime();
    this.runner = new SampleRunner<>(function, codec, describe, meter);
    this.codec = codec;
  }

  /**
   * Runs tasks for some seconds at most, or for as long as the first one takes.
   *
   * @param sample inputs; as many of them as there is time for are used
   * @throws TaskFailedException if a task fails, with what it threw
   * @throws Exception what folding throws
   */
  public Sampling sample(InputSample<T> sample) throws Exception {
    try (ResourceUse.Watching _ = new ResourceUse.Watching()) {
      measure(functions, function);
      List<Pass> passes = new ArrayList<>();
      passes.add(firstPass(sample.inputs()));
      List<T> inputs = sample.inputs().subList(0, passes.getFirst().used().size());
      Pass best = passes.getFirst();
      while (!inputs.isEmpty() && isWorthRepeating(passes, best)) {
        Pass pass = pass(inputs);
        passes.add(pass);
        best = pass.cpuNs() < best.cpuNs() ? pass : best;
      }
      TaskCost alone = cost(passes, best);
      double lockNs = LockProbe.heldNs(runner, inputs, alone, best.waitShare() > LEAST_WAIT_SHARE);
      Workload work =
          new Workload(
              sample.count(),
              alone.withLocks(lockNs),
              DataCosts.mean(functions),
              DataCosts.mean(arguments),
              DataCosts.mean(results),
              sample.nsEach(),
              medianFoldNs());
      double firstNs = inputs.isEmpty() ? 0 : passes.getFirst().used().getFirst().wallNs();
      double queued = (double) queuedNs / Math.max(1, wallNs);
      return new Sampling(
          inputs.size(),
          runs,
          firstNs,
          queued,
          sample.isCounted(),
          OtherUse.mean(others).processesNs(),
          obstacle,
          work);
    }
  }

  private Pass firstPass(List<T> inputs) throws Exception {
    List<ResourceUse> used = new ArrayList<>();
    for (T input : inputs) {
      if (isEnough(used)) {
        break;
      }
      OtherUse before = meter.others();
      SampleRun<R> run = run(input);
      others.add(meter.others().since(before));
      used.add(run.used());
      measure(arguments, input);
      measure(results, run.result());
      long began = meter.nanoTime();
      fold.fold(input, run.result());
      foldings.add(meter.nanoTime() - began);
    }
    return Pass.of(used);
  }

  private boolean isEnough(List<ResourceUse> used) {
    long elapsed = meter.nanoTime() - start;
    return used.size() == 1
        ? used.getFirst().wallNs() > LONG_TASK_NS
        : used.size() > 1 && elapsed > LIMIT_NS;
  }

  private Pass pass(List<T> inputs) throws InterruptedException {
    List<ResourceUse> used = new ArrayList<>();
    for (T input : inputs) {
      used.add(run(input).used());
    }
    return Pass.of(used);
  }

  private SampleRun<R> run(T input) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    SampleRun<R> run = runner.run(runs, input);
    runs++;
    gcNs += run.used().gcNs();
    queuedNs += run.used().queuedNs();
    wallNs += run.used().wallNs();
    return run;
  }

  private boolean isWorthRepeating(List<Pass> passes, Pass best) {
    Pass last = passes.getLast();
    long elapsed = meter.nanoTime() - start;
    boolean isTimeLeft = elapsed + last.cpuNs() < LIMIT_NS && passes.size() < MOST_PASSES;
    boolean canCopy = arguments.size() == last.used().size();
    if (!canCopy || last.waitShare() > 0.5 || !isTimeLeft) {
      return false;
    }
    if (passes.size() == 1 || elapsed < LEAST_REPEATING_NS) {
      return true;
    }
    long earlier =
        passes.subList(0, passes.size() / 2 + 1).stream().mapToLong(Pass::cpuNs).min().orElse(0);
    return best.cpuNs() < BETTER * earlier;
  }

  private TaskCost cost(List<Pass> passes, Pass best) {
    List<ResourceUse> used = best.used();
    int first = passes.size() == 1 && used.size() > 1 ? 1 : 0;
    List<ResourceUse> warm = used.subList(Math.min(first, used.size()), used.size());
    double cpu = warm.stream().mapToLong(ResourceUse::cpuNs).average().orElse(0);
    double wait = warm.stream().mapToLong(ResourceUse::waitNs).average().orElse(0);
    wait = withoutNoise(wait, cpu);
    OtherUse other = OtherUse.mean(others);
    double helped = other.helpNs(wait, cpu);
    double awaited = Math.min(helped, wait);
    cpu += awaited;
    wait = withoutNoise(other.withoutQueuing(wait - awaited, cpu), cpu);
    double gc = runs == 0 ? 0 : (double) gcNs / runs;
    double warmUp = warmUp(passes, best, cpu - awaited);
    return new TaskCost(cpu, helped - awaited, wait, 0, gc, warmUp);
  }

  private static double withoutNoise(double waitNs, double cpuNs) {
    return waitNs < LEAST_WAIT_NS || waitNs < LEAST_WAIT_SHARE * (cpuNs + waitNs) ? 0 : waitNs;
  }

  private static double warmUp(List<Pass> passes, Pass best, double cpuNs) {
    if (passes.size() == 1) {
      List<ResourceUse> used = best.used();
      return used.size() < 2 ? 0 : Math.max(0, used.getFirst().cpuNs() - cpuNs);
    }
    return passes.subList(0, passes.indexOf(best)).stream()
        .mapToDouble(pass -> pass.cpuNs() - best.cpuNs())
        .sum();
  }

  /** The smaller one of the two in the middle: the first ones are those of a cold JVM. */
  private double medianFoldNs() {
    return foldings.isEmpty()
        ? 0
        : foldings.stream().sorted().skip((foldings.size() - 1) / 2).findFirst().orElseThrow();
  }

  private void measure(List<DataCost> seen, @Nullable Object value) {
    try {
      seen.add(DataCosts.measured(codec, value));
    } catch (BatonException | IllegalStateException e) {
      obstacle = obstacle == null ? String.valueOf(e.getMessage()) : obstacle;
    }
  }
}
