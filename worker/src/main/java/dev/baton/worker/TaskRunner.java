package dev.baton.worker;

import dev.baton.TaskFunction;
import dev.baton.TaskScope;
import dev.baton.codec.TaskBody;
import dev.baton.role.Clock;
import dev.baton.store.handle.Payloads;
import dev.baton.store.handle.TaskBlobs;
import dev.baton.wire.TaskBatch;
import org.jspecify.annotations.Nullable;

/** Runs tasks one after another on the calling thread, from bytes to answer. Thread-safe. */
final class TaskRunner {

  private final TaskBlobs blobs;
  private final Clock clock;
  private final Initializers initializers;
  private final TaskSource tasks;
  private final TimeLimits limits;
  private final ResultEncoder encoder;
  private final Answers answers;
  private final Runnable onHeapHeld;
  private final HeapCheck heap = new HeapCheck();
  private final SpentData spent = SpentData.ofThisProcess();

  /**
   * Creates a runner.
   *
   * @param onHeapHeld called when a task that has ended has left no room in the heap
   */
  TaskRunner(
      TaskBlobs blobs,
      Clock clock,
      Initializers initializers,
      TaskSource tasks,
      TimeLimits limits,
      ResultEncoder encoder,
      Answers answers,
      Runnable onHeapHeld) {
    this.blobs = blobs;
    this.clock = clock;
    this.initializers = initializers;
    this.tasks = tasks;
    this.limits = limits;
    this.encoder = encoder;
    this.answers = answers;
    this.onHeapHeld = onHeapHeld;
  }

  /**
   * Runs the tasks of a chunk, or a single task, and answers them. What a task throws never escapes
   * from here. Anything that does escape ends the worker, and the task may be the cause: it then
   * counts as running.
   */
  void run(RunningChunk chunk) {
    TaskTimer timer = new TaskTimer(clock);
    try (ChunkCodec items = new ChunkCodec(blobs, encoder, chunk.tasks())) {
      RunningTask now = tasks.next(chunk, timer.lastNs());
      while (now != null) {
        run(chunk, now, items, timer);
        timer.next();
        now = tasks.next(chunk, timer.lastNs());
      }
    }
    chunk.close();
    answers.ended(chunk, timer);
    tasks.ended(chunk, timer.lastNs());
  }

  private void run(RunningChunk chunk, RunningTask now, ChunkCodec items, TaskTimer timer) {
    boolean overflowed = false;
    EncodedResult result = null;
    Throwable failure = null;
    try {
      if (now.begin()) {
        initializers.ensure(now);
        result = TaskScope.call(now, () -> execute(now, items, timer));
      }
    } catch (Throwable e) {
      failure = e;
      overflowed = heap.failedOfMemory(e);
    }
    answers.ended(chunk, now, timer, result, failure);
    if (overflowed && heap.isHeld()) {
      onHeapHeld.run();
    }
    if (!now.isOfChunk()) {
      spent.taskEnded();
    }
  }

  /** Null if the task was told to stop before its body. */
  private @Nullable EncodedResult execute(RunningTask now, ChunkCodec items, TaskTimer timer)
      throws Exception {
    timer.begins();
    // Before decoding: that may run user code too.
    limits.started(now, now.entry().timeoutMs());
    TaskBody body = decode(now, items);
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
    EncodedResult result = items.encode(now, value);
    timer.encoded();
    return result;
  }

  private TaskBody decode(RunningTask now, ChunkCodec items) {
    TaskBatch.Entry entry = now.entry();
    Object payload = items.decode(now);
    if (!now.isOfChunk()) { // those of a chunk are small
      spent.decoded(Payloads.size(entry.payload()));
    }
    TaskFunction<?, ?> function =
        entry.function() == TaskBatch.Entry.CALL
            ? null
            : now.batch().function(entry.function(), blobs);
    return TaskBody.of(function, payload);
  }
}
