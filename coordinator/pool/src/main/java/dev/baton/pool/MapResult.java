package dev.baton.pool;

import dev.baton.TaskFailedException;
import dev.baton.codec.ObjectText;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one input of {@link ProcessPool#mapResults}.
 *
 * @param <T> the type of the input
 * @param <R> the type of the result
 * @param input the input, as it was given
 * @param result the result; null if the task failed or returned null
 * @param failure what the task threw, or why it could not be run; null if it succeeded
 */
public record MapResult<T extends @Nullable Object, R extends @Nullable Object>(
    T input, @Nullable R result, @Nullable Throwable failure) {

  /** The largest number of characters of an input in a message. */
  private static final int SHOWN = 100;

  /**
   * {@return the result, which is null only if the task returned null}
   *
   * @throws TaskFailedException if the task failed; its cause is the {@link #failure}
   */
  @SuppressWarnings("NullAway") // null is the result only where R allows it
  public R orThrow() {
    if (failure != null) {
      throw new TaskFailedException(
          "The task for input "
              + ObjectText.shortened(input, SHOWN)
              + " failed: "
              + ObjectText.of(failure),
          failure);
    }
    return result;
  }
}
