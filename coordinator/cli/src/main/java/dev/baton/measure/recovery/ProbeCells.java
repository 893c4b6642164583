package dev.baton.measure.recovery;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Where a task says, in memory that survives its process, that it runs: once for each time it does.
 * No message could tell it so soon, nor so exactly. Thread-safe.
 *
 * <pre>
 *  0  i64 how many runs have begun
 * 64  run 0: i64 System.nanoTime() of its process | i64 pid, written last
 * 80  run 1 …
 * </pre>
 *
 * <p>On one host {@link System#nanoTime()} of all processes is the same clock, which has begun with
 * the machine (CLOCK_MONOTONIC).
 */
final class ProbeCells {

  /** Runs beyond these are not noted. */
  static final int CELLS = 16;

  static final long BYTES = 64 + CELLS * 16L;

  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
  private static final long LOOK_EVERY_NS = 50_000;

  private final MemorySegment memory;

  ProbeCells(MemorySegment memory) {
    this.memory = memory;
  }

  /** One run of the task. */
  record Run(long pid, long atNs) {}

  /** Cells in a file, for where the host store goes with its agent. */
  record Mapped(ProbeCells cells, Arena arena) implements Closeable {

    static Mapped open(Path file) throws IOException {
      Arena arena = Arena.ofShared();
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        MemorySegment memory = channel.map(MapMode.READ_WRITE, 0, BYTES, arena);
        return new Mapped(new ProbeCells(memory), arena);
      } catch (IOException | RuntimeException e) {
        arena.close();
        throw e;
      }
    }

    @Override
    public void close() {
      arena.close();
    }
  }

  /** In the task: it runs. Returns how often it had run before. */
  int begin() {
    int run = (int) (long) LONG.getAndAdd(memory, 0L, 1L);
    if (run < CELLS) {
      LONG.setRelease(memory, at(run), System.nanoTime());
      LONG.setRelease(memory, at(run) + Long.BYTES, ProcessHandle.current().pid());
    }
    return run;
  }

  /**
   * Waits until the task has begun so many times and once more.
   *
   * @throws TimeoutException if it does not in time
   */
  Run await(int run, Duration limit) throws TimeoutException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      long pid = (long) LONG.getAcquire(memory, at(run) + Long.BYTES);
      if (pid != 0) {
        return new Run(pid, (long) LONG.getAcquire(memory, at(run)));
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (System.nanoTime() > deadline) {
        throw new TimeoutException(
            (run == 0 ? "the task did not run" : "the task did not run again")
                + " within "
                + limit.toSeconds()
                + " s");
      }
      LockSupport.parkNanos(LOOK_EVERY_NS);
    }
  }

  private static long at(int run) {
    return 64 + run * 16L;
  }
}
