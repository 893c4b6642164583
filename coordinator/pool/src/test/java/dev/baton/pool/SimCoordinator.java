package dev.baton.pool;

import dev.baton.BlobGoneException;
import dev.baton.Handoff;
import dev.baton.codec.FailureCodec;
import dev.baton.collect.Tally;
import dev.baton.dispatch.BatchHeader;
import dev.baton.dispatch.Credit;
import dev.baton.dispatch.DataPlacement;
import dev.baton.dispatch.KnownWorker;
import dev.baton.dispatch.Roster;
import dev.baton.ledger.Backoff;
import dev.baton.ledger.Delivery;
import dev.baton.ledger.Ledger;
import dev.baton.ledger.LedgerLimits;
import dev.baton.ledger.Outcome;
import dev.baton.ledger.Placement;
import dev.baton.ledger.RetryRule;
import dev.baton.ledger.TaskSpec;
import dev.baton.link.TaskLink;
import dev.baton.log.BrokerWatch;
import dev.baton.pool.engine.CoordinatorCore;
import dev.baton.pool.engine.JobBeats;
import dev.baton.role.Role;
import dev.baton.simulation.Costs;
import dev.baton.simulation.Costs.Part;
import dev.baton.simulation.Links;
import dev.baton.simulation.PlantedFault;
import dev.baton.simulation.Script;
import dev.baton.simulation.SimLinks;
import dev.baton.simulation.SimNetwork;
import dev.baton.simulation.SimProcess;
import dev.baton.simulation.SimProcess.Runner;
import dev.baton.simulation.Simulation;
import dev.baton.simulation.WatchedOrder;
import dev.baton.simulation.WatchedTimeline;
import dev.baton.simulation.Witness;
import dev.baton.wire.Address;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Event;
import dev.baton.wire.HostBeat;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import dev.baton.wire.TaskBatch;
import dev.baton.wire.WhoIsThere;
import dev.baton.wire.WorkerDown;
import dev.baton.wire.WorkerUp;
import dev.baton.wire.WorkersWanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A coordinator of the simulation: the product's {@link CoordinatorCore}, {@link Ledger} and {@link
 * JobBeats}.
 */
public final class SimCoordinator implements CoordinatorCore.Listener {

  /**
   * A silent host after ten seconds, a worker that its host does not know after three; then time to
   * notice.
   */
  private static final Duration DETECTION = Duration.ofSeconds(15);

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  /** What a coordinator is started with. */
  public record Settings(LedgerLimits limits, Duration linger, int weight, double lostResults) {}

  /** How tasks end, as their listener heard it. */
  public interface Listener {

    /** Some have ended: from which one on, its id, and how many. */
    void ended(int first, long taskId, int items, Outcome outcome);
  }

  private final Simulation simulation;
  private final SimNetwork network;
  private final Witness witness;
  private final SimProcess process;
  private final Ledger ledger;
  private final Roster roster;
  private final CoordinatorCore core;
  private final JobBeats beats;
  private final Runner dispatching;
  private final Runner beating;
  private final Runner tracking;
  private final Settings settings;
  private final PlantedFault fault;
  private final Credit credit;
  private final Map<Long, Set<AttemptId>> outstanding = new HashMap<>();
  private final Map<Long, Integer> attemptsSent = new HashMap<>();
  private final Map<Long, Long> listedNs = new HashMap<>();
  private final Set<Long> ended = new HashSet<>();
  private final List<String> notices = new ArrayList<>();
  private final Costs costs = new Costs();
  private final WatchedTimeline timeline;
  private final WatchedOrder order;
  private long quietUntilNs;
  private int leases;
  private int pins;

