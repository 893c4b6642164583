package dev.baton.docs;

import dev.baton.Handoff;
import dev.baton.Shared;
import dev.baton.SharedCounter;
import dev.baton.SharedMap;
import dev.baton.TaskFunction;
import dev.baton.pool.ProcessPool;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A program that uses one feature of a pool, and prints what comes of it. */
final class FlagsProgram {

  private FlagsProgram() {}

  public static void main(String[] args) throws Exception {
    try (ProcessPool pool = ProcessPool.builder().workers(1).build()) {
      System.out.println(
          switch (args[0]) {
            case "tasks" -> tasks(pool);
            case "shared data" -> sharedData(pool);
            case "counters" -> counters(pool);
            case "shared maps" -> sharedMaps(pool);
            default -> throw new IllegalArgumentException(args[0]);
          });
    }
  }

  private static List<Integer> hundred() {
    return IntStream.range(0, 100).boxed().toList();
  }

  private static long tasks(ProcessPool pool) {
    TaskFunction<Integer, Integer> twice = i -> 2 * i;
    return pool.map(twice, hundred().stream()).mapToInt(i -> i).sum();
  }

  private static long sharedData(ProcessPool pool) throws Exception {
    byte[] small = {1, 2, 3};
    TaskFunction<Shared<byte[]>, Integer> hash = shared -> Arrays.hashCode(shared.value());
    TaskFunction<byte[], byte[]> same = bytes -> bytes;
    try (Shared<byte[]> shared = pool.share(small)) {
      return (long) pool.submit(hash, shared).get()
          + pool.with(Handoff.SHARED).submit(same, new byte[100_000]).get().length;
    }
  }

  private static long counters(ProcessPool pool) {
    SharedCounter counter = pool.counter("hits");
    TaskFunction<Integer, Long> hit = counter::add;
    long answers = pool.map(hit, hundred().stream()).count();
    return counter.get() + answers;
  }

  private static long sharedMaps(ProcessPool pool) {
    SharedMap<String, Integer> map = pool.sharedMap("sums");
    TaskFunction<Integer, Integer> add = i -> map.merge("of " + i % 10, i, Integer::sum);
    long answers = pool.map(add, hundred().stream()).count();
    return map.entries().stream().mapToInt(entry -> entry.getValue()).sum() + answers;
  }
}
