package dev.baton.measure.race;

import dev.baton.Shared;
import dev.baton.SharedCounter;
import dev.baton.SharedMap;
import dev.baton.Task;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Counts in one worker, from the moment when all others are ready to do so too.
 *
 * @param variant how
 * @param workers how many workers count
 * @param updates how often each of them does
 * @param cells where they wait for each other, and where the number lies for some ways
 * @param counter for one way
 * @param map for another
 * @param lockFile for the last
 */
record RaceTask(
    RaceVariant variant,
    int workers,
    long updates,
    Shared<MemorySegment> cells,
    SharedCounter counter,
    SharedMap<String, Long> map,
    String lockFile)
    implements Task<RaceTask.Counted> {

  /** A cache line each, or waiting would slow down counting. */
  static final long ARRIVED = 0;

  static final long NUMBER = 128;
  static final long BYTES = 256;
  static final String KEY = "count";

  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /**
   * What a worker did.
   *
   * @param ns how long counting took
   * @param own what its own variable says, if it counts there
   */
  record Counted(long ns, long own) {}

  @Override
  public Counted call() throws Exception {
    Own own = new Own();
    MemorySegment memory = cells.segment();
    try (FileChannel file = FileChannel.open(Path.of(lockFile), StandardOpenOption.WRITE)) {
      Count count = count(own, memory, file);
      awaitAll(memory);
      long startNs = System.nanoTime();
      count.up(updates);
      return new Counted(System.nanoTime() - startNs, own.number);
    }
  }

  private Count count(Own own, MemorySegment memory, FileChannel file) {
    return switch (variant) {
      case PROCESSES_APART -> own::up;
      case PROCESSES_UNSYNCHRONISED -> times -> unsynchronised(memory, times);
      case PROCESSES_ATOMIC -> times -> atomically(memory, times);
      case PROCESSES_COUNTER -> this::onCounter;
      case PROCESSES_MAP -> this::onMap;
      case PROCESSES_FILE_LOCK -> times -> locked(memory, file, times);
      default -> throw new IllegalArgumentException(variant + " is not for processes");
    };
  }

  /** Without it the first worker could be done before the last one begins. */
  private void awaitAll(MemorySegment memory) {
    LONG.getAndAdd(memory, ARRIVED, 1L);
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while ((long) LONG.getVolatile(memory, ARRIVED) < workers) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("not all workers came within " + LIMIT.toSeconds() + " s");
      }
      Thread.onSpinWait();
    }
  }

  private static void unsynchronised(MemorySegment memory, long times) {
    for (long i = 0; i < times; i++) {
      LONG.setVolatile(memory, NUMBER, (long) LONG.getVolatile(memory, NUMBER) + 1);
    }
  }

  private static void atomically(MemorySegment memory, long times) {
    for (long i = 0; i < times; i++) {
      LONG.getAndAdd(memory, NUMBER, 1L);
    }
  }

  private void onCounter(long times) {
    for (long i = 0; i < times; i++) {
      counter.add(1);
    }
  }

  private void onMap(long times) {
    for (long i = 0; i < times; i++) {
      map.merge(KEY, 1L, Long::sum);
    }
  }

  private static void locked(MemorySegment memory, FileChannel file, long times)
      throws IOException {
    for (long i = 0; i < times; i++) {
      try (FileLock _ = file.lock()) {
        LONG.setVolatile(memory, NUMBER, (long) LONG.getVolatile(memory, NUMBER) + 1);
      }
    }
  }

  static long number(MemorySegment memory) {
    return (long) LONG.getVolatile(memory, NUMBER);
  }

  /** A variable of one process, written each time as those in shared memory are. */
  private static final class Own {

    private volatile long number;

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread only
    private void up(long times) {
      for (long i = 0; i < times; i++) {
        number++;
      }
    }
  }
}
