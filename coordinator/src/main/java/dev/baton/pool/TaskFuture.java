package dev.baton.pool;

import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The result of a task that runs in a worker process. Thread-safe.
 *
 * <p>The result is decoded by the first thread that asks for it. If that fails, each {@code get}
 * throws an {@link java.util.concurrent.ExecutionException} with the same {@link
 * dev.baton.TaskDecodingException}. A result that is there is also given to a thread that is
 * interrupted.
 *
 * @param <T> the type of the result
 */
public interface TaskFuture<T extends @Nullable Object> extends Future<T> {

  /**
   * Calls {@code action} once when the task has ended: on the pool's thread for callbacks, one
   * after the other; or at once, on the caller's, if it has ended already. An action that blocks
   * holds up those of other tasks, but no task. What it throws is logged and goes nowhere else.
   *
   * @param action gets this future
   */
  void whenDone(Consumer<? super TaskFuture<T>> action);
}
