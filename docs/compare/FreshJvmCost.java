import dev.baton.pool.ProcessPool;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a fresh JVM for each task costs: the time for a task that does nothing, in a pool that
 * replaces each worker after one task and in one that keeps them, in turns, each of them first in
 * half of the pairs.
 *
 * <pre>
 * java -cp 'coordinator/target/baton-0.1.0-SNAPSHOT/lib/*' docs/compare/FreshJvmCost.java [PAIRS]
 * </pre>
 *
 * Each round checks that its tasks ran in as many processes as they should. The start of the pool
 * is not counted.
 */
final class FreshJvmCost {

  private static final int WORKERS = 2;
  private static final int TASKS = 40;

  private FreshJvmCost() {}

  public static void main(String[] args) {
    int pairs = args.length == 0 ? 10 : Integer.parseInt(args[0]);
    List<Double> fresh = new ArrayList<>();
    List<Double> kept = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      boolean freshFirst = pair % 2 == 0;
      (freshFirst ? fresh : kept).add(msForEach(freshFirst));
      (freshFirst ? kept : fresh).add(msForEach(!freshFirst));
      System.out.printf(
          "%,.1f ms for each task in a fresh JVM, %,.2f in a kept one%n",
          fresh.getLast(), kept.getLast());
    }
    System.out.printf(
        "fresh: median %s ms; kept: median %s ms; %d workers, %d pairs%n",
        spread(fresh), spread(kept), WORKERS, pairs);
  }

  private static double msForEach(boolean fresh) {
    try (ProcessPool pool =
        (fresh ? ProcessPool.builder().maxTasksPerWorker(1) : ProcessPool.builder())
            .workers(WORKERS)
            .build()) {
      long startNs = System.nanoTime();
      long processes =
          pool.map(
                  _ -> ProcessHandle.current().pid(), IntStream.range(0, TASKS).boxed().toList())
              .distinct()
              .count();
      long ns = System.nanoTime() - startNs;
      if (fresh ? processes != TASKS : processes > WORKERS) {
        throw new IllegalStateException(processes + " processes ran " + TASKS + " tasks");
      }
      return ns / 1e6 / TASKS;
    }
  }

  private static String spread(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    double median =
        (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    return "%,.2f (%,.2f to %,.2f)".formatted(median, sorted.getFirst(), sorted.getLast());
  }
}
