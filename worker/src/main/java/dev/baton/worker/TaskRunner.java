package dev.baton.worker;

import dev.baton.TaskFunction;
import dev.baton.TaskScope;
import dev.baton.codec.TaskBody;
import dev.baton.role.Clock;
import dev.baton.store.blob.TaskBlobs;
import dev.baton.wire.TaskBatch;
import org.jspecify.annotations.Nullable;

/** Runs one task after another on the calling thread, from its bytes to its answer. Thread-safe. */
final class TaskRunner {

  private final TaskBlobs blobs;
  private final Clock clock;
  private final Initializers initializers;
  private final RunningTasks running;
  private final TimeLimits limits;
  private final ResultEncoder encoder;
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
      ResultEncoder encoder,
      Answers answers,
      Runnable onHeapHeld) {
    this.blobs = blobs;
    this.clock = clock;
    this.initializers = initializers;
    this.running = running;
    this.limits = limits;
    this.encoder = encoder;
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
      EncodedResult result = null;
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
  private @Nullable EncodedResult execute(RunningTask now, TaskTimer timer) throws Exception {
    timer.begins();
    // Before decoding: that may run code of the user's too.
    limits.started(now, now.task().entry().timeoutMs());
    TaskBody body = decode(now.task());
    timer.decoded();
    if (!now.enterBody()) {
      return null;
    }
    Object value;
    try {
      value = body.run();
    } finally {
      timer.executed();
    }
    EncodedResult result = encoder.encode(now, value);
    timer.encoded();
    return result;
  }

  private TaskBody decode(ReceivedTask task) {
    TaskBatch.Entry entry = task.entry();
    Object payload = blobs.decode(entry.payload());
    TaskFunction<?, ?> function =
        entry.function() == TaskBatch.Entry.CALL
            ? null
            : task.batch().function(entry.function(), blobs);
    return TaskBody.of(function, payload);
  }
}
