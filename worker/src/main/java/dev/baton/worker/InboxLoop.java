package dev.baton.worker;

import dev.baton.log.Message;
import dev.baton.log.Subscription;
import dev.baton.store.WorkerSlot;
import dev.baton.wire.Cancel;
import dev.baton.wire.Frame;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.MalformedRecordException;
import dev.baton.wire.Recall;
import dev.baton.wire.ResultBatch.Status;
import dev.baton.wire.TaskBatch;
import dev.baton.wire.WireRecord;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads the inbox: queues tasks, acts on cancellations and recalls, shows that the worker lives.
 * Runs no code of a user, so it never waits for any. One thread runs it.
 */
final class InboxLoop implements Runnable {

  /** How often the worker shows that it lives, at least. */
  private static final Duration BEAT = Duration.ofMillis(250);

  private final long incarnation;
  private final Subscription inbox;
  private final WorkerSlot slot;
  private final Backlog backlog;
  private final RunningTasks running;
  private final Initializers initializers;
  private final TimeLimits limits;
  private final ResultSender results;
  private final int resultsPartitions;
  private final Consumer<Throwable> onBroken;
  private final GarbageWatch garbage = GarbageWatch.ofThisJvm();
  private volatile boolean stopped;

  InboxLoop(
      long incarnation,
      Subscription inbox,
      WorkerSlot slot,
      Backlog backlog,
      RunningTasks running,
      Initializers initializers,
      TimeLimits limits,
      ResultSender results,
      int resultsPartitions,
      Consumer<Throwable> onBroken) {
    this.incarnation = incarnation;
    this.inbox = inbox;
    this.slot = slot;
    this.backlog = backlog;
    this.running = running;
    this.initializers = initializers;
    this.limits = limits;
    this.results = results;
    this.resultsPartitions = resultsPartitions;
    this.onBroken = onBroken;
  }

  /** Makes {@link #run} return soon. Thread-safe. */
  void stop() {
    stopped = true;
    inbox.wakeup();
  }

  @Override
  public void run() {
    try (inbox) {
      while (!stopped) {
        for (Message message : inbox.poll(BEAT)) {
          accept(message);
        }
        slot.beat(System.currentTimeMillis());
        if (garbage.isStuck(System.nanoTime())) {
          WorkerExit.halt(
              WorkerExit.HEAP_FULL,
              "for %d s it did nothing but collect garbage: its heap of %d MiB is full."
                  .formatted(
                      GarbageWatch.WINDOW.toSeconds(), Runtime.getRuntime().maxMemory() >> 20));
        }
      }
    } catch (Throwable e) {
      onBroken.accept(e);
    }
  }

  private void accept(Message message) {
    WireRecord record;
    try {
      record = Frame.decode(message.bytes());
    } catch (MalformedRecordException e) {
      slot.dropped();
      return;
    }
    if (record instanceof InboxRecord mine && mine.incarnation() == incarnation) {
      switch (mine) {
        case TaskBatch batch -> queue(batch);
        case Cancel cancel -> cancel(cancel);
        case Recall recall ->
            answer(backlog.recall(recall.coordinator(), recall.atMost()), Status.RETURNED);
      }
    } else {
      slot.dropped();
    }
  }

  private void queue(TaskBatch batch) {
    if (batch.resultsPartition() < 0 || batch.resultsPartition() >= resultsPartitions) {
      slot.dropped(); // to answer would wait for the partition for half an hour
      return;
    }
    initializers.register(batch.coordinator(), batch.initializer());
    ReceivedBatch received = new ReceivedBatch(batch);
    List<ReceivedTask> tasks =
        batch.tasks().stream().map(entry -> new ReceivedTask(received, entry)).toList();
    answer(backlog.add(tasks), Status.RETURNED);
  }

  private void cancel(Cancel cancel) {
    answer(backlog.cancel(cancel.coordinator(), cancel.attempts()), Status.CANCELLED);
    running
        .find(cancel.coordinator(), cancel.attempts())
        .forEach(cancel.interrupt() ? limits::cancel : RunningTask::withdraw);
  }

  private void answer(List<ReceivedTask> tasks, Status status) {
    tasks.forEach(task -> results.send(task.batch().resultAddress(), task.answer(status), true));
    if (!tasks.isEmpty()) {
      results.flush();
    }
  }
}
