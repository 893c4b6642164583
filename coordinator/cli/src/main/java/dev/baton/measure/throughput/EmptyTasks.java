package dev.baton.measure.throughput;

import dev.baton.Task;
import dev.baton.TaskFunction;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.TaskFuture;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs tasks that do nothing in a pool, and checks what they answer. Neither inputs nor results are
 * held longer than needed, so that all memory that grows is the pool's. For one thread.
 */
final class EmptyTasks {

  /** So many results at most are waited for when tasks are submitted one by one. */
  private static final int MOST_OPEN = 20_000;

  private static final int LIMIT_S = 120;

  private final ProcessPool pool;

  EmptyTasks(ProcessPool pool) {
    this.pool = pool;
  }

  /** Inputs of one map. */
  void map(int count, Runnable halfway) {
    TaskFunction<Integer, Integer> identity = i -> i;
    int next = 0;
    try (Stream<Integer> results = pool.map(identity, IntStream.range(0, count).boxed())) {
      for (int result : (Iterable<Integer>) results::iterator) {
        require(result == next++);
        if (next == count / 2) {
          halfway.run();
        }
      }
    }
    require(next == count);
  }

  /** Tasks that are submitted one by one. */
  void submit(int count, Runnable halfway) throws Exception {
    Queue<TaskFuture<Integer>> open = new ArrayDeque<>();
    int next = 0;
    for (int i = 0; i < count; i++) {
      int number = i;
      open.add(pool.submit((Task<Integer>) () -> number));
      if (open.size() == MOST_OPEN) {
        require(result(open) == next++);
      }
      if (i == count / 2) {
        halfway.run();
      }
    }
    while (!open.isEmpty()) {
      require(result(open) == next++);
    }
    require(next == count);
  }

  private static int result(Queue<TaskFuture<Integer>> open) throws Exception {
    return open.remove().get(LIMIT_S, TimeUnit.SECONDS);
  }

  static void require(boolean isRight) {
    if (!isRight) {
      throw new IllegalStateException("A task gave a wrong answer.");
    }
  }
}
