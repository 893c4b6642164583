package dev.baton.pool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The result of a task that runs in a worker process.
 *
 * <p>The first thread that asks for the result decodes it. If it cannot be decoded, each {@code
 * get} throws an {@link java.util.concurrent.ExecutionException} with the same {@link
 * dev.baton.TaskDecodingException}. A thread that is interrupted still gets a result that has
 * arrived.
 *
 * <p>The result remains available after the pool is closed, whatever its size. A large one occupies
 * shared memory until it is decoded, or until the future is garbage. A {@link dev.baton.Shared}
 * handle inside a result cannot be used once the pool is closed.
 *
 * <p>Thread-safe.
 *
 * @param <T> the type of the result
 */
public interface TaskFuture<T extends @Nullable Object> extends Future<T> {

  /**
   * Cancels the task. If this returns true, the future is cancelled from now on: whatever the task
   * still does, its result is dropped. The task runs in another process, so what becomes of it
   * depends on how far it has come:
   *
   * <ul>
   *   <li>If it has not been sent to a worker, or waits for its next attempt, it never begins.
   *   <li>If it has been sent, it may begin before the cancellation reaches the worker, some
   *       milliseconds later. If it has not begun by then, because it waits there or its argument
   *       is being decoded, it never does.
   *   <li>If it has begun by then, it is interrupted; if it continues for the {@linkplain
   *       ProcessPoolBuilder#grace grace period}, its process is killed. Without {@code
   *       mayInterruptIfRunning} it runs to its end.
   * </ul>
   *
   * <p>If your program must know whether a cancelled task has had effects, let the task record
   * them.
   *
   * @param mayInterruptIfRunning whether to stop a task that has begun
   * @return whether this future is cancelled; false if the task has already ended in another way
   */
  @Override
  boolean cancel(boolean mayInterruptIfRunning);

  /**
   * Calls {@code action} once when the task has ended. If it has ended already, the action is
   * called at once, by the calling thread; otherwise by the pool's thread for callbacks, which
   * calls one action at a time. An action that blocks delays those of other tasks, but no task.
   * Whatever it throws is logged and has no other effect.
   *
   * @param action gets this future
   */
  void whenDone(Consumer<? super TaskFuture<T>> action);

  /**
   * This task as a {@link java.util.concurrent.CompletionStage}, for code that combines futures,
   * and for Kotlin's {@code await}. Each call returns a new one.
   *
   * <p>It ends as the task does: with its result, with the exception that {@link #get} throws as
   * the cause, or cancelled. The result is decoded, and what depends on it runs, in {@link
   * CompletableFuture}'s default executor, so that it delays no other task's callback.
   *
   * <p>If it is ended by anything else first, the task is {@linkplain #cancel cancelled}, and
   * interrupted if it has begun: by {@link CompletableFuture#cancel}, {@link
   * CompletableFuture#orTimeout} or {@link CompletableFuture#complete}. Stages made from it, as by
   * {@code thenApply}, do not pass on their own cancellation; that is {@code CompletableFuture}'s
   * rule.
   *
   * @return a future of the task's result
   */
  default CompletableFuture<T> toCompletableFuture() {
    return TaskStage.of(this);
  }
}