  /**
   * Starts a coordinator.
   *
   * @param fault spoils it, to prove that the simulation would notice
   */
  public SimCoordinator(
      SimProcess process,
      SimNetwork network,
      Witness witness,
      long id,
      Address.OnLog address,
      Settings settings,
      PlantedFault fault) {
    this.simulation = process.simulation();
    this.network = network;
    this.witness = witness;
    this.process = process;
    this.settings = settings;
    this.fault = fault;
    ledger =
        new Ledger(
            simulation::nanoTime,
            simulation.random(),
            settings.limits(),
            (_, giveUp) -> process.in(simulation.upTo(Duration.ofMillis(5)), giveUp));
    roster = new Roster(simulation, id, settings.linger());
    Links links =
        new Watched(fault.ofCoordinator(process, network.linksOfCoordinator(process, id, address)));
    core =
        new CoordinatorCore(
            new BatchHeader(
                id,
                "job",
                links::resultsFrom,
                () -> 0,
                false,
                settings.linger(),
                settings.weight(),
                new byte[0],
                _ -> List.of()),
            ledger,
            roster,
            new Tally(),
            links,
            links.limit(),
            simulation,
            DataPlacement.ONE_HOST,
            this::receive,
            this);
    order = new WatchedOrder(witness, simulation);
    timeline = new WatchedTimeline(witness);
    core.tell(timeline);
    credit = new Credit(roster, core.pace());
    BrokerWatch watch = new BrokerWatch(Duration.ofHours(1), simulation, _ -> {}, _ -> {});
    beats =
        new JobBeats(
            id,
            "job",
            ledger::counts,
            core::excludedHosts,
            () -> false,
            (beat, callback) -> {
              network.publish(process, beat);
              callback.done(null);
            },
            watch);
    network.readResults(process, id, address, this::accept);
    network.readEvents(process, this::accept);
    dispatching =
        process.start(nowNs -> costs.of(Part.DISPATCH, () -> core.dispatcher().doWork(nowNs)));
    beating = process.start(beats);
    tracking = process.start(core.hosts());
    network.onLinkEnded(
        process,
        incarnation -> {
          core.hosts().linkEnded(incarnation);
          tracking.wake();
        });
    Role lookout =
        _ -> {
          look();
          return LOOK_EVERY.toNanos();
        };
    var _ = process.start(lookout);
    network.publish(process, new WhoIsThere(id));
  }

  /** Submits a task, or a chunk; the listener hears of the ends. Returns the id of the first. */
  public long submit(
      List<Script> scripts, long timeoutMs, int retries, int priority, Listener listener) {
    RetryRule rule =
        new RetryRule(
            retries, new Backoff(Duration.ofMillis(10), Duration.ofSeconds(1)), _ -> true);
    pins += scripts.size();
    long[] id = {-1};
    id[0] =
        ledger.add(
            new TaskSpec(
                scripts.size(),
                null,
                scripts.size() == 1 ? scripts.getFirst().toPayload() : Script.toPayload(scripts),
                Set.of(),
                Handoff.KRYO,
                timeoutMs,
                rule,
                fault.priority(priority),
                (first, items, outcome) -> {
                  pins -= items;
                  order.ended(id[0] + first, items);
                  for (int item = first; item < first + items; item++) {
                    witness.check(ended.add(id[0] + item), "task %d has ended twice", id[0] + item);
                  }
                  release(outcome);
                  listener.ended(first, id[0] + first, items, outcome);
                }));
    order.added(id[0], scripts.size(), priority);
    core.dispatcher().added();
    return id[0];
  }

  /** Whoever has the result lets go of it, sooner or later. */
  private void release(Outcome outcome) {
    if (outcome instanceof Outcome.Done(_, _, Delivery delivery)) {
      process.in(simulation.upTo(Duration.ofSeconds(2)), delivery::release);
    }
  }

  /** Cancels tasks with consecutive ids. */
  public void cancel(long firstId, int items, boolean interrupt) {
    for (Placement placement : ledger.cancel(firstId, items)) {
      core.dispatcher().cancel(placement, interrupt);
    }
  }

  /** Whether no task is open. */
  public boolean isDone() {
    return ledger.counts().open() == 0;
  }

  /** Whether no task is open, and no worker is busy with one that was. */
  public boolean isIdle() {
    return isDone() && roster.allIdle();
  }

  /** What is left to do, for people. */
  public String state() {
    return ledger.counts() + ", workers " + roster.workers();
  }

  /** Whether there is a worker. */
  public boolean hasWorkers() {
    return !roster.workers().isEmpty();
  }

  /** Checks that nothing is left of what has ended. */
  public void checkIdle() {
    witness.check(ledger.counts().open() == 0, "tasks are open: %s", ledger.counts());
    witness.check(
        roster.allIdle(), "no task is open, and workers owe answers: %s", owedByWorkers());
    timeline.check(ledger.counts(), core.hosts().turnover().counts().ended());
    witness.check(leases == 0, "%d results were never let go of", leases);
    witness.check(pins == 0, "%d tasks never told their listener", pins);
  }

  private Map<Long, Set<AttemptId>> owedByWorkers() {
    Map<Long, Set<AttemptId>> owed = new HashMap<>(outstanding);
    owed.values().removeIf(Set::isEmpty);
    owed.keySet().removeIf(incarnation -> roster.worker(incarnation) == null);
    return owed;
  }

