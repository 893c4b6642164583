package dev.baton.codec;

import dev.baton.RunnableTask;
import org.jspecify.annotations.Nullable;

/**
 * What a program wants done in each worker besides its tasks. It travels, encoded, where an
 * initializer does.
 *
 * @param initializer runs before the first task, if there is one
 * @param exitHook runs when the worker ends, or the program leaves it
 */
public record WorkerHooks(@Nullable RunnableTask initializer, RunnableTask exitHook)
    implements RunnableTask {

  /** Initializes the worker. */
  @Override
  public void run() {
    if (initializer != null) {
      initializer.run();
    }
  }
}
