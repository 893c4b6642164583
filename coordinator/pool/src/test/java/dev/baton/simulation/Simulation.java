package dev.baton.simulation;

import dev.baton.role.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Time and chance: what happens when is decided by a seed alone. For one thread. */
public final class Simulation implements Clock {

  /** Not zero, so that code which takes a time for a difference is found out. */
  private static final long BEGIN_NS = 1_000_000_000_000L;

  private record Happening(long atNs, long number, Runnable action) {}

  private final PriorityQueue<Happening> agenda =
      new PriorityQueue<>(
          Comparator.comparingLong(Happening::atNs).thenComparingLong(Happening::number));
  private final Random random;
  private long nowNs = BEGIN_NS;
  private long happenings;

  /** A world in which nothing has happened. */
  public Simulation(long seed) {
    random = new Random(seed);
  }

  @Override
  public long nanoTime() {
    return nowNs;
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(nowNs);
  }

  /** How long the world has gone on. */
  public Duration elapsed() {
    return Duration.ofNanos(nowNs - BEGIN_NS);
  }

  /** How much has happened. */
  public long happenings() {
    return happenings;
  }

  /** Where all chance comes from. */
  public Random random() {
    return random;
  }

  /** Whether something of this probability is so. */
  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** A time between none and {@code most}, mostly short. */
  public long upTo(Duration most) {
    double share = random.nextDouble();
    return (long) (most.toNanos() * share * share * share);
  }

  /** Has something happen later. */
  public void in(long delayNs, Runnable action) {
    agenda.add(new Happening(nowNs + Math.max(0, delayNs), happenings + agenda.size(), action));
  }

  /**
   * Lets things happen until a condition holds.
   *
   * @return false if it does not hold after so much time of the world, or nothing happens any more
   */
  public boolean runUntil(Duration limit, BooleanSupplier condition) {
    long endNs = nowNs + limit.toNanos();
    while (!condition.getAsBoolean()) {
      @Nullable Happening next = agenda.peek();
      if (next == null || next.atNs > endNs) {
        return false;
      }
      agenda.remove();
      nowNs = next.atNs;
      happenings++;
      next.action.run();
      // A task that is told to stop interrupts the thread that began it, which is this one.
      var _ = Thread.interrupted();
    }
    return true;
  }

  /** Lets things happen for a while. */
  public void run(Duration time) {
    var _ = runUntil(time, () -> false);
  }
}