  private Delivery receive(ResultBatch.Entry result) {
    // Only what a task returned may lie in a host's memory.
    if (result.status() == Status.DONE && simulation.chance(settings.lostResults())) {
      throw new BlobGoneException("as its host was lost");
    }
    leases++;
    AtomicBoolean released = new AtomicBoolean();
    return new Delivery(
        result.payload().bytes().length,
        () -> {
          if (released.compareAndSet(false, true)) {
            leases--;
          }
        });
  }

  private void accept(ResultBatch batch) {
    Set<AttemptId> owed = outstanding.getOrDefault(batch.incarnation(), new HashSet<>());
    KnownWorker worker = roster.worker(batch.incarnation());
    for (ResultBatch.Entry result : batch.results()) {
      AttemptId attempt = result.attempts().first();
      if (worker != null && owed.contains(attempt) && isOutOfHeap(result)) {
        witness.ranOutOfHeap(
            batch.coordinator(),
            attempt.taskId(),
            worker.heap(),
            attemptsSent.getOrDefault(attempt.taskId(), 0));
      }
    }
    batch.results().forEach(result -> Witness.attempts(result.attempts()).forEach(owed::remove));
    costs.of(
        Part.COLLECT,
        () -> {
          core.results().accept(batch, simulation.nanoTime());
          return true;
        });
  }

  private static boolean isOutOfHeap(ResultBatch.Entry result) {
    return result.status() == ResultBatch.Status.FAILED
        && FailureCodec.summaries(result.payload().bytes()).stream()
            .anyMatch(each -> each.classNames().contains(OutOfMemoryError.class.getName()));
  }

  private void accept(Event event) {
    long nowNs = simulation.nanoTime();
    switch (event) {
      case HostBeat beat ->
          beat.workers().forEach(worker -> listedNs.put(worker.incarnation(), nowNs));
      case WorkerDown down when down.parked() -> witness.checkAnswered(down.incarnation());
      case WorkerUp up -> listedNs.putIfAbsent(up.worker().incarnation(), nowNs);
      default -> {}
    }
    costs.of(
        Part.TRACK,
        () -> {
          fault.understood(event).forEach(each -> core.hosts().accept(each, nowNs));
          return true;
        });
  }

  /** Looks whether a worker is counted on that nobody has spoken for, for too long. */
  private void look() {
    if (network.isAway() || isDone()) { // with nothing to do a coordinator is silent itself
      quietUntilNs = simulation.nanoTime();
    }
    for (KnownWorker worker : roster.workers()) {
      long sinceNs =
          Math.max(quietUntilNs, listedNs.getOrDefault(worker.incarnation(), Long.MIN_VALUE));
      witness.check(
          simulation.nanoTime() - sinceNs <= DETECTION.toNanos(),
          "worker %s is counted on and no beat lists it",
          worker);
    }
  }

  @Override
  public void workToDispatch() {
    dispatching.wake();
  }

  @Override
  public void workToGather() {
    dispatching.wake();
  }

  @Override
  public void workersWanted(WorkersWanted request) {
    network.publish(process, request);
  }

  @Override
  public void hostNotice(String notice) {
    notices.add(notice);
  }

  /** What its parts cost. */
  public Costs costs() {
    return costs;
  }

  /** What a person was told. */
  public List<String> notices() {
    return notices;
  }

  /** How many workers there are. */
  public int workers() {
    return roster.workers().size();
  }

  @Override
  public void asked() {
    beats.ask();
    beating.wake();
  }

  /** The links of a coordinator that holds to the rule of credit. */
  private final class Watched extends SimLinks {

    private Watched(Links links) {
      super(links);
    }

    @Override
    public TaskLink toWorker(Address inbox) {
      TaskLink link = super.toWorker(inbox);
      return record -> {
        if (record instanceof TaskBatch batch) {
          checkCredit(batch);
          order.sent(batch);
        }
        link.send(record);
      };
    }

    private void checkCredit(InboxRecord record) {
      KnownWorker worker = roster.worker(record.incarnation());
      if (worker != null && record instanceof TaskBatch batch) {
        Set<AttemptId> owed =
            outstanding.computeIfAbsent(batch.incarnation(), _ -> new HashSet<>());
        int more = batch.tasks().stream().mapToInt(task -> task.attempts().items()).sum();
        boolean repeat = batch.tasks().getFirst().attempts().isRepeat();
        witness.check(
            credit.allows(worker, owed.size(), more, repeat),
            "worker %s has %d tasks and is sent %d more",
            worker,
            owed.size(),
            more);
        for (TaskBatch.Entry task : batch.tasks()) {
          for (AttemptId attempt : Witness.attempts(task.attempts())) {
            owed.add(attempt);
            attemptsSent.merge(attempt.taskId(), attempt.attempt(), Math::max);
          }
        }
      }
    }
  }
}
