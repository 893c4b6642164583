package dev.baton.measure.recovery;

import dev.baton.EnvironmentException;
import dev.baton.store.HostState;
import dev.baton.store.MappedHostState;
import dev.baton.store.StoreLocations;
import dev.baton.store.StoreOwner;
import dev.baton.store.WorkerSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many tasks the workers of a pool have done that another process has started, as its host
 * store says: sooner than any message would. For one thread.
 */
final class WorkCount implements AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofMillis(2);

  private final String pool;
  private final long notAgent;
  private long agent;
  private @Nullable HostState state;

  /**
   * A count.
   *
   * @param notAgent a host agent of the pool that is meant no more, or 0
   */
  WorkCount(String pool, long notAgent) {
    this.pool = pool;
    this.notAgent = notAgent;
  }

  /** The host agent whose workers these are, when some have done something. */
  long agent() {
    return agent;
  }

  /**
   * Waits until so many are done.
   *
   * @param isHopeless asked now and then whether there is nothing to wait for any more
   * @throws TimeoutException if they are not in time
   */
  void await(long wanted, Duration limit, BooleanSupplier isHopeless)
      throws TimeoutException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (done() < wanted) {
      if (isHopeless.getAsBoolean()) {
        throw new TimeoutException("it has ended by itself");
      }
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("no worker had done a task within " + limit.toSeconds() + " s");
      }
      Thread.sleep(LOOK_EVERY);
    }
  }

  private long done() {
    HostState open = state == null ? find() : state;
    return open == null ? 0 : open.snapshots().stream().mapToLong(WorkerSnapshot::done).sum();
  }

  private @Nullable HostState find() {
    for (Path directory : StoreLocations.ofThisHost().list()) {
      try {
        StoreOwner owner = StoreOwner.read(directory);
        if (owner.pool().equals(pool) && owner.pid() != notAgent) {
          state = MappedHostState.open(directory);
          agent = owner.pid();
          return state;
        }
      } catch (EnvironmentException e) {
        // It comes or goes just now.
      }
    }
    return null;
  }

  @Override
  public void close() {
    if (state != null) {
      state.close();
    }
  }
}
