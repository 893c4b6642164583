package dev.baton.dispatch;

import dev.baton.LossCause;
import dev.baton.ledger.Attempt;
import dev.baton.ledger.Ledger;
import dev.baton.ledger.Placement;
import dev.baton.ledger.Taker;
import dev.baton.link.TaskLink;
import dev.baton.role.Clock;
import dev.baton.role.Role;
import dev.baton.wire.Address;
import dev.baton.wire.Attempts;
import dev.baton.wire.Cancel;
import dev.baton.wire.Forget;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.Recall;
import dev.baton.wire.WorkersWanted;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends pending tasks to the workers that have room for them. {@link #wake} and {@link #cancel} may
 * be called from any thread.
 */
public final class Dispatcher implements Role {

  /**
   * The payloads of a batch; large tasks travel alone. Kafka carries records of up to 1 MiB without
   * special settings.
   */
  private static final long BATCH_BYTES = 1 << 20;

  /** How soon to look again while some workers are idle and others have tasks waiting. */
  private static final Duration UNBALANCED = Duration.ofMillis(20);

  /** What a task that is added now would be used for. */
  private enum Demand {
    /** No worker has room for it. */
    NONE,
    /** A worker can prefetch it, with others. */
    IN_ADVANCE,
    /** A worker has nothing to do. */
    AT_ONCE
  }

  private record Cancellation(Placement placement, boolean interrupt) {}

  private final Ledger ledger;
  private final Roster roster;
  private final Pace pace;
  private final HostHealth health;
  private final BatchHeader header;
  private final DataPlacement data;
  private final Function<Address, TaskLink> links;
  private final BatchBuilder batches;
  private final WorkerRequests requests;
  private final long batchBytes;
  private final Runnable onWork;
  private final Runnable onMoreWork;
  private final Queue<Cancellation> cancels = new ConcurrentLinkedQueue<>();
  private volatile Demand demand = Demand.NONE;
  private @Nullable EventTeller teller;

  /**
   * Creates a dispatcher.
   *
   * @param header the part that is the same in each batch
   * @param health finds hosts that should get no tasks
   * @param data where the data of tasks is
   * @param links leads to the worker at an address
   * @param limit the size limit of a record
   * @param onWanted publishes what hosts are asked for
   * @param onWork called when {@link #doWork} must be called at once
   * @param onMoreWork called when {@link #doWork} should be called soon, preferably once for many
   *     tasks
   */
  public Dispatcher(
      BatchHeader header,
      Ledger ledger,
      Roster roster,
      Pace pace,
      HostHealth health,
      DataPlacement data,
      Function<Address, TaskLink> links,
      PayloadLimit limit,
      Clock clock,
      Consumer<? super WorkersWanted> onWanted,
      Runnable onWork,
      Runnable onMoreWork) {
    this.header = header;
    this.ledger = ledger;
    this.roster = roster;
    this.pace = pace;
    this.health = health;
    this.data = data;
    this.links = links;
    this.batches = new BatchBuilder(header, clock);
    this.batchBytes = Math.min(BATCH_BYTES, limit.bytes());
    this.requests = new WorkerRequests(ledger, roster, onWanted);
    this.onWork = onWork;
    this.onMoreWork = onMoreWork;
  }

  /** Has everything that is sent told. Call it before any other method. */
  public void tell(EventTeller events) {
    teller = events;
  }

  /** Notes a change: there may be room for tasks. Thread-safe. */
  public void wake() {
    onWork.run();
  }

  /** Notes that a task was added to the ledger. Cheap if no worker has room for it. Thread-safe. */
  public void added() {
    switch (demand) {
      case NONE -> {} // the answer that makes room will trigger it
      case IN_ADVANCE -> onMoreWork.run();
      case AT_ONCE -> onWork.run();
    }
  }

  @Override
  public long doWork(long nowNs) {
    sendCancels();
    long judgeNs = health.doWork(nowNs);
    recallFromExcluded();
    ledger.hosts(roster.fitHosts());
    ledger.largestHeap(roster.largestHeap());
    demand =
        Demand
            .AT_ONCE; // a safe value for threads that add tasks meanwhile, until it is known better
    boolean hasRoom = dispatch();
    rebalance();
    speculate();
    boolean hasIdle = roster.idleOffer() != null;
    boolean isWanted = hasIdle || roster.hasParked(); // each task may be one to start a worker for
    demand = isWanted ? Demand.AT_ONCE : hasRoom ? Demand.IN_ADVANCE : Demand.NONE;
    long askNs = requests.doWork(nowNs);
    boolean soon = roster.unbalanced() || (ledger.mayHaveStragglers() && hasIdle);
    return LongStream.of(
            soon ? UNBALANCED.toNanos() : NOTHING_DUE, judgeNs, askNs, ledger.untilDueNs())
        .min()
        .getAsLong();
  }

  @Override
  public void onStop() {
    sendCancels();
    for (KnownWorker worker : roster.introduced()) {
      send(worker, new Forget(header.coordinator(), worker.incarnation()));
    }
  }

  /**
   * Has a worker told that an attempt is no longer wanted. The next {@link #doWork} sends it, so
   * that it cannot overtake the batch with the attempt.
   */
  public void cancel(Placement placement, boolean interrupt) {
    cancels.add(new Cancellation(placement, interrupt));
    wake();
  }

  private void sendCancels() {
    for (Cancellation next = cancels.poll(); next != null; next = cancels.poll()) {
      Placement placement = next.placement();
      KnownWorker worker = roster.worker(placement.incarnation());
      if (worker != null) {
        List<Attempts> attempts = List.of(placement.attempts());
        send(
            worker,
            new Cancel(header.coordinator(), worker.incarnation(), next.interrupt(), attempts));
      }
    }
  }

  /** Returns whether there may be room for more. */
  private boolean dispatch() {
    Set<Long> passedOver = new HashSet<>();
    Set<Long> tooSmall = new HashSet<>();
    Set<Long> lacking = new HashSet<>();
    for (long pending = ledger.pending(); pending > 0; pending = ledger.pending()) {
      Roster.WorkerOffer offer =
          roster.nextOffer(pace, pending, ledger.nextIsRepeat(), passedOver, tooSmall);
      if (offer == null) {
        bringData(lacking);
        return !lacking.isEmpty();
      }
      KnownWorker worker = offer.worker();
      boolean forSuspects = worker.slots() == 1 || offer.idle();
      List<Attempt> attempts = ledger.take(taker(worker, forSuspects), offer.tasks(), batchBytes);
      if (attempts.isEmpty()) {
        // It lacks the data, the tasks failed there, it may not have a suspect, or lacks the heap.
        lacking.add(worker.host());
        if (worker.heap().bytes() < roster.largestHeap()) {
          tooSmall.add(worker.incarnation());
        } else {
          passedOver.add(worker.host());
        }
      } else {
        sendBatch(offer, attempts);
      }
    }
    return true;
  }

  /** Has data brought to hosts with room for tasks that nobody else has taken. */
  private void bringData(Set<Long> hosts) {
    if (!hosts.isEmpty()) {
      ledger.waiting().forEach(task -> hosts.forEach(host -> data.bring(host, task)));
      Set<Long> all = roster.fitHosts();
      ledger.giveUpWaiting(task -> data.obstacle(all, task));
    }
  }

  /** Gives idle workers copies of tasks that take other workers long. */
  private void speculate() {
    if (!ledger.mayHaveStragglers()) {
      return;
    }
    Set<Long> passedOver = new HashSet<>();
    for (Roster.WorkerOffer offer = roster.idleOffer(passedOver);
        offer != null;
        offer = roster.idleOffer(passedOver)) {
      Attempt copy = ledger.takeStraggler(taker(offer.worker(), true));
      if (copy == null) {
        passedOver.add(offer.worker().host());
      } else {
        sendBatch(offer, List.of(copy));
      }
    }
  }

  private void sendBatch(Roster.WorkerOffer offer, List<Attempt> attempts) {
    KnownWorker worker = offer.worker();
    // Several slots run several tasks at a time, and one may wait for another.
    int mostInChunk = worker.slots() == 1 ? roster.pace(worker.incarnation(), pace).chunkSize() : 1;
    List<Outgoing> tasks = Outgoing.of(attempts, mostInChunk);
    List<Attempts> ids = tasks.stream().map(Outgoing::attempts).toList();
    boolean alone = worker.slots() > 1 && attempts.getFirst().suspect();
    if (teller != null) { // before the roster knows: then it cannot be lost or answered earlier
      teller.sent(worker, tasks);
    }
    switch (roster.sent(worker.incarnation(), ids, alone)) {
      case FIRST -> send(worker, batches.build(worker, tasks, true));
      case NEXT -> send(worker, batches.build(worker, tasks, false));
      case REFUSED -> notSent(ids);
    }
  }

  private void notSent(List<Attempts> ids) {
    String evidence = "gone before it was sent anything";
    List<Attempts> lost = ledger.lost(ids, _ -> false, LossCause.NOT_SENT, evidence);
    if (teller != null) {
      teller.lost(LossCause.NOT_SENT, evidence, lost);
    }
  }

  private Taker taker(KnownWorker worker, boolean forSuspects) {
    return new Taker(
        worker.host(),
        worker.incarnation(),
        forSuspects,
        worker.heap(),
        task -> data.isAt(worker.host(), task));
  }

  /** What waits at a host that is excluded would fail there, too. */
  private void recallFromExcluded() {
    for (long host : health.newlyExcluded()) {
      for (KnownWorker worker : roster.onHost(host)) {
        send(worker, new Recall(header.coordinator(), worker.incarnation(), Pace.LARGEST_BATCH));
      }
    }
  }

  private void rebalance() {
    if (ledger.pending() == 0) {
      for (Roster.RecallRequest request : roster.recallsForIdle()) {
        KnownWorker worker = request.worker();
        send(worker, new Recall(header.coordinator(), worker.incarnation(), request.tasks()));
      }
    }
  }

  private void send(KnownWorker worker, InboxRecord record) {
    links.apply(worker.inbox()).send(record);
  }
}
