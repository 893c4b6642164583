package dev.baton.worker;

import dev.baton.TaskDecodingException;
import dev.baton.TaskFunction;
import dev.baton.TaskScope;
import dev.baton.codec.FailureCodec;
import dev.baton.store.WorkerSlot;
import dev.baton.store.blob.TaskBlobs;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import dev.baton.wire.ResultBatch.Times;
import dev.baton.wire.TaskBatch;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs one task after another on the calling thread, from its bytes to its answer. Thread-safe. */
final class TaskRunner {

  private final WorkerSlot slot;
  private final TaskBlobs blobs;
  private final FailureCodec failures;
  private final FailureAnswers answers;
  private final Initializers initializers;
  private final RunningTasks running;
  private final TimeLimits limits;
  private final Results results;
  private final ResultSender sender;
  private final BooleanSupplier moreWaiting;
  private final Runnable onHeapHeld;
  private final HeapCheck heap = new HeapCheck();

  /**
   * A runner.
   *
   * @param moreWaiting whether another task will run as soon as one ends
   * @param onHeapHeld called when a task that is over has left no room in the heap
   */
  TaskRunner(
      WorkerSlot slot,
      TaskBlobs blobs,
      FailureCodec failures,
      Initializers initializers,
      RunningTasks running,
      TimeLimits limits,
      ResultSender sender,
      BooleanSupplier moreWaiting,
      Runnable onHeapHeld) {
    this.slot = slot;
    this.blobs = blobs;
    this.failures = failures;
    this.answers = new FailureAnswers(failures);
    this.initializers = initializers;
    this.running = running;
    this.limits = limits;
    this.results = new Results(blobs, sender.limit());
    this.sender = sender;
    this.moreWaiting = moreWaiting;
    this.onHeapHeld = onHeapHeld;
  }

  /**
   * Runs a task and answers for it. What the task throws never comes out of here. What does is the
   * worker's end, for which the task may be the reason: it then counts as running.
   */
  void run(RunningTask now) {
    boolean overflowed = false;
    try (TaskMemory _ = now.memory()) {
      Course course = new Course();
      Result result = null;
      Throwable failure = null;
      try {
        if (now.begin()) {
          initializers.ensure(now);
          result = TaskScope.call(now, () -> execute(now, course));
        }
      } catch (Throwable e) {
        failure = e;
        overflowed = heap.failedOfMemory(e);
      }
      limits.ended(now);
      if (now.end()) {
        answer(now, course, result, failure);
      } else if (result != null) {
        result.discard();
      }
    }
    running.ended(now);
    if (overflowed && heap.isHeld()) {
      onHeapHeld.run();
    }
  }

  /** Null if the task was told to stop before its body. */
  private @Nullable Result execute(RunningTask now, Course course) throws Exception {
    course.begins();
    // Before decoding: that may run code of the user's too.
    limits.started(now, now.task().entry().timeoutMs());
    Callable<?> body = decode(now.task());
    course.decoded();
    if (!now.enterBody()) {
      return null;
    }
    Object value;
    try {
      value = body.call();
    } finally {
      course.executed();
    }
    Result result = results.of(now, value);
    course.encoded();
    return result;
  }

  private Callable<?> decode(ReceivedTask task) {
    TaskBatch.Entry entry = task.entry();
    Object payload = Payloads.decode(entry.payload(), blobs);
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

  private void answer(
      RunningTask now, Course course, @Nullable Result result, @Nullable Throwable failure) {
    ReceivedTask task = now.task();
    boolean isDone = result != null && now.stop() != RunningTask.Stop.TIMED_OUT;
    Times times = course.times(task.batch());
    ResultBatch.Entry answer;
    if (result != null && isDone) {
      result.handOver(task.batch().receiver());
      answer = task.answer(times, result);
    } else {
      if (result != null) {
        result.discard();
      }
      answer = answerWithoutResult(now, times, failure);
    }
    boolean isFailed = answer.status() == Status.FAILED;
    slot.ended(isDone ? 1 : 0, isFailed ? 1 : 0, course.busyNs());
    // The next task is likely to take as long as this one.
    boolean moreToCome =
        course.busyNs() < ResultSender.LONGEST_WAIT_NS && moreWaiting.getAsBoolean();
    sender.send(task.batch().resultAddress(), answer, moreToCome);
  }

  private ResultBatch.Entry answerWithoutResult(
      RunningTask now, Times times, @Nullable Throwable failure) {
    ReceivedTask task = now.task();
    if (now.stop() == RunningTask.Stop.TIMED_OUT) {
      return task.answer(Status.FAILED, times, failures.encode(answers.timedOut(now, failure)));
    }
    if (now.stop() == RunningTask.Stop.CANCELLED || failure == null) {
      return task.answer(Status.CANCELLED, times, ResultBatch.Entry.NO_BLOBS);
    }
    return task.answer(Status.FAILED, times, failures.encode(failure));
  }

  /** When a task passed which point; for its own thread. */
  private static final class Course {

    private final long startNs = System.nanoTime();
    private long beginNs = startNs;
    private long decodedNs;
    private long executedNs;
    private long encodedNs;

    private void begins() {
      beginNs = System.nanoTime();
    }

    private void decoded() {
      decodedNs = System.nanoTime();
    }

    private void executed() {
      executedNs = System.nanoTime();
    }

    private void encoded() {
      encodedNs = System.nanoTime();
    }

    private long busyNs() {
      return System.nanoTime() - startNs;
    }

    /**
     * The times of the points that were passed; the first task of a coordinator waited for its
     * initializer.
     */
    private Times times(ReceivedBatch batch) {
      return new Times(
          batch.transferNs(),
          beginNs - batch.receivedNs(),
          decodedNs == 0 ? 0 : decodedNs - beginNs,
          executedNs == 0 ? 0 : executedNs - decodedNs,
          encodedNs == 0 ? 0 : encodedNs - executedNs);
    }
  }
}
