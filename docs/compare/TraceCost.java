import dev.baton.TaskFunction;
import dev.baton.cli.timeline.TraceFile;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.ProcessPoolBuilder;
import dev.baton.role.Clock;
import dev.baton.timeline.Timeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What it costs a pool to write a trace: tasks a second with and without, in turns.
 *
 * <pre>
 * java -cp 'coordinator/target/baton-0.1.0-SNAPSHOT/lib/*' docs/compare/TraceCost.java [PAIRS]
 * </pre>
 *
 * The tasks do nothing, so that the coordinator has all the work; each round checks its own sum.
 */
final class TraceCost {

  private static final int TASKS = 200_000;
  private static final int MAPS = 20;

  private TraceCost() {}

  public static void main(String[] args) throws Exception {
    int pairs = args.length == 0 ? 10 : Integer.parseInt(args[0]);
    Path file = Files.createTempFile("baton-trace-cost", ".json");
    try (TraceFile trace = new TraceFile(file, Clock.SYSTEM.epochMicros(), System.err::println);
        ProcessPool traced = builder().onEvents(new Timeline(trace)).build();
        ProcessPool plain = builder().build()) {
      round(traced);
      round(plain);
      List<Double> ratios = new ArrayList<>();
      for (int pair = 0; pair < pairs; pair++) {
        boolean first = pair % 2 == 0;
        double one = round(first ? traced : plain);
        double other = round(first ? plain : traced);
        double with = first ? one : other;
        double without = first ? other : one;
        ratios.add(with / without);
        System.out.printf("%,.0f tasks/s traced, %,.0f not: %.3f%n", with, without, with / without);
      }
      ratios.sort(null);
      System.out.printf(
          "traced, of not traced: median %.3f (%.3f to %.3f) of %d pairs; %,d bytes%n",
          (ratios.get((pairs - 1) / 2) + ratios.get(pairs / 2)) / 2,
          ratios.getFirst(),
          ratios.getLast(),
          pairs,
          Files.size(file));
    } finally {
      Files.delete(file);
    }
  }

  private static ProcessPoolBuilder builder() {
    return ProcessPool.builder().workers(2);
  }

  private static double round(ProcessPool pool) {
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
