package dev.baton.agent.supervision;

import dev.baton.EnvironmentException;
import dev.baton.agent.crash.Evidence;
import dev.baton.agent.setup.AgentConfig;
import dev.baton.agent.spawn.WorkerProcess;
import dev.baton.agent.spawn.WorkerProcesses;
import dev.baton.agent.supervision.SupervisedWorker.Stage;
import dev.baton.config.HeapSize;
import dev.baton.config.WorkerSettings;
import dev.baton.process.ChildExit;
import dev.baton.role.Clock;
import dev.baton.role.Role;
import dev.baton.store.HostState;
import dev.baton.store.WorkerSnapshot;
import dev.baton.wire.Address;
import dev.baton.wire.WorkerStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Supervises the workers of a host: starts them, watches them, and replaces those that end. Parks
 * those that have nothing to do for long, and starts others in their places when they are wanted.
 * Confined to the agent's thread, except for {@link #allUp} and {@link #allEnded}.
 */
public final class WorkerSupervisor implements Role, WorkerProcesses.Listener {

  /**
   * This many failed starts in one place, and none that succeeded, mean that it will not get
   * better.
   */
  private static final int HOPELESS = 3;

  /**
   * Starting a JVM keeps a core busy for a second or two: the remaining workers get the dead
   * worker's tasks first.
   */
  private static final Duration HEAD_START = Duration.ofMillis(200);

  private static final Duration CHECK_EVERY = Duration.ofSeconds(1);

  private final long host;
  private final WorkerEnds ends;
  private final HostEvents events;
  private final Clock clock;
  private final WorkerPositions positions;
  private final SpareWorkers spares;
  private final WorkerStarts starts;
  private final int slots;
  private final HealthActions health;
  private final CompletableFuture<Void> allUp = new CompletableFuture<>();
  private final CompletableFuture<Void> allEnded = new CompletableFuture<>();
  private long nextCheckNs;
  private Runnable onLeaving = () -> {};
  private boolean closing;

  /**
   * Creates a supervisor, which starts the workers when it is first called.
   *
   * @param host the incarnation of the host's agent
   * @param evidence tells why workers ended
   * @param state has a slot for each worker
   * @param events told what happens to workers
   * @param random gives each process its incarnation
   */
  public WorkerSupervisor(
      long host,
      AgentConfig config,
      WorkerProcesses processes,
      Evidence evidence,
      HostState state,
      HostEvents events,
      Clock clock,
      RandomGenerator random) {
    this.host = host;
    this.ends = new WorkerEnds(evidence, events);
    this.events = events;
    this.clock = clock;
    HeapSize heap = config.get(WorkerSettings.HEAP); // until a task needs more
    long nowNs = clock.nanoTime();
    this.positions = new WorkerPositions(config.workers(), state, heap, nowNs);
    this.spares =
        new SpareWorkers(
            config.get(WorkerSettings.PIN) ? 0 : config.get(WorkerSettings.SPARES), nowNs);
    this.starts =
        new WorkerStarts(processes, this, spares, heap, random, allUp::completeExceptionally);
    this.slots = config.get(WorkerSettings.SLOTS);
    this.health =
        new HealthActions(new HealthCheck(config.settings()), spares, () -> onLeaving.run());
    this.nextCheckNs = nowNs;
  }

  /** Completes when all workers have been up once; fails if that is impossible. Thread-safe. */
  public CompletableFuture<Void> allUp() {
    return allUp;
  }

  /** Completes when all workers that were told to end have ended. Thread-safe. */
  public CompletableFuture<Void> allEnded() {
    return allEnded;
  }

  /**
   * Sets what to do when a worker is about to take no more tasks: others must hear of it at once,
   * or they send tasks to a worker that no longer reads them.
   */
  public void onLeaving(Runnable action) {
    onLeaving = action;
  }

  /** Tells the workers about the broker, so that they connect. */
  public void connect(Map<String, String> properties) {
    starts.connect(properties);
    all().forEach(worker -> worker.process().connect(properties));
  }

  /** Gives each worker its inbox. */
  public void assign(List<Address> inboxes) {
    positions.assign(inboxes, host);
  }

  /** The workers that can take tasks, or could until they were told to drain; and parked ones. */
  public List<WorkerStatus> statuses() {
    return positions.statuses(closing, slots);
  }

  /** What the workers have done, those that have ended included. */
  public WorkerTotals totals() {
    return positions.totals();
  }

