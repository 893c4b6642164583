package dev.baton.pool;

import dev.baton.BatonException;
import dev.baton.TaskFunction;
import dev.baton.UsageException;
import dev.baton.advise.Advice;
import dev.baton.advise.Overheads;
import dev.baton.advise.Sampling;
import dev.baton.advise.engine.Adviser;
import dev.baton.advise.engine.InputSample;
import dev.baton.advise.engine.Sampler;
import dev.baton.codec.Codec;
import dev.baton.codec.ObjectText;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Advice on work that a running pool could do. */
final class PoolAdvice {

  /** How many characters of a sample a message has. */
  private static final int SHOWN = 100;

  private PoolAdvice() {}

  /**
   * Samples, measures and concludes.
   *
   * @param codec the pool's own, which knows its handles to shared data
   * @param slots how many tasks each of its workers runs at a time
   */
  static <T extends @Nullable Object, R extends @Nullable Object> Advice of(
      ProcessPool pool,
      Codec codec,
      int slots,
      TaskFunction<T, R> function,
      Collection<? extends T> samples,
      long tasks)
      throws InterruptedException {
    if (samples.isEmpty()) {
      throw new UsageException("Advice needs at least one input to run the function on.");
    }
    if (tasks < 0) {
      throw new UsageException("There cannot be " + tasks + " tasks.");
    }
    InputSample<T> sample = InputSample.of(samples.iterator(), tasks, Sampler.MOST_SAMPLES, false);
    Sampling sampling =
        sampled(
            new Sampler<>(
                function, (_, _) -> {}, codec, input -> ObjectText.shortened(input, SHOWN)),
            sample);
    Overheads overheads = PoolCosts.measured(pool, Overheads.standard().withPool(0, 0));
    int cores = Runtime.getRuntime().availableProcessors();
    return new Adviser(sampling, overheads, cores, slots, Math.max(1, pool.workers().size()))
        .advice();
  }

  private static <T extends @Nullable Object> Sampling sampled(
      Sampler<T, ?> sampler, InputSample<T> sample) throws InterruptedException {
    try {
      return sampler.sample(sample);
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new BatonException("The samples could not be measured", e);
    }
  }
}
