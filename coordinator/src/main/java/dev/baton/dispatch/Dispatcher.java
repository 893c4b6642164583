package dev.baton.dispatch;

import dev.baton.ledger.Attempt;
import dev.baton.ledger.Ledger;
import dev.baton.ledger.Placement;
import dev.baton.link.TaskLink;
import dev.baton.role.Clock;
import dev.baton.role.Role;
import dev.baton.wire.Address;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Cancel;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.Recall;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends pending tasks to the workers that have room for them. {@link #wake} and {@link #cancel} may
 * be called from any thread.
 */
public final class Dispatcher implements Role {

  /**
   * A batch's payloads; large tasks travel alone. Kafka moves records of up to 1 MiB without
   * special care.
   */
  private static final long BATCH_BYTES = 1 << 20;

  /** How soon to look again while some workers idle and others have tasks in waiting. */
  private static final Duration UNBALANCED = Duration.ofMillis(20);

  private record Cancellation(Placement placement, boolean interrupt) {}

  private final Ledger ledger;
  private final Roster roster;
  private final Pace pace;
  private final BatchHeader header;
  private final Function<Address, TaskLink> links;
  private final BatchBuilder batches;
  private final long batchBytes;
  private final Runnable onWork;
  private final Queue<Cancellation> cancels = new ConcurrentLinkedQueue<>();

  /**
   * A dispatcher.
   *
   * @param header what is the same in each batch
   * @param links leads to the worker at an address
   * @param limit how much a record takes
   * @param onWork called when {@link #doWork} is to be called soon
   */
  public Dispatcher(
      BatchHeader header,
      Ledger ledger,
      Roster roster,
      Pace pace,
      Function<Address, TaskLink> links,
      PayloadLimit limit,
      Clock clock,
      Runnable onWork) {
    this.header = header;
    this.ledger = ledger;
    this.roster = roster;
    this.pace = pace;
    this.links = links;
    this.batches = new BatchBuilder(header, clock);
    this.batchBytes = Math.min(BATCH_BYTES, limit.bytes());
    this.onWork = onWork;
  }

  /** Something changed: there are new tasks, or room for them. Cheap; thread-safe. */
  public void wake() {
    onWork.run();
  }

  @Override
  public long doWork(long nowNs) {
    sendCancels();
    dispatch();
    rebalance();
    speculate();
    boolean soon =
        roster.unbalanced() || (ledger.mayHaveStragglers() && roster.idleOffer() != null);
    return Math.min(soon ? UNBALANCED.toNanos() : NOTHING_DUE, ledger.untilDueNs());
  }

  @Override
  public void onStop() {
    sendCancels();
  }

  /**
   * Has a worker told that an attempt is not wanted any more: by the next {@link #doWork}, so that
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
            worker,
            new Cancel(header.coordinator(), worker.incarnation(), next.interrupt(), attempts));
      }
    }
  }

  private void dispatch() {
    for (Roster.WorkerOffer offer = nextOffer(); offer != null; offer = nextOffer()) {
      WorkerInfo worker = offer.worker();
      boolean forSuspects = worker.slots() == 1 || offer.idle();
      List<Attempt> attempts =
          ledger.take(worker.incarnation(), offer.tasks(), batchBytes, forSuspects);
      if (attempts.isEmpty()) {
        return;
      }
      sendBatch(offer, attempts);
    }
  }

  /** Gives idle workers copies of what others take long for. */
  private void speculate() {
    if (!ledger.mayHaveStragglers()) {
      return;
    }
    for (Roster.WorkerOffer offer = roster.idleOffer(); offer != null; offer = roster.idleOffer()) {
      Attempt copy = ledger.takeStraggler(offer.worker().incarnation());
      if (copy == null) {
        return;
      }
      sendBatch(offer, List.of(copy));
    }
  }

  private void sendBatch(Roster.WorkerOffer offer, List<Attempt> attempts) {
    WorkerInfo worker = offer.worker();
    List<AttemptId> ids = attempts.stream().map(Attempt::id).toList();
    boolean alone = worker.slots() > 1 && attempts.getFirst().suspect();
    if (roster.sent(worker.incarnation(), ids, alone)) {
      send(worker, batches.build(worker, attempts, offer.needsInitializer()));
    } else {
      ledger.lost(ids, _ -> false, "gone before it was sent anything");
    }
  }

  private Roster.@Nullable WorkerOffer nextOffer() {
    long pending = ledger.counts().pending();
    return pending == 0 ? null : roster.nextOffer(pace, pending);
  }

  private void rebalance() {
    if (ledger.counts().pending() == 0) {
      for (Roster.RecallRequest request : roster.recallsForIdle()) {
        WorkerInfo worker = request.worker();
        send(worker, new Recall(header.coordinator(), worker.incarnation(), request.tasks()));
      }
    }
  }

  private void send(WorkerInfo worker, InboxRecord record) {
    links.apply(worker.inbox()).send(record);
  }
}
