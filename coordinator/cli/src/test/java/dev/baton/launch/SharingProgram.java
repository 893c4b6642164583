package dev.baton.launch;

import dev.baton.Shared;
import dev.baton.SharedCounter;
import dev.baton.SharedMap;
import dev.baton.TaskContext;
import dev.baton.TaskFunction;
import dev.baton.pool.ProcessPool;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A program for tests that kill it: it and its two workers have data in the host store, more than
 * there is room for in memory.
 */
final class SharingProgram {

  /** What it prints when all is there. */
  static final String READY = "shared";

  /** Program and workers. */
  static final int PROCESSES = 3;

  private static final int MIB = 1 << 20;

  private SharingProgram() {}

  public static void main(String[] args) throws InterruptedException {
    try (ProcessPool pool =
        ProcessPool.builder()
            .pool("killed")
            .workers(2)
            .spareWorkers(0)
            .storeSize(64 * MIB)
            .build()) {
      SharedMap<String, Integer> map = pool.sharedMap("map");
      map.put("one", 1);
      SharedCounter counter = pool.counter("counter");
      List<Shared<MemorySegment>> given =
          IntStream.range(0, 16).mapToObj(_ -> pool.allocate(8 * MIB)).toList();
      TaskFunction<Integer, Shared<MemorySegment>> make =
          bytes -> {
            counter.increment();
            return TaskContext.current().allocate(bytes);
          };
      List<Shared<MemorySegment>> made =
          pool.map(make, List.of(0, 1, 4 * MIB, 100, 8 * MIB, MIB)).toList();
      System.out.println(READY);
      try {
        Thread.currentThread().join(); // for ever
      } finally {
        Reference.reachabilityFence(List.of(given, made));
      }
    }
  }
}
