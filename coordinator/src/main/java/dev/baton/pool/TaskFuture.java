package dev.baton.pool;

import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The result of a task that runs in a worker process. Thread-safe.
 *
 * <p>The result is decoded by the first thread that asks for it. If that fails, {@code get} throws
 * an {@link java.util.concurrent.ExecutionException} with a {@link
 * dev.baton.TaskDecodingException}.
 *
 * @param <T> the type of the result
 */
public interface TaskFuture<T extends @Nullable Object> extends Future<T> {

  /**
   * Calls {@code action} once when the task has ended, at once if it has.
   *
   * @param action gets this future; runs on a thread of the pool or of the caller, so it must be
   *     quick
   */
  void whenDone(Consumer<? super TaskFuture<T>> action);
}
