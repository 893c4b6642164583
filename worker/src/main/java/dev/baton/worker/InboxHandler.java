package dev.baton.worker;

import dev.baton.link.WorkerLinks;
import dev.baton.role.Clock;
import dev.baton.role.RecordRole;
import dev.baton.store.WorkerSlot;
import dev.baton.wire.Attempts;
import dev.baton.wire.Cancel;
import dev.baton.wire.Forget;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.Recall;
import dev.baton.wire.ResultBatch.Status;
import dev.baton.wire.TaskBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Acts on the inbox: queues tasks, cancels them and hands them back. It never runs user code, so it
 * never waits for any. Thread-safe: records may come from two threads, one for each link.
 */
final class InboxHandler implements RecordRole<InboxRecord> {

  private final long incarnation;
  private final WorkerLinks links;
  private final Clock clock;
  private final WorkerSlot slot;
  private final Backlog backlog;
  private final RunningTasks running;
  private final Programs programs;
  private final TimeLimits limits;
  private final ResultSender results;

  InboxHandler(
      long incarnation,
      WorkerLinks links,
      Clock clock,
      WorkerSlot slot,
      Backlog backlog,
      RunningTasks running,
      Programs programs,
      TimeLimits limits,
      ResultSender results) {
    this.incarnation = incarnation;
    this.links = links;
    this.clock = clock;
    this.slot = slot;
    this.backlog = backlog;
    this.running = running;
    this.programs = programs;
    this.limits = limits;
    this.results = results;
  }

  @Override
  public synchronized void accept(InboxRecord record, long nowNs) {
    if (record.incarnation() != incarnation) {
      slot.dropped(); // for an earlier owner of this inbox
      return;
    }
    switch (record) {
      case TaskBatch batch -> queue(batch);
      case Cancel cancel -> cancel(cancel);
      case Recall recall -> recall(recall.coordinator(), recall.atMost());
      case Forget forget -> programs.ended(forget.coordinator());
    }
  }

  private void queue(TaskBatch batch) {
    if (!links.reachCoordinator(batch.resultsTo())) {
      slot.dropped(); // no coordinator to answer
      return;
    }
    ReceivedBatch received = new ReceivedBatch(batch, programs.of(batch), clock);
    List<ReceivedTask> tasks =
        batch.tasks().stream().map(entry -> new ReceivedTask(received, entry)).toList();
    answer(backlog.add(tasks), Status.RETURNED);
  }

  private void cancel(Cancel cancel) {
    long coordinator = cancel.coordinator();
    for (Attempts attempts : cancel.attempts()) {
      List<ReceivedTask> waiting = new ArrayList<>();
      List<RunningTask> now = new ArrayList<>(1);
      backlog.whileNoneMoves(
          () -> {
            waiting.addAll(backlog.cancel(coordinator, attempts));
            waiting.addAll(running.cancel(coordinator, attempts));
            now.addAll(running.find(coordinator, attempts));
          });
      answer(waiting, Status.CANCELLED);
      now.forEach(cancel.interrupt() ? limits::cancel : RunningTask::withdraw);
    }
  }

  private void recall(long coordinator, int atMost) {
    List<ReceivedTask> last = backlog.recall(coordinator, atMost);
    int left = atMost - last.stream().mapToInt(ReceivedTask::items).sum();
    answer(last, Status.RETURNED);
    answer(running.recall(coordinator, left), Status.RETURNED);
  }

  private void answer(List<ReceivedTask> tasks, Status status) {
    tasks.forEach(task -> results.send(task.batch(), task.answer(status), true));
    if (!tasks.isEmpty()) {
      results.flush();
    }
  }
}