  /**
   * Somebody has tasks for this number of workers: parked ones are started until so many run, or
   * are about to.
   */
  public void want(int workers) {
    positions.want(workers, clock.nanoTime());
  }

  @Override
  public long doWork(long nowNs) {
    if (nowNs - nextCheckNs >= 0) {
      nextCheckNs = nowNs + CHECK_EVERY.toNanos();
      positions.forEach(position -> health.check(position, nowNs));
      if (!closing) {
        starts.startSpares(positions, nowNs);
      }
    }
    long dueNs = nextCheckNs - nowNs;
    for (WorkerPosition position : positions) {
      if (position.isVacant() && !position.isParked() && !closing) {
        if (position.vacantForNs(nowNs) <= 0) {
          starts.fill(position, host, nowNs);
        }
        if (position.isVacant()) {
          dueNs = Math.min(dueNs, position.vacantForNs(nowNs));
        }
      }
    }
    return dueNs;
  }

  /** Nothing more will be heard of the workers. */
  @Override
  public void onStop() {
    allEnded.complete(null);
  }

  /** Whether the workers are ending, and none is replaced any more. */
  public boolean isClosing() {
    return closing;
  }

  /** Tells all workers to end once they have finished what they run; none is replaced any more. */
  public void drain(Duration limit) {
    closing = true;
    spares.all().forEach(spare -> spare.process().requestStop());
    positions.workers().forEach(worker -> worker.process().drain(limit));
    completeIfEnded();
  }

  /** Tells all workers to end, whatever they run; none is replaced any more. */
  public void stop() {
    closing = true;
    all().forEach(worker -> worker.process().requestStop());
    completeIfEnded();
  }

  /** Ends all workers by force; none is replaced any more. */
  public void kill() {
    closing = true;
    all().forEach(worker -> worker.process().kill());
  }

  @Override
  public void ready(WorkerProcess process) {
    WorkerPosition position = positions.of(process);
    SupervisedWorker worker = position == null ? null : position.worker();
    if (position != null && worker != null) {
      worker.stage(Stage.UP);
      position.up();
      events.up(position.status(worker, closing));
      if (positions.wereAllUp()) {
        allUp.complete(null);
      }
    }
  }

  @Override
  public void startFailed(WorkerProcess process, EnvironmentException failure) {
    process.kill();
    WorkerPosition position = positions.of(process);
    if (position == null || closing) {
      return;
    }
    int failures = position.startFailed();
    if (failures >= HOPELESS || positions.wasNoneUp()) {
      allUp.completeExceptionally(failure);
    }
  }

  @Override
  public void exited(WorkerProcess process, ChildExit exit) {
    long nowNs = clock.nanoTime();
    spares.exited(process, nowNs);
    WorkerPosition position = positions.of(process);
    SupervisedWorker worker = position == null ? null : position.worker();
    if (position != null && worker != null) {
      vacate(position, worker, exit, nowNs);
    }
    completeIfEnded();
  }

  private void vacate(
      WorkerPosition position, SupervisedWorker worker, ChildExit exit, long nowNs) {
    WorkerSnapshot last = position.snapshot(worker);
    if (WorkerEnds.isParked(worker, exit, last)) {
      park(position, worker);
      return;
    }
    position.vacate();
    if (Evidence.isOutOfHeap(exit)) {
      position.moreHeap();
    }
    if (closing) {
      return; // the end of the host tells the same
    }
    ends.ended(position, worker, exit, last);
    boolean hasWorked = WorkerEnds.isOrderly(worker, exit) || (last != null && last.done() > 0);
    Duration delay = position.died(worker.age(nowNs), hasWorked);
    if (delay.isZero() && spares.isEmpty() && positions.isAnyUp()) {
      delay = HEAD_START;
    }
    position.stayVacantUntil(nowNs + delay.toNanos());
  }

  private void park(WorkerPosition position, SupervisedWorker worker) {
    position.park();
    if (closing) {
      return; // the end of the host tells the same
    }
    ends.parked(position, worker);
    if (positions.areAllParked()) {
      spares.end();
    }
    onLeaving.run(); // others may ask for it once they hear that it is parked
  }

  private List<SupervisedWorker> all() {
    return Stream.concat(positions.workers(), spares.all().stream()).toList();
  }

  private void completeIfEnded() {
    if (closing && all().isEmpty()) {
      allEnded.complete(null);
    }
  }
}
