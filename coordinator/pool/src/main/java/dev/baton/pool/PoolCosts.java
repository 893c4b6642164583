package dev.baton.pool;

import dev.baton.TaskFunction;
import dev.baton.advise.Overheads;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures what the tasks of a pool cost in addition to their own work. Used by {@code baton
 * advise}.
 */
public final class PoolCosts {

  private static final int ALONE = 60;
  private static final int MANY = 3_000;
  private static final TaskFunction<Integer, Integer> NOTHING = number -> number;

  private PoolCosts() {}

  /**
   * Measures the tasks of a pool as it is now, by running some thousands that do nothing. Takes
   * some tenths of a second.
   *
   * @param pool a pool that has nothing else to do
   * @param otherwise the other overheads
   * @return {@code otherwise} with the measured cost of tasks
   */
  public static Overheads measured(ProcessPool pool, Overheads otherwise) {
    List<Integer> many = Collections.nCopies(MANY, 1);
    long[] alone = new long[ALONE];
    for (int i = 0; i < ALONE; i++) {
      long began = System.nanoTime();
      count(pool, many.subList(0, 1));
      alone[i] = System.nanoTime() - began;
    }
    count(pool, many);
    long began = System.nanoTime();
    count(pool, many);
    double each = (double) (System.nanoTime() - began) / MANY;
    Arrays.sort(alone);
    // All processes of the pool had their part in it, at the same time.
    int busy = Runtime.getRuntime().availableProcessors();
    return otherwise.withTasks((double) alone[ALONE / 2], each * busy);
  }

  private static void count(ProcessPool pool, List<Integer> inputs) {
    try (Stream<Integer> results = pool.mapUnordered(NOTHING, inputs)) {
      long sum = results.mapToLong(Integer::longValue).sum();
      if (sum != inputs.size()) {
        throw new IllegalStateException(
            "%d tasks have given %d results".formatted(inputs.size(), sum));
      }
    }
  }
}
