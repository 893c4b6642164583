package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Handoff;
import dev.baton.Shared;
import dev.baton.TaskFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What handing over costs, by size and way, in one run: {@code mvn verify -Pthorough
 * -Dit.test=HandoffBenchmarkIT}. Every case checks its answer; nothing is asserted of times.
 */
@Tag("thorough")
@Timeout(600)
class HandoffBenchmarkIT {

  private static final int WARM_UP = 300;
  private static final int RUNS = 50;
  private static final long PAGE = 4096;
  private static final int LARGE = 8 << 20;
  private static final long HUGE_BYTES = 1L << 30;

  /** Something to be timed. */
  private interface Run {
    void run() throws Exception;
  }

  /** Reads one double of each page. */
  private static double touch(MemorySegment data) {
    double sum = 0;
    for (long at = 0; at < data.byteSize(); at += PAGE) {
      sum += data.get(ValueLayout.JAVA_DOUBLE, at);
    }
    return sum;
  }

  @Test
  void handingOver() throws Exception {
    TaskFunction<double[], Double> sum = array -> touch(MemorySegment.ofArray(array).asReadOnly());
    double[] large = numbers(LARGE);
    double answer = sum.apply(large);
    try (ProcessPool pool =
        ProcessPool.builder().workers(2).storeSize(4L << 30).workerHeap(1L << 30).build()) {
      for (int i = 0; i < WARM_UP; i++) {
        assertThat(pool.submit(() -> 1).get()).isOne();
      }
      row("case", "n", "min", "p50", "p90", "max (ms)");
      time("no-op", 200, () -> assertThat(pool.submit(() -> 1).get()).isOne());
      try (Shared<double[]> shared = pool.share(large)) {
        Run read =
            () -> assertThat(pool.submit(() -> touch(shared.segment())).get()).isEqualTo(answer);
        time("64 MiB shared, first reads", 2, read);
        time("64 MiB shared, one double a page", RUNS, read);
      }
      try (Shared<MemorySegment> huge = pool.allocate(HUGE_BYTES)) {
        huge.seal();
        Run read = () -> assertThat(pool.submit(() -> touch(huge.segment())).get()).isZero();
        time("1 GiB shared, first reads", 4, read);
        time("1 GiB shared, one double a page", 20, read);
        Run readHere = () -> assertThat(touch(huge.segment())).isZero();
        readHere.run();
        time("  the reading itself", 20, readHere);
        Run one =
            () ->
                assertThat(
                        pool.submit(() -> huge.segment().get(ValueLayout.JAVA_DOUBLE, PAGE)).get())
                    .isZero();
        time("1 GiB shared, one double", RUNS, one);
      }
      MemorySegment copy = Arena.ofAuto().allocate((long) LARGE * Double.BYTES);
      MemorySegment from = MemorySegment.ofArray(large);
      time("memcpy of 64 MiB, warm", 20, () -> copy.copyFrom(from));
      time(
          "64 MiB put and run, SHARED",
          20,
          () -> {
            try (Shared<double[]> shared = pool.share(large)) {
              assertThat(pool.submit(() -> touch(shared.segment())).get()).isEqualTo(answer);
            }
          });
      time("no-op again", 200, () -> assertThat(pool.submit(() -> 1).get()).isOne());
      for (int kib = 1; kib <= 32 << 10; kib *= 4) {
        double[] array = numbers(kib << 7);
        double expected = sum.apply(array);
        for (Handoff way : new Handoff[] {Handoff.KRYO, Handoff.SHARED}) {
          ProcessPool by = pool.with(way);
          time(
              kib + " KiB array as argument, " + way,
              kib > 4096 ? 10 : 100,
              () -> assertThat(by.submit(sum, array).get()).isEqualTo(expected));
        }
      }
    }
  }

  private static double[] numbers(int count) {
    double[] numbers = new double[count];
    Arrays.setAll(numbers, i -> i % 7);
    return numbers;
  }

  private static void time(String name, int runs, Run run) throws Exception {
    double[] ms = new double[runs];
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      run.run();
      ms[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(ms);
    row(name, runs, ms[0], ms[runs / 2], ms[runs * 9 / 10], ms[runs - 1]);
  }

  private static void row(Object... cells) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-36s", cells[0]));
    for (Object cell : Arrays.asList(cells).subList(1, cells.length)) {
      line.append(
          cell instanceof Double ms
              ? String.format(Locale.ROOT, "%10.3f", ms)
              : String.format(Locale.ROOT, "%10s", cell));
    }
    System.err.println(line);
  }
}
