import dev.baton.TaskFunction;
import dev.baton.metrics.PoolMetrics;
import dev.baton.pool.ProcessPool;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What it costs a pool to be scraped each second: tasks a second with and without, in turns.
 *
 * <pre>
 * java -cp 'coordinator/target/baton-0.1.0-SNAPSHOT/lib/*' docs/compare/MetricsCost.java [PAIRS]
 * </pre>
 *
 * The tasks do nothing, so that the coordinator has all the work; each round checks its own sum.
 */
final class MetricsCost {

  private static final int TASKS = 200_000;
  private static final int MAPS = 20;
  private static final int SCRAPE_MS = 1_000;
  private static final int SCRAPES = 1_000;

  private MetricsCost() {}

  public static void main(String[] args) throws Exception {
    int pairs = args.length == 0 ? 10 : Integer.parseInt(args[0]);
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (ProcessPool pool = ProcessPool.builder().workers(2).build()) {
      new PoolMetrics(pool, "cost").bindTo(registry);
      round(pool);
      List<Double> ratios = new ArrayList<>();
      for (int pair = 0; pair < pairs; pair++) {
        boolean first = pair % 2 == 0;
        double one = first ? scraped(pool, registry) : round(pool);
        double other = first ? round(pool) : scraped(pool, registry);
        double with = first ? one : other;
        double without = first ? other : one;
        ratios.add(with / without);
        System.out.printf("%,.0f tasks/s scraped, %,.0f not: %.3f%n", with, without, with / without);
      }
      ratios.sort(null);
      System.out.printf(
          "scraped each second, of not scraped: median %.3f (%.3f to %.3f) of %d pairs%n",
          (ratios.get((pairs - 1) / 2) + ratios.get(pairs / 2)) / 2,
          ratios.getFirst(),
          ratios.getLast(),
          pairs);
      System.out.printf("a scrape takes %.2f ms, the median of %,d%n", scrapeMs(registry), SCRAPES);
    }
  }

  private static double scraped(ProcessPool pool, PrometheusMeterRegistry registry)
      throws InterruptedException {
    Thread scraping =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    while (true) {
                      if (!registry.scrape().contains("baton_saturation")) {
                        throw new IllegalStateException("nothing to scrape");
                      }
                      Thread.sleep(SCRAPE_MS);
                    }
                  } catch (InterruptedException e) {
                    // the round is over
                  }
                });
    double rate = round(pool);
    scraping.interrupt();
    scraping.join();
    return rate;
  }

  private static double scrapeMs(PrometheusMeterRegistry registry) {
    long[] ns = new long[SCRAPES];
    for (int i = 0; i < SCRAPES; i++) {
      long startNs = System.nanoTime();
      if (registry.scrape().isEmpty()) {
        throw new IllegalStateException("nothing to scrape");
      }
      ns[i] = System.nanoTime() - startNs;
    }
    Arrays.sort(ns);
    return ns[SCRAPES / 2] / 1e6;
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
