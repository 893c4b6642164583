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
 * interrupted. It can also be asked for after the pool was closed, whatever the size of the result;
 * a large one takes its shared memory until then, or until the future is garbage. A {@link
 * dev.baton.Shared} handle in a result is of no use after the pool's end.
 *
 * @param <T> the type of the result
 */
public interface TaskFuture<T extends @Nullable Object> extends Future<T> {

  /**
   * Gives the task up. If this returns true, the future is cancelled from now on: whatever the task
   * still does, its result is dropped. A task runs in another process, so what becomes of it
   * depends on how far it has got:
   *
   * <ul>
   *   <li>One that was not sent to a worker yet, or waits for its next attempt, never begins.
   *   <li>One that was sent to a worker may begin before the cancel reaches that worker, some
   *       milliseconds later. If it has not begun by then, it never does: neither when it waits
   *       there, nor when its argument is just being decoded.
   *   <li>One that has begun when the cancel reaches its worker is interrupted; if it goes on for
   *       the grace period, its process is ended. Without {@code mayInterruptIfRunning} it runs to
   *       its end.
   * </ul>
   *
   * <p>So a program that must know whether a cancelled task has had effects has the task note them.
   *
   * @param mayInterruptIfRunning whether a task that has begun is told to stop
   * @return whether this future is cancelled; false if the task has ended otherwise
   */
  @Override
  boolean cancel(boolean mayInterruptIfRunning);

  /**
   * Calls {@code action} once when the task has ended: on the pool's thread for callbacks, one
   * after the other; or at once, on the caller's, if it has ended already. An action that blocks
   * holds up those of other tasks, but no task. What it throws is logged and goes nowhere else.
   *
   * @param action gets this future
   */
  void whenDone(Consumer<? super TaskFuture<T>> action);
}
