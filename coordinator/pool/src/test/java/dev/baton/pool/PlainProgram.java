package dev.baton.pool;

import dev.baton.Handoff;
import dev.baton.Shared;
import dev.baton.SharedCounter;
import dev.baton.TaskContext;
import dev.baton.TaskFunction;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * A program that shares small and large data, and counts, for a JVM without flags; prints what is
 * right.
 */
final class PlainProgram {

  private static final int[] SIZES = {0, 10, 5_000, 70_000, 3 << 20};

  private PlainProgram() {}

  public static void main(String[] args) throws Exception {
    try (ProcessPool pool = ProcessPool.builder().workers(1).build()) {
      PoolFiles files = PoolFiles.of(pool);
      TaskFunction<Shared<byte[]>, Integer> hash = shared -> Arrays.hashCode(shared.value());
      TaskFunction<byte[], byte[]> same = bytes -> bytes;
      for (int size : SIZES) {
        byte[] data = new byte[size];
        Arrays.fill(data, (byte) size);
        try (Shared<byte[]> shared = pool.share(data)) {
          require(pool.submit(hash, shared).get() == Arrays.hashCode(data), "shared " + size);
        }
        byte[] back = pool.with(Handoff.SHARED).submit(same, data).get();
        require(Arrays.equals(back, data), "there and back " + size);
      }
      writeInPlace(pool);
      count(pool);
      outliveTheWorker(pool, files);
      System.out.println("right");
    }
  }

  private static void writeInPlace(ProcessPool pool) throws Exception {
    try (Shared<MemorySegment> memory = pool.allocate(8_000)) {
      TaskFunction<Integer, Integer> write = i -> i + (int) (memory.longs().put(i, i).get(i) * 0);
      require(pool.map(write, IntStream.range(0, 1_000).boxed()).count() == 1_000, "written");
      memory.seal();
      require(memory.longs().get(999) == 999 && memory.segment().isReadOnly(), "sealed");
    }
  }

  private static void count(ProcessPool pool) throws Exception {
    SharedCounter counter = pool.counter("hits");
    TaskFunction<Integer, Long> hit = counter::add;
    require(pool.map(hit, IntStream.range(0, 100).boxed()).count() == 100, "hit");
    require(pool.counter("hits").get() == 99 * 100 / 2, "counted");
    require(counter.compareAndSet(99 * 100 / 2, -1), "swapped");
    require(pool.submit(counter::get).get() == -1, "seen by a task");
  }

  /** Results of a worker that is gone, and its files with it. */
  private static void outliveTheWorker(ProcessPool pool, PoolFiles files) throws Exception {
    TaskFuture<byte[]> large = pool.submit(() -> new byte[3 << 20]);
    TaskFuture<Shared<MemorySegment>> inPlace =
        pool.submit(() -> TaskContext.current().allocate(100));
    Awaitility.await().until(() -> large.isDone() && inPlace.isDone());
    int areas = files.areas().size();
    ProcessHandle.of(pool.workers().getFirst().pid()).ifPresent(ProcessHandle::destroyForcibly);
    Awaitility.await().until(() -> files.areas().size() < areas);

    Thread.currentThread().interrupt();
    large.resultNow();
    require(Thread.interrupted(), "interrupted");
    require(large.get().length == 3 << 20, "read after the worker's end");
    require(inPlace.get().segment().byteSize() == 100, "seen after the worker's end");
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalStateException(what);
    }
  }
}
