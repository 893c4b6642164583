package dev.baton.measure.work;

import java.lang.foreign.MemorySegment;
import java.util.stream.DoubleStream;

/**
 * How much work this machine does in a time, on one core with nothing else to do. Immutable.
 *
 * @param roundNs nanoseconds of a round of CPU work
 * @param readNs nanoseconds of a read from memory
 */
public record Calibration(double roundNs, double readNs) {

  private static final double NS_PER_MS = 1e6;

  /** By then the second compiler has long had its turn. */
  private static final long WARM_UP_NS = 150_000_000;

  private static final int TRIES = 5;
  private static final long TRY_ROUNDS = 20_000_000;
  private static final long TRY_READS = 1_000_000;

  /** Something with a duration. */
  @FunctionalInterface
  private interface Sample {
    void run() throws InterruptedException;
  }

  /**
   * Tries it; takes about half a second.
   *
   * @param data what tasks will read
   */
  public static Calibration measure(long[] data) throws InterruptedException {
    MemorySegment memory = MemorySegment.ofArray(data);
    return new Calibration(
        bestNs(() -> consume(Spin.run(1, TRY_ROUNDS))) / TRY_ROUNDS,
        bestNs(() -> consume(Walk.run(memory, 1, TRY_READS))) / TRY_READS);
  }

  /** CPU work of a duration. */
  public long rounds(double ms) {
    return Math.max(1, Math.round(ms * NS_PER_MS / roundNs));
  }

  /** Reads of a duration. */
  public long reads(double ms) {
    return Math.max(1, Math.round(ms * NS_PER_MS / readNs));
  }

  /** The shortest, as everything that disturbs makes it longer. */
  private static double bestNs(Sample sample) throws InterruptedException {
    long warmUntilNs = System.nanoTime() + WARM_UP_NS;
    while (System.nanoTime() < warmUntilNs) {
      sample.run();
    }
    DoubleStream.Builder times = DoubleStream.builder();
    for (int i = 0; i < TRIES; i++) {
      long beginNs = System.nanoTime();
      sample.run();
      times.add((double) (System.nanoTime() - beginNs));
    }
    return times.build().min().orElseThrow();
  }

  /** Keeps the compiler from leaving out what nobody asks for. */
  private static void consume(long answer) {
    if (answer == 0) {
      Thread.onSpinWait();
    }
  }
}
