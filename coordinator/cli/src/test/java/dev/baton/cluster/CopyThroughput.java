package dev.baton.cluster;

import dev.baton.CodePolicy;
import dev.baton.Shared;
import dev.baton.pool.ProcessPool;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A program that copies data to another host, with Baton and with Kafka alone, in turn. */
public final class CopyThroughput {

  private static final int PAGE = 4096;

  private CopyThroughput() {}

  /**
   * Measures.
   *
   * @param arguments the bootstrap servers, MiB, rounds
   */
  public static void main(String[] arguments) throws Exception {
    byte[] data = new byte[Integer.parseInt(arguments[1]) << 20];
    RandomGenerator.of("L64X128MixRandom").nextBytes(data);
    long expected = sum(MemorySegment.ofArray(data));
    int rounds = Integer.parseInt(arguments[2]);
    double[] copied = new double[rounds];
    double[] bare = new double[rounds];
    try (BareKafka kafka = new BareKafka(arguments[0], data);
        ProcessPool pool =
            ProcessPool.builder()
                .kafkaProperties(Map.of("bootstrap.servers", arguments[0]))
                .codePolicy(CodePolicy.INSTALLED) // it is on the workers' class path
                .build()) {
      System.out.println("topics are there");
      for (int round = 0; round < rounds; round++) {
        bare[round] = seconds(() -> kafka.send(0));
        try (Shared<byte[]> shared = pool.share(data)) {
          copied[round] =
              seconds(
                  () -> {
                    if (pool.submit(() -> sum(shared.segment())).get() != expected) {
                      throw new IllegalStateException("the copy differs");
                    }
                  });
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d MiB to another host, MiB/s: %s with Baton, %s with Kafka alone; ratio of medians"
            + " %.2f%n",
        data.length >> 20,
        perSecond(data, copied),
        perSecond(data, bare),
        median(bare) / median(copied));
  }

  /** The sum of one number of each page. */
  private static long sum(MemorySegment data) {
    long sum = 0;
    for (long at = 0; at + Long.BYTES <= data.byteSize(); at += PAGE) {
      sum += data.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
    }
    return sum;
  }

  /** Something to measure. */
  private interface Work {
    void run() throws Exception;
  }

  private static double seconds(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static String perSecond(byte[] data, double[] seconds) {
    double[] rates = Arrays.stream(seconds).map(s -> (data.length >> 20) / s).sorted().toArray();
    return String.format(
        Locale.ROOT, "%.0f (%.0f to %.0f)", median(rates), rates[0], rates[rates.length - 1]);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
