package dev.baton.advise;

import dev.baton.TaskFunction;
import dev.baton.TaskScope;
import org.jspecify.annotations.Nullable;

/** Runs tasks in threads of this JVM, as far as they can tell as a worker would. */
public final class LocalTask {

  private LocalTask() {}

  /**
   * Applies a function in the calling thread, which has a {@link dev.baton.TaskContext} meanwhile.
   *
   * @param number what the task takes for its id
   * @throws Exception what the function throws
   */
  public static <T extends @Nullable Object, R extends @Nullable Object> R call(
      TaskFunction<T, R> function, T input, long number) throws Exception {
    return TaskScope.call(new LocalContext(number), () -> function.apply(input));
  }
}
