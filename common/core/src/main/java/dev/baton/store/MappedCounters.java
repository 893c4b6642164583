package dev.baton.store;

import dev.baton.SharedCounter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * The counters that a program shares with its tasks, by number; who has which number is decided
 * elsewhere. They are {@link MappedLines}, a line for each, so no operation takes a lock.
 * Thread-safe.
 */
public final class MappedCounters implements AutoCloseable {

  /** So many counters there are. */
  public static final int MOST = 256;

  private static final String FILE = "counters";

  private final MappedLines lines;

  private MappedCounters(MappedLines lines) {
    this.lines = lines;
  }

  /**
   * Makes the counters, all 0, in a directory of the host store.
   *
   * @throws dev.baton.EnvironmentException if there is no room
   */
  public static MappedCounters create(Path directory) {
    return new MappedCounters(MappedLines.create(directory.resolve(FILE), MOST));
  }

  /**
   * Opens the counters that another process made in {@code directory}.
   *
   * @throws dev.baton.EnvironmentException if there are none
   */
  public static MappedCounters open(Path directory) {
    return new MappedCounters(MappedLines.open(directory.resolve(FILE)));
  }

  /**
   * A counter; all that have the same number are the same.
   *
   * @param number from 0 to {@link #MOST} − 1
   * @param name what {@link SharedCounter#name} says, in this process
   * @throws IndexOutOfBoundsException if there is no such number
   */
  public SharedCounter counter(int number, String name) {
    return new Counter(Objects.requireNonNull(name), lines.lines().get(number));
  }

  /** Gives the memory back in this process; counters that are used later say so. */
  @Override
  public void close() {
    lines.close();
  }

  private record Counter(String name, MappedLines.Line line) implements SharedCounter {

    private static final int COUNT = 0;

    @Override
    public long get() {
      return using(() -> line.get(COUNT));
    }

    @Override
    public void set(long count) {
      long _ = using(() -> line.exchange(COUNT, count));
    }

    @Override
    public long add(long delta) {
      return using(() -> line.add(COUNT, delta));
    }

    @Override
    public boolean compareAndSet(long expected, long count) {
      return using(() -> line.replace(COUNT, expected, count) ? 1 : 0) == 1;
    }

    private static long using(LongSupplier memory) {
      try {
        return memory.getAsLong();
      } catch (IllegalStateException e) {
        throw new IllegalStateException("The counters were closed in this process.", e);
      }
    }

    @Override
    public String toString() {
      return name + "=" + get();
    }
  }
}
