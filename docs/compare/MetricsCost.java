import dev.baton.metrics.PoolMetrics;
import dev.baton.pool.ProcessPool;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Arrays;

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

  private static final int SCRAPE_MS = 1_000;
  private static final int SCRAPES = 1_000;

  private MetricsCost() {}

  public static void main(String[] args) throws Exception {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (ProcessPool pool = ProcessPool.builder().workers(2).build()) {
      new PoolMetrics(pool, "cost").bindTo(registry);
      PairedRounds.round(pool);
      PairedRounds.compare(
          args,
          "scraped each second",
          () -> scraped(pool, registry),
          () -> PairedRounds.round(pool));
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
    double rate = PairedRounds.round(pool);
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
}
