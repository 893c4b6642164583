package dev.baton.worker;

import dev.baton.TaskDecodingException;
import dev.baton.TaskFunction;
import dev.baton.TaskScope;
import dev.baton.role.Clock;
import dev.baton.store.blob.TaskBlobs;
import dev.baton.wire.TaskBatch;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Runs one task after another on the calling thread, from its bytes to its answer. Thread-safe. */
final class TaskRunner {

  private final TaskBlobs blobs;
  private final Clock clock;
  private final Initializers initializers;
  private final RunningTasks running;
  private final TimeLimits limits;
  private final Results results;
  private final Answers answers;
  private final Runnable onHeapHeld;
  private final HeapCheck heap = new HeapCheck();

  /**
   * A runner.
   *
   * @param onHeapHeld called when a task that is over has left no room in the heap
   */
  TaskRunner(
      TaskBlobs blobs,
      Clock clock,
      Initializers initializers,
      RunningTasks running,
      TimeLimits limits,
      Results results,
      Answers answers,
      Runnable onHeapHeld) {
    this.blobs = blobs;
    this.clock = clock;
    this.initializers = initializers;
    this.running = running;
    this.limits = limits;
    this.results = results;
    this.answers = answers;
    this.onHeapHeld = onHeapHeld;
  }

  /**
   * Runs a task and answers for it. What the task throws never comes out of here. What does is the
   * worker's end, for which the task may be the reason: it then counts as running.
   */
  void run(RunningTask now) {
    boolean overflowed = false;
    try (TaskMemory _ = now.memory()) {
      TaskTimer timer = new TaskTimer(clock);
      Result result = null;
      Throwable failure = null;
      try {
        if (now.begin()) {
          initializers.ensure(now);
          result = TaskScope.call(now, () -> execute(now, timer));
        }
      } catch (Throwable e) {
        failure = e;
        overflowed = heap.failedOfMemory(e);
      }
      answers.ended(now, timer, result, failure);
    }
    running.ended(now);
    if (overflowed && heap.isHeld()) {
      onHeapHeld.run();
    }
  }

  /** Null if the task was told to stop before its body. */
  private @Nullable Result execute(RunningTask now, TaskTimer timer) throws Exception {
    timer.begins();
    // Before decoding: that may run code of the user's too.
    limits.started(now, now.task().entry().timeoutMs());
    Callable<?> body = decode(now.task());
    timer.decoded();
    if (!now.enterBody()) {
      return null;
    }
    Object value;
    try {
      value = body.call();
    } finally {
      timer.executed();
    }
    Result result = results.of(now, value);
    timer.encoded();
    return result;
  }

  private Callable<?> decode(ReceivedTask task) {
    TaskBatch.Entry entry = task.entry();
    Object payload = blobs.decode(entry.payload());
    if (entry.function() != TaskBatch.Entry.CALL) {
      TaskFunction<?, ?> function = task.batch().function(entry.function(), blobs);
      return () -> apply(function, payload);
    }
    return switch (payload) {
      case Callable<?> callable -> callable;
      case Runnable runnable ->
          () -> {
            runnable.run();
            return null;
          };
      case null, default ->
          throw new TaskDecodingException(task + " is neither a Callable nor a Runnable.");
    };
  }

  /**
   * The coordinator has put together what belongs together; whether null is an argument is up to
   * the function.
   */
  @SuppressWarnings({"unchecked", "NullAway"})
  private static @Nullable Object apply(TaskFunction<?, ?> function, @Nullable Object argument)
      throws Exception {
    return ((TaskFunction<@Nullable Object, ?>) function).apply(argument);
  }
}
