package dev.baton.measure;

import dev.baton.EnvironmentException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for what a measurement needs. */
public final class Await {

  private Await() {}

  /**
   * Looks each millisecond.
   *
   * @param failure what is said if the limit passes
   * @param condition gives null until it is met
   * @throws EnvironmentException if the limit passes
   */
  public static <T> T until(String failure, Duration limit, Supplier<@Nullable T> condition)
      throws InterruptedException {
    long deadlineNs = System.nanoTime() + limit.toNanos();
    while (true) {
      T found = condition.get();
      if (found != null) {
        return found;
      }
      if (System.nanoTime() - deadlineNs > 0) {
        throw new EnvironmentException(
            failure + " within " + limit.toSeconds() + " s; the machine may be too busy.");
      }
      Thread.sleep(1);
    }
  }
}
