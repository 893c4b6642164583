package dev.baton.worker;

import dev.baton.BatonException;
import dev.baton.TaskTimeoutException;
import dev.baton.codec.FailureCodec;
import dev.baton.config.Durations;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import dev.baton.wire.ResultBatch.Times;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is said of tasks that failed. Thread-safe. */
final class FailureAnswers {

  private final FailureCodec codec;

  FailureAnswers(FailureCodec codec) {
    this.codec = codec;
  }

  ResultBatch.Entry answer(ReceivedTask task, Throwable failure) {
    Times times = new Times(task.batch().transferNs(), 0, 0, 0, 0);
    return task.answer(Status.FAILED, times, codec.encode(failure));
  }

  /** Of a task that was interrupted at its limit and then ended, with what it threw if it did. */
  TaskTimeoutException timedOut(RunningTask task, @Nullable Throwable thrown) {
    return new TaskTimeoutException(passedLimit(task) + " and was interrupted.", thrown);
  }

  /** Of a task that goes on after its interrupt, with the place in its code where it is. */
  TaskTimeoutException overran(RunningTask task, Duration grace) {
    BatonException place = new BatonException("The task was here");
    place.setStackTrace(task.stack());
    return new TaskTimeoutException(
        "%s, did not react to the interrupt within %s, and was ended with its worker."
            .formatted(passedLimit(task), Durations.format(grace)),
        place);
  }

  private static String passedLimit(RunningTask task) {
    return "%s ran longer than its limit of %d ms on %s"
        .formatted(task.task(), task.task().entry().timeoutMs(), task.worker());
  }
}
