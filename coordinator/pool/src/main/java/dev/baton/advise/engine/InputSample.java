package dev.baton.advise.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/**
 * A few of the inputs of many tasks.
 *
 * @param inputs some of them, in their order, the first one always among them
 * @param count how many there are in all
 * @param isCounted whether that is sure; else there are at least so many
 * @param nsEach what making one more takes, in nanoseconds; 0 if there is but one
 */
public record InputSample<T>(List<T> inputs, long count, boolean isCounted, double nsEach) {

  /** The count of inputs that nobody has counted yet. */
  public static final long UNKNOWN = -1;

  /** Beyond it nobody waits for the count. */
  static final long MOST_COUNTED = 200_000;

  private static final long COUNTING_LIMIT_NS = 1_000_000_000;
  private static final long SEED = 42;

  private record Sampled<T>(long index, T input) {}

  /**
   * Takes some of the inputs, each with the same chance (reservoir sampling, algorithm R of J.
   * Vitter, 1985): the first ones may be unlike the rest. The same ones each time.
   *
   * @param all used up, as far as it takes about a second
   * @param known how many there are, or {@link #UNKNOWN}
   * @param size how many to take at most
   * @param firstOnes whether to take those at the beginning, without a gap
   */
  public static <T> InputSample<T> of(
      Iterator<? extends T> all, long known, int size, boolean firstOnes) {
    List<Sampled<T>> chosen = new ArrayList<>(size);
    Random random = new Random(SEED);
    long start = System.nanoTime();
    long afterFirst = start;
    long seen = 0;
    boolean enough = false;
    while (!enough && all.hasNext()) {
      T input = all.next();
      if (chosen.size() < size) {
        chosen.add(new Sampled<>(seen, input));
      } else if (!firstOnes) {
        long place = random.nextLong(seen);
        if (place < size - 1) {
          chosen.set(1 + (int) place, new Sampled<>(seen, input));
        }
      }
      seen++;
      afterFirst = seen == 1 ? System.nanoTime() : afterFirst;
      boolean isFull = chosen.size() == size;
      boolean isKnown = known >= 0 && firstOnes;
      boolean isLate = System.nanoTime() - start > COUNTING_LIMIT_NS;
      enough = seen >= MOST_COUNTED || (isFull && (isKnown || isLate));
    }
    // The first one may have opened a file, and loaded classes.
    double nsEach = seen < 2 ? 0 : (double) (System.nanoTime() - afterFirst) / (seen - 1);
    chosen.sort(Comparator.comparingLong(Sampled::index));
    boolean isCounted = known >= 0 || !all.hasNext();
    return new InputSample<>(
        chosen.stream().map(Sampled::input).toList(), known >= 0 ? known : seen, isCounted, nsEach);
  }
}
