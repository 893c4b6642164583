package dev.baton;

import org.jspecify.annotations.Nullable;

/** Binds a {@link TaskContext} to the code of a task. For Baton's workers, not for tasks. */
public final class TaskScope {

  static final ScopedValue<TaskContext> CURRENT = ScopedValue.newInstance();

  private TaskScope() {}

  /** {@return the context of the task that this thread runs, or null if it runs none} */
  public static @Nullable TaskContext currentOrNull() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }

  /**
   * Calls {@code body} with {@code context} as {@link TaskContext#current()}.
   *
   * @param <R> the type of the result
   * @param <X> the type of what the body throws
   * @param context the context
   * @param body the code of the task
   * @return what the body returns
   * @throws X what the body throws
   */
  public static <R, X extends Throwable> R call(
      TaskContext context, ScopedValue.CallableOp<? extends R, X> body) throws X {
    return ScopedValue.where(CURRENT, context).<R, X>call(body);
  }
}
