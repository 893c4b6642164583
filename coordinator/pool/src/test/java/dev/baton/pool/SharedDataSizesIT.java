package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.baton.Shared;
import dev.baton.TaskFunction;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Large data is on a host once, in no heap, and stays mapped. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "/proc tells how much memory there is, and whose")
class SharedDataSizesIT {

  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;
  private static final long PAGE = 4096;

  private static final int WORKERS = 8;
  private static final long SHARED = 256 * MIB;
  private static final long SMALL_HEAP = 128 * MIB;

  private static final long HUGE = 3 * GIB;

  /** At the ends, in the middle, and on both sides of what an int can say. */
  private static final List<Long> SPOTS =
      List.of(0L, HUGE / 2, 2 * GIB - Long.BYTES, 2 * GIB, HUGE - Long.BYTES);

  /** What a worker found in the data, and what that cost it. */
  record Found(long pid, long sum, long minorFaults, long maxHeap) {}

  /** Touches every page. */
  record ReadAll(Shared<MemorySegment> data) implements TaskFunction<Integer, Found> {

    @Override
    public Found apply(Integer input) {
      long faultsBefore = ProcessMemory.minorFaults();
      MemorySegment bytes = data.segment();
      long sum = 0;
      for (long at = 0; at < bytes.byteSize(); at += PAGE) {
        sum += bytes.get(ValueLayout.JAVA_LONG, at);
      }
      return new Found(
          ProcessHandle.current().pid(),
          sum,
          ProcessMemory.minorFaults() - faultsBefore,
          Runtime.getRuntime().maxMemory());
    }
  }

  @Test
  void eightWorkersReadOneBlobThatIsInNoHeapAndTheHostHoldsItOnce() throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder().pool("sizes").workers(WORKERS).workerHeap(SMALL_HEAP).build()) {
      List<Long> pids = awaitWorkers(pool, WORKERS);
      long before = sharedBytes(pids);
      try (Shared<MemorySegment> data = numberedPages(pool, SHARED)) {
        Map<Long, Found> found = readInAll(pool, data, WORKERS);
        long held = sharedBytes(pids) - before;

        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(pids);
        assertThat(found.values()).allMatch(each -> each.sum() == sumOfPages(SHARED));
        assertThat(found.values()).allMatch(each -> each.maxHeap() < SHARED);
        System.err.printf("%d processes hold %d MiB of shared memory%n", WORKERS + 1, held / MIB);
        assertThat(held).isBetween(SHARED, SHARED / 10 * 13);
      }
    }
  }

  @Test
  void dataStaysMappedFromOneTaskToTheNext() throws Exception {
    try (ProcessPool pool = ProcessPool.builder().pool("faults").workers(1).build();
        Shared<MemorySegment> data = numberedPages(pool, SHARED)) {
      List<Found> found = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        found.add(pool.submit(new ReadAll(data), i).get(1, TimeUnit.MINUTES));
      }

      assertThat(found).extracting(Found::pid).containsOnly(found.getFirst().pid());
      assertThat(found).extracting(Found::sum).containsOnly(sumOfPages(SHARED));
      List<Long> faults = found.stream().map(Found::minorFaults).toList();
      System.err.println("minor faults of the first task and the next: " + faults);
      // Linux maps some pages around each one that is touched: sixteen, if it is not set otherwise.
      assertThat(faults.getFirst()).isGreaterThan(SHARED / PAGE / 64);
      assertThat(faults.getLast()).isLessThan(faults.getFirst() / 10);
    }
  }

  @Test
  @Tag("thorough")
  void blobOfThreeGibibytesIsWrittenAndReadByTasks() throws Exception {
    assumeThat(Files.getFileStore(Path.of("/dev/shm")).getUsableSpace()).isGreaterThan(5 * GIB);
    assumeThat(availableMemory()).isGreaterThan(8 * GIB);
    try (ProcessPool pool =
            ProcessPool.builder()
                .pool("huge")
                .workers(2)
                .workerHeap(SMALL_HEAP)
                .storeSize(4 * GIB)
                .build();
        Shared<MemorySegment> data = pool.allocate(HUGE)) {
      TaskFunction<Long, Boolean> write =
          spot -> {
            data.segment().set(ValueLayout.JAVA_LONG, spot, ~spot);
            return data.isSealed();
          };
      assertThat(pool.map(write, SPOTS).toList()).containsOnly(false);

      data.seal();

      TaskFunction<Long, Long> read = spot -> data.segment().get(ValueLayout.JAVA_LONG, spot);
      assertThat(pool.map(read, SPOTS).toList())
          .isEqualTo(SPOTS.stream().map(spot -> ~spot).toList());
      assertThat(pool.map(read, SPOTS.stream().map(spot -> spot ^ 8)).toList()).containsOnly(0L);
      TaskFunction<Long, Long> asBuffer = spot -> data.longs().get(spot.intValue());
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> pool.submit(asBuffer, 0L).get(1, TimeUnit.MINUTES))
          .withCauseInstanceOf(UnsupportedOperationException.class)
          .withMessageContaining("2 GiB")
          .withMessageContaining("segment()");
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(data::bytes)
          .withMessageContaining("3,221,225,472 bytes")
          .withMessageContaining("segment()");
    }
  }

  /** Sealed data with the number of each page at its beginning. */
  private static Shared<MemorySegment> numberedPages(ProcessPool pool, long bytes) {
    Shared<MemorySegment> data = pool.allocate(bytes);
    MemorySegment memory = data.segment();
    for (long page = 0; page < bytes / PAGE; page++) {
      memory.set(ValueLayout.JAVA_LONG, page * PAGE, page);
    }
    data.seal();
    return data;
  }

  private static long sumOfPages(long bytes) {
    return LongStream.range(0, bytes / PAGE).sum();
  }

  /** Submits tasks until each worker has done one. */
  private static Map<Long, Found> readInAll(
      ProcessPool pool, Shared<MemorySegment> data, int workers) throws Exception {
    Map<Long, Found> found = new HashMap<>();
    for (int round = 0; round < 100 && found.size() < workers; round++) {
      List<TaskFuture<Found>> futures = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        futures.add(pool.submit(new ReadAll(data), i));
      }
      for (TaskFuture<Found> future : futures) {
        Found one = future.get(1, TimeUnit.MINUTES);
        found.put(one.pid(), one);
      }
    }
    return found;
  }

  private static List<Long> awaitWorkers(ProcessPool pool, int count) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(pool::workers, workers -> workers.size() == count)
        .stream()
        .map(WorkerInfo::pid)
        .toList();
  }

  private static long sharedBytes(List<Long> workers) {
    return ProcessMemory.sharedBytes(ProcessHandle.current().pid())
        + workers.stream().mapToLong(ProcessMemory::sharedBytes).sum();
  }

  private static long availableMemory() throws IOException {
    return Files.readAllLines(Path.of("/proc/meminfo")).stream()
        .filter(line -> line.startsWith("MemAvailable:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElse(0);
  }
}
