package dev.baton.pool;

import dev.baton.TaskFailedException;
import dev.baton.codec.ObjectText;
import org.jspecify.annotations.Nullable;

/**
 * What became of one input of a map.
 *
 * @param input the input, as it was given
 * @param result the result; null if the task failed, or if null is its result
 * @param failure what the task threw, or null
 */
public record MapResult<T extends @Nullable Object, R extends @Nullable Object>(
    T input, @Nullable R result, @Nullable Throwable failure) {

  /** How many characters of an input a message has. */
  private static final int SHOWN = 100;

  /**
   * The result.
   *
   * @throws TaskFailedException if the task failed
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
