package dev.baton.worker;

import dev.baton.TaskFunction;
import dev.baton.TaskScope;
import dev.baton.codec.TaskBody;
import dev.baton.role.Clock;
import dev.baton.store.handle.Payloads;
import dev.baton.wire.TaskBatch;
import dev.baton.worker.profile.TaskMarks;
import org.jspecify.annotations.Nullable;

/** Runs tasks one after another on the calling thread, from bytes to answer. Thread-safe. */
final class TaskRunner {

  private final Clock clock;
  private final TaskSource tasks;
  private final TimeLimits limits;
  private final ResultEncoder encoder;
  private final Answers answers;
  private final TaskThreads threads;
  private final TaskMarks marks;
  private final boolean heapMayGrow;
  private final Runnable onHeapOverflow;
  private final HeapCheck heap = new HeapCheck();
  private final SpentData spent = SpentData.ofThisProcess();

  /**
   * Creates a runner.
   *
   * @param threads get the class loader of the program whose task runs
   * @param marks told of each task
   * @param heapMayGrow whether a worker with more heap can take its place
   * @param onHeapOverflow called when a task that has ended has overflowed the heap, and another
   *     worker should go on: one with more heap, or with a heap that is not full
   */
  TaskRunner(
      Clock clock,
      TaskSource tasks,
      TimeLimits limits,
      ResultEncoder encoder,
      Answers answers,
      TaskThreads threads,
      TaskMarks marks,
      boolean heapMayGrow,
      Runnable onHeapOverflow) {
    this.clock = clock;
    this.tasks = tasks;
    this.limits = limits;
    this.encoder = encoder;
    this.answers = answers;
    this.threads = threads;
    this.marks = marks;
    this.heapMayGrow = heapMayGrow;
    this.onHeapOverflow = onHeapOverflow;
  }

  /**
   * Runs the tasks of a chunk, or a single task, and answers them. What a task throws never escapes
   * from here. Anything that does escape ends the worker, and the task may be the cause: it then
   * counts as running.
   */
  void run(RunningChunk chunk) {
    TaskTimer timer = new TaskTimer(clock);
    try (ChunkCodec items = new ChunkCodec(encoder, chunk.tasks())) {
      RunningTask now = tasks.next(chunk, timer.lastNs());
      while (now != null) {
        run(chunk, now, items, timer);
        timer.next();
        now = tasks.next(chunk, timer.lastNs());
      }
    }
    threads.leave();
    chunk.close();
    answers.ended(chunk, timer);
    tasks.ended(chunk, timer.lastNs());
  }

  private void run(RunningChunk chunk, RunningTask now, ChunkCodec items, TaskTimer timer) {
    boolean overflowed = false;
    EncodedResult result = null;
    Throwable failure = null;
    TaskMarks.Mark mark = marks.begin(now, !now.isOfChunk());
    try {
      if (now.begin()) {
        threads.use(now.batch().program().classes().loader());
        now.batch().program().initialize(now);
        result = TaskScope.call(now, () -> execute(now, items, timer));
      }
    } catch (Throwable e) {
      failure = e;
      overflowed = heap.failedOfMemory(e);
    }
    now.endOutput();
    mark.end(
        result != null ? TaskMarks.DONE : failure != null ? TaskMarks.FAILED : TaskMarks.CANCELLED);
    answers.ended(chunk, now, timer, result, failure);
    if (overflowed && (heapMayGrow || heap.isHeld())) {
      onHeapOverflow.run();
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
        entry.function() == TaskBatch.Entry.CALL ? null : now.batch().function(entry.function());
    return TaskBody.of(function, payload);
  }
}
