import dev.baton.TaskFunction;
import dev.baton.pool.ProcessPool;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * Rounds with something and without it, in turns, each of them first in half of the pairs: so that
 * a busy machine is busy for both.
 */
final class PairedRounds {

  private static final int TASKS = 200_000;
  private static final int MAPS = 20;

  private PairedRounds() {}

  /**
   * Prints the ratio of each pair, and their median and spread.
   *
   * @param arguments of the program: how many pairs, 10 unless said
   * @param what the first of both is, such as "traced"
   */
  static void compare(String[] arguments, String what, Callable<Double> with, Callable<Double> without)
      throws Exception {
    int pairs = arguments.length == 0 ? 10 : Integer.parseInt(arguments[0]);
    List<Double> ratios = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      boolean first = pair % 2 == 0;
      double one = (first ? with : without).call();
      double other = (first ? without : with).call();
      double ratio = first ? one / other : other / one;
      ratios.add(ratio);
      System.out.printf(
          "%,.0f tasks/s %s, %,.0f not: %.3f%n", first ? one : other, what, first ? other : one, ratio);
    }
    ratios.sort(null);
    System.out.printf(
        "%s, of not %s: median %.3f (%.3f to %.3f) of %d pairs%n",
        what,
        what,
        (ratios.get((pairs - 1) / 2) + ratios.get(pairs / 2)) / 2,
        ratios.getFirst(),
        ratios.getLast(),
        pairs);
  }

  /** Runs tasks that do nothing, so that the coordinator has all the work; returns tasks a second. */
  static double round(ProcessPool pool) {
    TaskFunction<Integer, Integer> same = number -> number;
    long startNs = System.nanoTime();
    for (int map = 0; map < MAPS; map++) {
      long sum = 0;
      Iterator<Integer> results =
          pool.mapUnordered(same, IntStream.range(0, TASKS).boxed().toList()).iterator();
      while (results.hasNext()) {
        sum += results.next();
      }
      if (sum != (long) TASKS * (TASKS - 1) / 2) {
        throw new IllegalStateException("wrong sum " + sum);
      }
    }
    return (double) MAPS * TASKS / ((System.nanoTime() - startNs) / 1e9);
  }
}
