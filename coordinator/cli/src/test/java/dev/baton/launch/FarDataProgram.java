package dev.baton.launch;

import dev.baton.CodePolicy;
import dev.baton.Shared;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.TaskFuture;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A program whose workers are on other hosts. */
public final class FarDataProgram {

  private static final int MIB = 1 << 20;
  private static final byte SIGN = 7;

  private FarDataProgram() {}

  /**
   * Runs tasks on large data.
   *
   * @param arguments the bootstrap servers; {@code share MIB TASKS}, {@code twice MIB}, {@code hold
   *     MIB}, or {@code large MIB}
   */
  public static void main(String[] arguments) throws Exception {
    int mib = Integer.parseInt(arguments[2]);
    // The workers have the same class path, which is large.
    try (ProcessPool pool =
        ProcessPool.builder()
            .kafkaProperties(Map.of("bootstrap.servers", arguments[0]))
            .codePolicy(CodePolicy.INSTALLED)
            .build()) {
      System.out.println(
          switch (arguments[1]) {
            case "share" -> share(pool, mib, Integer.parseInt(arguments[3]));
            case "hold" -> hold(pool, mib);
            case "twice" -> shareTwice(pool, mib);
            default -> travel(pool, mib);
          });
    }
  }

  private static String share(ProcessPool pool, int mib, int tasks) throws Exception {
    double[] data = new double[mib * (MIB / Double.BYTES)];
    Arrays.setAll(data, i -> i % 1000);
    double expected = Arrays.stream(data).sum();
    try (Shared<double[]> shared = pool.share(data)) {
      List<TaskFuture<Double>> sums = new ArrayList<>();
      for (int i = 0; i < tasks; i++) {
        sums.add(pool.submit(() -> sum(shared.segment())));
      }
      for (TaskFuture<Double> sum : sums) {
        if (Math.abs(sum.get() - expected) > 1) {
          return "a task has read " + sum.get() + " instead of " + expected;
        }
      }
    }
    return tasks + " tasks read the same";
  }

  /** Shares an array, has a task read it, and then waits to be killed. */
  private static String hold(ProcessPool pool, int mib) throws Exception {
    byte[] data = new byte[mib * MIB];
    Arrays.fill(data, SIGN);
    try (Shared<byte[]> shared = pool.share(data)) {
      int middle = pool.submit(() -> (int) middle(shared.segment())).get();
      System.out.println("read " + middle);
      Thread.sleep(Duration.ofMinutes(10));
    }
    return "nobody has killed it";
  }

  /** Shares an array twice, and another of the same length that differs in its middle. */
  @SuppressWarnings("try") // one is closed early, and that is what is tried
  private static String shareTwice(ProcessPool pool, int mib) throws Exception {
    byte[] data = new byte[mib * MIB];
    Arrays.fill(data, SIGN);
    byte[] other = data.clone();
    other[data.length / 2]++;
    try (Shared<byte[]> first = pool.share(data);
        Shared<byte[]> second = pool.share(data);
        Shared<byte[]> third = pool.share(other)) {
      List<Integer> middles = new ArrayList<>();
      for (Shared<byte[]> each : List.of(first, second, third)) {
        middles.add(pool.submit(() -> (int) middle(each.segment())).get());
      }
      first.close();
      middles.add(pool.submit(() -> (int) middle(second.segment())).get());
      return middles.toString();
    }
  }

  private static byte middle(MemorySegment data) {
    return data.get(ValueLayout.JAVA_BYTE, data.byteSize() / 2);
  }

  private static double sum(MemorySegment data) {
    double sum = 0;
    for (long i = 0; i < data.byteSize() / Double.BYTES; i++) {
      sum += data.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
    }
    return sum;
  }

  private static String travel(ProcessPool pool, int mib) throws Exception {
    byte[] data = new byte[mib * MIB];
    Arrays.fill(data, SIGN);
    byte[] back = pool.submit(FarDataProgram::echo, data).get();
    return Arrays.equals(data, back) ? mib + " MiB there, " + mib + " MiB back" : "damaged";
  }

  private static byte[] echo(byte[] data) {
    return data;
  }
}
