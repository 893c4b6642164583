package dev.baton.worker;

import dev.baton.BatonException;
import dev.baton.TaskTimeoutException;
import dev.baton.codec.FailureCodec;
import dev.baton.config.Durations;
import dev.baton.store.WorkerSlot;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import dev.baton.wire.ResultBatch.Times;
import dev.baton.worker.RunningTask.Stop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Answers for tasks: for those that end, and for those that this worker will not end. Each task
 * gets exactly one answer. Thread-safe.
 */
final class Answers {

  private final WorkerSlot slot;
  private final FailureCodec failures;
  private final Backlog backlog;
  private final RunningTasks running;
  private final TimeLimits limits;
  private final ResultSender sender;
  private final Duration grace;

  Answers(
      WorkerSlot slot,
      FailureCodec failures,
      Backlog backlog,
      RunningTasks running,
      TimeLimits limits,
      ResultSender sender,
      Duration grace) {
    this.slot = slot;
    this.failures = failures;
    this.backlog = backlog;
    this.running = running;
    this.limits = limits;
    this.sender = sender;
    this.grace = grace;
  }

  /**
   * A task has ended on its own thread.
   *
   * @param result what it returned; null if it failed, or was told to stop before its body
   * @param failure what it threw, or null
   */
  void ended(
      RunningTask now,
      TaskTimer timer,
      @Nullable EncodedResult result,
      @Nullable Throwable failure) {
    limits.ended(now);
    if (!now.end()) { // others have answered
      if (result != null) {
        result.discard();
      }
      return;
    }
    ReceivedTask task = now.task();
    Times times = timer.times(task.batch());
    ResultBatch.Entry answer;
    if (result != null && now.stop() != Stop.TIMED_OUT) {
      result.handOver(task.batch().receiver());
      answer = task.answer(times, result);
    } else {
      if (result != null) {
        result.discard();
      }
      answer = withoutResult(now, times, failure);
    }
    slot.ended(
        answer.status() == Status.DONE ? 1 : 0,
        answer.status() == Status.FAILED ? 1 : 0,
        timer.busyNs());
    // The next task is likely to take as long as this one.
    boolean moreToCome = timer.busyNs() < ResultSender.LONGEST_WAIT_NS && !backlog.isEmpty();
    sender.send(task, answer, moreToCome);
  }

  private ResultBatch.Entry withoutResult(
      RunningTask now, Times times, @Nullable Throwable failure) {
    ReceivedTask task = now.task();
    if (now.stop() == Stop.TIMED_OUT) {
      return task.answer(Status.FAILED, times, failures.encode(timedOut(now, failure)));
    }
    if (now.stop() == Stop.CANCELLED || failure == null) {
      return task.answer(Status.CANCELLED, times, ResultBatch.Entry.NO_BLOBS);
    }
    return task.answer(Status.FAILED, times, failures.encode(failure));
  }

  /** A task goes on after its interrupt, and will end with its process. It was abandoned before. */
  void overran(RunningTask stuck) {
    ReceivedTask task = stuck.task();
    if (stuck.stop() == Stop.TIMED_OUT) {
      Times times = new Times(task.batch().transferNs(), 0, 0, 0, 0);
      sender.send(
          task, task.answer(Status.FAILED, times, failures.encode(unstoppable(stuck))), true);
    } else {
      sender.send(task, task.answer(Status.CANCELLED), true);
    }
  }

  /** Gives back what runs, as if it had not started. */
  void handBackRunning() {
    running.all().stream().filter(RunningTask::abandon).forEach(now -> handBack(now.task()));
  }

  /** Gives back what has not started, and all that is yet to come. */
  void handBackBacklog() {
    backlog.close().forEach(this::handBack);
  }

  private void handBack(ReceivedTask task) {
    sender.send(task, task.answer(Status.RETURNED), true);
  }

  /** Of a task that was interrupted at its limit and then ended, with what it threw if it did. */
  private static TaskTimeoutException timedOut(RunningTask task, @Nullable Throwable thrown) {
    return new TaskTimeoutException(passedLimit(task) + " and was interrupted.", thrown);
  }

  /** Of a task that goes on after its interrupt, with the place in its code where it is. */
  private TaskTimeoutException unstoppable(RunningTask task) {
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
