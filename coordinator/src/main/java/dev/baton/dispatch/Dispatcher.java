package dev.baton.dispatch;

import dev.baton.BatonException;
import dev.baton.ledger.Attempt;
import dev.baton.ledger.Ledger;
import dev.baton.ledger.Placement;
import dev.baton.log.Channel;
import dev.baton.log.PublishCallback;
import dev.baton.log.Publisher;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Cancel;
import dev.baton.wire.Frame;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.Recall;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends pending tasks to the workers that have room for them. One thread runs it; {@link #wake()}
 * and the cancel methods may be called from any.
 */
public final class Dispatcher implements Runnable {

  /**
   * A batch's payloads; large tasks travel alone. Kafka moves records of up to 1 MiB without
   * special care.
   */
  private static final long BATCH_BYTES = 1 << 20;

  private static final long IDLE_WAIT_NS = 1_000_000_000L;
  private static final long UNBALANCED_WAIT_NS = 20_000_000L;

  private record Cancellation(Placement placement, boolean interrupt) {}

  private final Ledger ledger;
  private final Roster roster;
  private final Pace pace;
  private final Coordinator coordinator;
  private final Publisher publisher;
  private final BatchBuilder batches;
  private final long batchBytes;
  private final Consumer<Exception> onBroken;
  private final Queue<Cancellation> cancels = new ConcurrentLinkedQueue<>();
  private final Semaphore signal = new Semaphore(0);
  private volatile boolean stopped;

  /**
   * A dispatcher; it does nothing until a thread runs it.
   *
   * @param limit how much a record takes
   * @param onBroken told when a record could not be put on the log: the broker is gone for good
   */
  public Dispatcher(
      Coordinator coordinator,
      Ledger ledger,
      Roster roster,
      Pace pace,
      Publisher publisher,
      PayloadLimit limit,
      Consumer<Exception> onBroken) {
    this.coordinator = coordinator;
    this.ledger = ledger;
    this.roster = roster;
    this.pace = pace;
    this.publisher = publisher;
    this.batches = new BatchBuilder(coordinator);
    this.batchBytes = Math.min(BATCH_BYTES, limit.bytes());
    this.onBroken = onBroken;
  }

  /** Something changed: there are new tasks, or room for them. Cheap. */
  public void wake() {
    if (signal.availablePermits() == 0) {
      signal.release();
    }
  }

  /** Makes {@link #run()} return soon. */
  public void stop() {
    stopped = true;
    wake();
  }

  /** Sends until it is stopped, or sending has failed; what it throws is a fault of Baton's. */
  @Override
  public void run() {
    try {
      while (!stopped) {
        sendCancels();
        dispatch();
        rebalance();
        speculate();
        var _ = signal.tryAcquire(waitNs(), TimeUnit.NANOSECONDS);
        signal.drainPermits();
      }
      sendCancels();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Tells a worker that an attempt is not wanted any more. Sent by the dispatching thread, so that
   * it cannot overtake the batch that has the attempt.
   */
  public void cancel(Placement placement, boolean interrupt) {
    cancels.add(new Cancellation(placement, interrupt));
    wake();
  }

  private void sendCancels() {
    for (Cancellation next = cancels.poll(); next != null; next = cancels.poll()) {
      Placement placement = next.placement();
      WorkerInfo worker = roster.worker(placement.incarnation());
      if (worker != null) {
        List<AttemptId> attempts = List.of(placement.attempt());
        send(
            worker, new Cancel(coordinator.id(), worker.incarnation(), next.interrupt(), attempts));
      }
    }
  }

  private void dispatch() {
    for (Roster.Room room = nextRoom(); room != null; room = nextRoom()) {
      WorkerInfo worker = room.worker();
      boolean forSuspects = worker.slots() == 1 || room.idle();
      List<Attempt> attempts =
          ledger.take(worker.incarnation(), room.tasks(), batchBytes, forSuspects);
      if (attempts.isEmpty()) {
        return;
      }
      sendBatch(room, attempts);
    }
  }

  /** Gives idle workers copies of what others take long for. */
  private void speculate() {
    if (!ledger.mayHaveStragglers()) {
      return;
    }
    for (Roster.Room room = roster.idle(); room != null; room = roster.idle()) {
      Attempt copy = ledger.takeStraggler(room.worker().incarnation());
      if (copy == null) {
        return;
      }
      sendBatch(room, List.of(copy));
    }
  }

  private void sendBatch(Roster.Room room, List<Attempt> attempts) {
    WorkerInfo worker = room.worker();
    List<AttemptId> ids = attempts.stream().map(Attempt::id).toList();
    boolean alone = worker.slots() > 1 && attempts.getFirst().suspect();
    if (roster.sent(worker.incarnation(), ids, alone)) {
      send(worker, batches.build(worker, attempts, room.needsInitializer()));
    } else {
      ledger.lost(ids, _ -> false, "gone before it was sent anything");
    }
  }

  private Roster.@Nullable Room nextRoom() {
    long pending = ledger.counts().pending();
    return pending == 0 ? null : roster.nextRoom(pace, pending);
  }

  private void rebalance() {
    if (ledger.counts().pending() == 0) {
      for (Roster.Stuck stuck : roster.recallForIdle()) {
        WorkerInfo worker = stuck.worker();
        send(worker, new Recall(coordinator.id(), worker.incarnation(), stuck.tasks()));
      }
    }
  }

  private long waitNs() {
    boolean soon = roster.unbalanced() || (ledger.mayHaveStragglers() && roster.idle() != null);
    long wait = soon ? UNBALANCED_WAIT_NS : IDLE_WAIT_NS;
    return Math.min(wait, ledger.untilDueNs());
  }

  private void send(WorkerInfo worker, InboxRecord record) {
    PublishCallback callback =
        failure -> {
          if (failure != null) {
            onBroken.accept(failure);
          }
        };
    try {
      publisher.publish(Channel.INBOX, worker.partition(), Frame.encode(record), callback);
    } catch (BatonException e) {
      stopped = true;
      onBroken.accept(e);
    }
  }
}
