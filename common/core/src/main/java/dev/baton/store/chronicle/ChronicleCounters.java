package dev.baton.store.chronicle;

import dev.baton.EnvironmentException;
import dev.baton.SharedCounter;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The counters of a host, by number; who has which number is decided elsewhere. Thread-safe.
 *
 * <p>They are {@link FixedEntries}: no operation takes a lock.
 */
public final class ChronicleCounters implements AutoCloseable {

  /** So many counters there are. */
  public static final int MOST = 256;

  private static final String FILE = "counters";

  private final FixedEntries<CounterValue> entries;

  private ChronicleCounters(FixedEntries<CounterValue> entries) {
    this.entries = entries;
  }

  /**
   * Makes the counters of a host, all 0.
   *
   * @throws EnvironmentException if there is no room, or this JVM was started without the flags
   *     that Chronicle Map needs
   */
  public static ChronicleCounters create(Path directory) {
    return new ChronicleCounters(
        FixedEntries.create(directory.resolve(FILE), CounterValue.class, CounterValue.BYTES, MOST));
  }

  /**
   * Opens the counters that another process made in {@code directory}.
   *
   * @throws EnvironmentException if there are none
   */
  public static ChronicleCounters open(Path directory) {
    return new ChronicleCounters(
        FixedEntries.open(directory.resolve(FILE), CounterValue.class, CounterValue.BYTES));
  }

  /**
   * A counter; all that have the same number are the same.
   *
   * @param number from 0 to {@link #MOST} − 1
   * @param name what {@link SharedCounter#name} says, in this process
   * @throws IndexOutOfBoundsException if there is no such number
   */
  public SharedCounter counter(int number, String name) {
    return new Counter(Objects.requireNonNull(name), entries.values().get(number), entries.gate());
  }

  /** Waits for calls that are under way, and gives the memory back in this process. */
  @Override
  public void close() {
    entries.close();
  }

  private record Counter(String name, CounterValue value, Gate gate) implements SharedCounter {

    @Override
    public long get() {
      gate.enter();
      try {
        return value.getVolatileCount();
      } finally {
        gate.leave();
      }
    }

    @Override
    public void set(long count) {
      gate.enter();
      try {
        value.setVolatileCount(count);
      } finally {
        gate.leave();
      }
    }

    @Override
    public long add(long delta) {
      gate.enter();
      try {
        return value.addAtomicCount(delta);
      } finally {
        gate.leave();
      }
    }

    @Override
    public boolean compareAndSet(long expected, long count) {
      gate.enter();
      try {
        return value.compareAndSwapCount(expected, count);
      } finally {
        gate.leave();
      }
    }

    @Override
    public String toString() {
      return name + "=" + get();
    }
  }
}
