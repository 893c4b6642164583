package dev.baton.measure.models;

import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * A way to run tasks, a number of them at a time. What it needs is started when it is made. For one
 * thread.
 */
interface Model extends AutoCloseable {

  /**
   * Runs all tasks; returns their answers, in order.
   *
   * @throws ExecutionException if a task has failed
   * @throws InterruptedException if this thread is interrupted; nothing runs on then
   */
  List<Long> run(Load load) throws InterruptedException, ExecutionException;

  /**
   * Has everything that will run tasks run something, so that the first measured task is none.
   *
   * @param load a small one
   */
  default void warmUp(Load load) throws InterruptedException, ExecutionException {
    var _ = run(load);
  }

  /**
   * How long the start of what runs the tasks has taken, in milliseconds; 0 if nothing is started.
   */
  default double startMs() {
    return 0;
  }

  @Override
  void close();
}
