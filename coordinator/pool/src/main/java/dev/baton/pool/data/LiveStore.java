package dev.baton.pool.data;

import dev.baton.EnvironmentException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Uses a part of the current host store. The store is removed with its agent, and for some seconds
 * after an agent was killed there is none: a thread that wants to create something in it waits for
 * the next one. Thread-safe.
 *
 * @param <S> the part of the store
 */
final class LiveStore<S> {

  private static final long LOOK_EVERY_MS = 100;

  private final Supplier<S> current;
  private final Predicate<S> isThere;
  private final BooleanSupplier hadOne;
  private final Duration limit;

  /**
   * Does not look at the store yet.
   *
   * @param current supplies the part of the latest store; throws an {@link EnvironmentException} if
   *     there is none
   * @param isThere whether that store is still there
   * @param hadOne whether there was an earlier one, so that there will be another
   * @param limit how long to wait for it
   */
  LiveStore(Supplier<S> current, Predicate<S> isThere, BooleanSupplier hadOne, Duration limit) {
    this.current = current;
    this.isThere = isThere;
    this.hadOne = hadOne;
    this.limit = limit;
  }

  /**
   * Creates something in the store.
   *
   * @throws EnvironmentException if it cannot be created, or no store replaces a lost one
   */
  <T> T use(Function<S, T> use) {
    long start = System.nanoTime();
    while (true) {
      S store = null;
      EnvironmentException problem = null;
      try {
        store = current.get();
        if (isThere.test(store)) {
          return use.apply(store);
        }
      } catch (EnvironmentException e) {
        // The store may have gone in the middle.
        boolean isLost = store == null ? hadOne.getAsBoolean() : !isThere.test(store);
        if (!isLost) {
          throw e;
        }
        problem = e;
      }
      awaitNext(start, problem);
    }
  }

  private void awaitNext(long start, @Nullable EnvironmentException problem) {
    if (System.nanoTime() - start > limit.toNanos()) {
      throw lost("no new one has appeared within " + limit.toSeconds() + " s.", problem);
    }
    try {
      Thread.sleep(LOOK_EVERY_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw lost("the wait for another was interrupted.", problem);
    }
  }

  private static EnvironmentException lost(String what, @Nullable EnvironmentException problem) {
    return new EnvironmentException(
        "The host store was lost with its host agent, and " + what, problem);
  }
}
