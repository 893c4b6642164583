package dev.baton.measure.work;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;

/**
 * What one task does: it waits, then it computes, then it reads. Any of them may be nothing.
 * Immutable; travels to workers.
 *
 * @param seed makes its answer another one than that of other tasks; not 0
 * @param waitMs how long it waits, in milliseconds
 * @param rounds how many rounds it computes
 * @param reads how many places of an array it reads
 */
public record Work(long seed, long waitMs, long rounds, long reads) {

  /** Nothing to do, and a seed to answer with. */
  public static Work none(long seed) {
    return new Work(seed, 0, 0, 0);
  }

  /** The same work with another seed. */
  public Work withSeed(long other) {
    return new Work(other, waitMs, rounds, reads);
  }

  /** A fraction of the work, such as a quarter. */
  public Work dividedBy(int parts) {
    return new Work(seed, waitMs / parts, rounds / parts, reads / parts);
  }

  /**
   * Does all of it on this thread.
   *
   * @param data the array it reads; may be empty if it reads nothing
   */
  public long call(MemorySegment data) throws InterruptedException {
    if (waitMs > 0) {
      TimeUnit.MILLISECONDS.sleep(waitMs);
    }
    return compute(data);
  }

  /** Does what it does after the wait. */
  public long compute(MemorySegment data) throws InterruptedException {
    return Spin.run(seed, rounds) + Walk.run(data, seed, reads);
  }

  /** What the work must answer, found in another way than by doing it. */
  public long answer(long[] data) {
    return Spin.answer(seed, rounds) + Walk.answer(data.length, seed, reads);
  }

  /** An array of so many numbers for tasks to read. */
  public static long[] data(int count) {
    return Walk.numbers(count);
  }
}
