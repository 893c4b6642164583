package dev.baton.worker;

import dev.baton.BatonException;
import dev.baton.TaskTimeoutException;
import dev.baton.codec.FailureCodec;
import dev.baton.codec.ItemsBuilder;
import dev.baton.config.Durations;
import dev.baton.store.WorkerSlot;
import dev.baton.wire.Payload;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import dev.baton.wire.ResultBatch.Times;
import dev.baton.worker.RunningTask.Stop;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers tasks: those that end, and those that this worker will not finish. Each task gets exactly
 * one answer. Thread-safe.
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
   * Answers a task, alone or of a chunk, that has ended on its own thread.
   *
   * @param result what it returned; null if it failed, or was told to stop before its body
   * @param failure what it threw, or null
   */
  void ended(
      RunningChunk chunk,
      RunningTask now,
      TaskTimer timer,
      @Nullable EncodedResult result,
      @Nullable Throwable failure) {
    boolean isFirstToAnswer = now.end();
    if (now.entry().timeoutMs() > 0 || now.stop() != Stop.NONE) {
      limits.ended(now);
    }
    if (!isFirstToAnswer) {
      if (result != null) {
        result.discard();
      }
      return;
    }
    if (result != null && result.item() != null && now.stop() != Stop.TIMED_OUT) {
      slot.ended(1, 0, timer.busyNs());
      gather(chunk, now.taskId(), timer, result.item());
      return;
    }
    timer.ended();
    ResultBatch.Entry answer = answer(now, timer, result, failure);
    slot.ended(
        answer.status() == Status.DONE ? 1 : 0,
        answer.status() == Status.FAILED ? 1 : 0,
        timer.busyNs());
    // The next task is likely to take as long as this one.
    boolean isShort = timer.busyNs() < now.batch().lingerNs();
    sender.send(now.batch(), answer, isShort && (chunk.hasNext() || !backlog.isEmpty()));
  }

  private ResultBatch.Entry answer(
      RunningTask now,
      TaskTimer timer,
      @Nullable EncodedResult result,
      @Nullable Throwable failure) {
    Times times = timer.times(now.batch());
    if (result != null && now.stop() != Stop.TIMED_OUT) {
      result.handOver(now.batch().receiver());
      return now.task().done(times, result);
    }
    if (result != null) {
      result.discard();
    }
    if (now.stop() == Stop.TIMED_OUT) {
      return now.task().failed(times, failures.encode(timedOut(now, failure)));
    }
    if (now.stop() == Stop.CANCELLED || failure == null) {
      return now.task()
          .answer(Status.CANCELLED, times, Payload.NOTHING, ResultBatch.Entry.NO_BLOBS);
    }
    return now.task().failed(times, failures.encode(failure));
  }

  private void gather(
      RunningChunk chunk, long taskId, TaskTimer timer, Consumer<ItemsBuilder> result) {
    GatheredResults gathered = chunk.results();
    if (gathered.endsBefore(taskId)) {
      sender.send(gathered, true);
    }
    long many = Math.min(ResultSender.BATCH_BYTES, sender.limit().bytes() / 2);
    if (gathered.add(taskId, timer, result, many)) {
      if (gathered.bytes() >= many) {
        sender.send(gathered, true);
      } else {
        sender.gathering(gathered);
      }
    }
  }

  /** Ends a chunk whose thread will run no more of it: hands back what is left. */
  void ended(RunningChunk chunk, TaskTimer timer) {
    chunk.removeWaiting().forEach(this::handBack);
    boolean isShort = timer.busyNs() < chunk.tasks().batch().lingerNs();
    sender.send(chunk.results(), isShort && !backlog.isEmpty());
  }

  /**
   * Answers a task that goes on after its interrupt, and will end with its process. It was
   * abandoned before.
   */
  void overran(RunningTask stuck) {
    ReceivedTask task = stuck.task();
    if (stuck.stop() == Stop.TIMED_OUT) {
      Times times = new Times(task.batch().transferNs(), 0, 0, 0, 0);
      sender.send(task.batch(), task.failed(times, failures.encode(unstoppable(stuck))), true);
    } else {
      sender.send(task.batch(), task.answer(Status.CANCELLED), true);
    }
  }

  /** Hands back what runs, as if it had not started. */
  void handBackRunning() {
    for (RunningChunk chunk : running.all()) {
      chunk.removeWaiting().forEach(this::handBack);
      RunningTask now = chunk.current();
      if (now != null && now.abandon()) {
        handBack(now.task());
      }
    }
  }

  /** Hands back what has not started, and everything still to come. */
  void handBackWaiting() {
    backlog.close().forEach(this::handBack);
    running.all().forEach(chunk -> chunk.removeWaiting().forEach(this::handBack));
  }

  /**
   * Drops what waits and what runs: nothing starts any more, and running tasks get no answer,
   * whatever becomes of them. For a process that ends because nobody needs it.
   */
  void dropAll() {
    var _ = backlog.close();
    for (RunningChunk chunk : running.all()) {
      var _ = chunk.removeWaiting();
      RunningTask now = chunk.current();
      if (now != null) {
        var _ = now.abandon();
      }
    }
  }

  private void handBack(ReceivedTask tasks) {
    slot.returned(tasks.items());
    sender.send(tasks.batch(), tasks.answer(Status.RETURNED), true);
  }

  /**
   * The failure of a task that was interrupted at its limit and then ended, with what it threw if
   * anything.
   */
  private static TaskTimeoutException timedOut(RunningTask task, @Nullable Throwable thrown) {
    return new TaskTimeoutException(passedLimit(task) + " and was interrupted.", thrown);
  }

  /** The failure of a task that goes on after its interrupt, with its current place in the code. */
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
        .formatted(task, task.entry().timeoutMs(), task.worker());
  }
}
