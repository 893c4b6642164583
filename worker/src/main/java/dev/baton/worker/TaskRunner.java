package dev.baton.worker;

import dev.baton.TaskDecodingException;
import dev.baton.TaskEncodingException;
import dev.baton.TaskFunction;
import dev.baton.TaskScope;
import dev.baton.codec.Codec;
import dev.baton.codec.FailureCodec;
import dev.baton.store.WorkerSlot;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import dev.baton.wire.ResultBatch.Times;
import dev.baton.wire.TaskBatch;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs one task after another on the calling thread, from its bytes to its answer. Thread-safe. */
final class TaskRunner {

  private static final byte[] NOTHING = {};

  private final WorkerSlot slot;
  private final Codec codec;
  private final FailureCodec failures;
  private final FailureAnswers answers;
  private final Initializers initializers;
  private final RunningTasks running;
  private final TimeLimits limits;
  private final ResultSender results;
  private final BooleanSupplier moreWaiting;

  TaskRunner(
      WorkerSlot slot,
      Codecs codecs,
      Initializers initializers,
      RunningTasks running,
      TimeLimits limits,
      ResultSender results,
      BooleanSupplier moreWaiting) {
    this.slot = slot;
    this.codec = codecs.objects();
    this.failures = codecs.failures();
    this.answers = new FailureAnswers(codecs.failures());
    this.initializers = initializers;
    this.running = running;
    this.limits = limits;
    this.results = results;
    this.moreWaiting = moreWaiting;
  }

  /** Runs a task and answers for it. What the task throws never comes out of here. */
  void run(RunningTask now) {
    try {
      Course course = new Course();
      byte[] result = null;
      Throwable failure = null;
      try {
        if (now.begin()) {
          result = execute(now, course);
        }
      } catch (Throwable e) {
        failure = e;
      }
      limits.ended(now);
      if (now.end()) {
        answer(now, course, result, failure);
      }
    } finally {
      running.ended(now);
    }
  }

  private byte[] execute(RunningTask now, Course course) throws Exception {
    initializers.ensure(now);
    course.begins();
    Callable<?> body = decode(now.task());
    course.decoded();
    limits.started(now, now.task().entry().timeoutMs());
    Object result;
    try {
      result = TaskScope.call(now, body::call);
    } finally {
      course.executed();
    }
    byte[] payload = codec.encode(result);
    if (payload.length > results.maxPayloadBytes()) {
      throw new TaskEncodingException(
          "%s returned a result of %,d bytes; a record can take %,d (max.message.bytes of the results topic). Return less, or write it to a file and return its path."
              .formatted(now.task(), payload.length, results.maxPayloadBytes()),
          "result",
          null);
    }
    course.encoded();
    return payload;
  }

  private Callable<?> decode(ReceivedTask task) {
    TaskBatch.Entry entry = task.entry();
    Object payload = codec.decode(entry.payload());
    if (entry.function() != TaskBatch.Entry.CALL) {
      TaskFunction<?, ?> function = task.batch().function(entry.function(), codec);
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
      RunningTask now, Course course, byte @Nullable [] result, @Nullable Throwable failure) {
    ReceivedTask task = now.task();
    Status status;
    byte[] payload;
    if (now.stop() == RunningTask.Stop.TIMED_OUT) {
      status = Status.FAILED;
      payload = failures.encode(answers.timedOut(now, failure));
    } else if (result != null) {
      status = Status.DONE;
      payload = result;
    } else if (now.stop() == RunningTask.Stop.CANCELLED || failure == null) {
      status = Status.CANCELLED;
      payload = NOTHING;
    } else {
      status = Status.FAILED;
      payload = failures.encode(failure);
    }
    slot.ended(status == Status.DONE ? 1 : 0, status == Status.FAILED ? 1 : 0, course.busyNs());
    ResultBatch.Entry entry = task.answer(status, course.times(task.batch()), payload);
    // The next task is likely to take as long as this one.
    boolean moreToCome =
        course.busyNs() < ResultSender.LONGEST_WAIT_NS && moreWaiting.getAsBoolean();
    results.send(task.batch().resultAddress(), entry, moreToCome);
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
