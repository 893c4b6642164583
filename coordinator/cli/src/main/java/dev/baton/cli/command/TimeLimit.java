package dev.baton.cli.command;

import dev.baton.EnvironmentException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The most that a command waits, whatever libraries, brokers and file systems do.
 *
 * @param limit after this the command fails
 */
public record TimeLimit(Duration limit) {

  /**
   * Calls an action on a thread that does not keep the process from ending.
   *
   * @param what is missing if it takes too long, as the beginning of a sentence
   * @throws EnvironmentException if it does
   */
  public <T> T call(Supplier<T> action, String what) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("baton-limited")
        .start(
            () -> {
              try {
                result.complete(action.get());
              } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
              }
            });
    try {
      return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new EnvironmentException(
          what + " took longer than " + limit.toSeconds() + " s, and was given up.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException(what + " was interrupted.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(e.getCause());
    }
  }
}
