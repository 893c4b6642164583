package dev.baton.codec;

import dev.baton.TaskDecodingException;
import dev.baton.TaskFunction;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A decoded task. */
public sealed interface TaskBody {

  /** A function and its argument; whether null is an argument is up to the function. */
  record Application(
      TaskFunction<@Nullable Object, ? extends @Nullable Object> function,
      @Nullable Object argument)
      implements TaskBody {

    @Override
    @SuppressWarnings("NullAway") // null is an argument like any other
    public @Nullable Object run() throws Exception {
      return function.apply(argument);
    }
  }

  /** A call that returns something. */
  record Call(Callable<? extends @Nullable Object> callable) implements TaskBody {

    @Override
    public @Nullable Object run() throws Exception {
      return callable.call();
    }
  }

  /** A call that returns nothing. */
  record Action(Runnable runnable) implements TaskBody {

    @Override
    public @Nullable Object run() {
      runnable.run();
      return null;
    }
  }

  /**
   * The body of a task.
   *
   * @param function applied to {@code payload}, or null if {@code payload} itself is called
   * @throws TaskDecodingException if it cannot be called
   */
  @SuppressWarnings("unchecked") // the coordinator has matched function and payload
  static TaskBody of(@Nullable Object function, @Nullable Object payload) {
    if (function != null) {
      if (function instanceof TaskFunction<?, ?> applicable) {
        return new Application(
            (TaskFunction<@Nullable Object, ? extends @Nullable Object>) applicable, payload);
      }
      throw new TaskDecodingException("The function of the task is not a TaskFunction.");
    }
    return switch (payload) {
      case Callable<?> callable -> new Call(callable);
      case Runnable runnable -> new Action(runnable);
      case null, default ->
          throw new TaskDecodingException("The task is neither a Callable nor a Runnable.");
    };
  }

  /** Runs it on the calling thread. */
  @Nullable Object run() throws Exception;
}
