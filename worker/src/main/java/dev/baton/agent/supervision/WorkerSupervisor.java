package dev.baton.agent.supervision;

import dev.baton.EnvironmentException;
import dev.baton.agent.crash.Evidence;
import dev.baton.agent.setup.AgentConfig;
import dev.baton.agent.spawn.RestartBackoff;
import dev.baton.agent.spawn.WorkerProcess;
import dev.baton.agent.spawn.WorkerProcesses;
import dev.baton.agent.supervision.HealthCheck.Health;
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
import dev.baton.worker.WorkerExit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  /** What is said of the end of a worker that is parked. */
  private static final String IDLE = "had nothing to do, and was parked";

  /** A worker that makes way finishes what it runs, however long that takes. */
  private static final Duration NO_LIMIT = Duration.ofDays(365);

  private final long host;
  private final WorkerProcesses processes;
  private final Evidence evidence;
  private final HostEvents events;
  private final Clock clock;
  private final RandomGenerator random;
  private final List<WorkerPosition> positions;
  private final SpareWorkers spares;

  /** Of workers until a task needs more. */
  private final HeapSize heap;

  private final int slots;
  private final HealthCheck health;
  private final CompletableFuture<Void> allUp = new CompletableFuture<>();
  private final CompletableFuture<Void> allEnded = new CompletableFuture<>();
  private @Nullable Map<String, String> kafkaProperties;
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
    this.processes = processes;
    this.evidence = evidence;
    this.events = events;
    this.clock = clock;
    this.random = random;
    this.heap = config.get(WorkerSettings.HEAP);
    long nowNs = clock.nanoTime();
    this.positions =
        IntStream.range(0, config.workers())
            .mapToObj(number -> new WorkerPosition(number, state.slot(number), heap, nowNs))
            .toList();
    this.spares =
        new SpareWorkers(
            config.get(WorkerSettings.PIN) ? 0 : config.get(WorkerSettings.SPARES), nowNs);
    this.slots = config.get(WorkerSettings.SLOTS);
    this.health = new HealthCheck(config.settings());
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
    kafkaProperties = properties;
    all().forEach(worker -> worker.process().connect(properties));
  }

  /** Gives each worker its inbox. */
  public void assign(List<Address> inboxes) {
    positions.forEach(position -> position.assign(inboxes.get(position.number()), host));
  }

  /** The workers that can take tasks, or could until they were told to drain; and parked ones. */
  public List<WorkerStatus> statuses() {
    List<WorkerStatus> statuses = new ArrayList<>();
    for (WorkerPosition position : positions) {
      SupervisedWorker worker = position.worker();
      if (worker != null && worker.wasUp()) {
        statuses.add(position.status(worker, closing));
      } else if (position.startsOnDemand() && !closing) {
        statuses.add(position.parkedStatus(slots));
      }
    }
    return statuses;
  }

  /** What the workers have done, those that have ended included. */
  public WorkerTotals totals() {
    return positions.stream()
        .map(WorkerPosition::totals)
        .reduce(WorkerTotals.NONE, WorkerTotals::plus);
  }

  /**
   * Somebody has tasks for this number of workers: parked ones are started until so many run, or
   * are about to.
   */
  public void want(int workers) {
    long running =
        positions.stream().filter(position -> !position.isParked() && !isParking(position)).count();
    for (WorkerPosition position : positions) {
      if (running < workers && position.isParked()) {
        position.unpark(clock.nanoTime());
        running++;
      }
    }
  }

  @Override
  public long doWork(long nowNs) {
    if (nowNs - nextCheckNs >= 0) {
      nextCheckNs = nowNs + CHECK_EVERY.toNanos();
      positions.forEach(position -> check(position, nowNs));
      startSpares(nowNs);
    }
    long dueNs = nextCheckNs - nowNs;
    for (WorkerPosition position : positions) {
      if (position.isVacant() && !position.isParked() && !closing) {
        if (position.vacantForNs(nowNs) <= 0) {
          fill(position, nowNs);
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
    placed().forEach(worker -> worker.process().drain(limit));
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
    WorkerPosition position = positionOf(process);
    SupervisedWorker worker = position == null ? null : position.worker();
    if (position != null && worker != null) {
      worker.stage(Stage.UP);
      position.up();
      events.up(position.status(worker, closing));
      if (wereAllUp()) {
        allUp.complete(null);
      }
    }
  }

  @Override
  public void startFailed(WorkerProcess process, EnvironmentException failure) {
    process.kill();
    WorkerPosition position = positionOf(process);
    if (position == null || closing) {
      return;
    }
    int failures = position.startFailed();
    if (failures >= HOPELESS || positions.stream().noneMatch(WorkerPosition::wasUp)) {
      allUp.completeExceptionally(failure);
    }
  }

  @Override
  public void exited(WorkerProcess process, ChildExit exit) {
    long nowNs = clock.nanoTime();
    spares.exited(process, nowNs);
    WorkerPosition position = positionOf(process);
    SupervisedWorker worker = position == null ? null : position.worker();
    if (position != null && worker != null) {
      vacate(position, worker, exit, nowNs);
    }
    completeIfEnded();
  }

  private void vacate(
      WorkerPosition position, SupervisedWorker worker, ChildExit exit, long nowNs) {
    WorkerSnapshot last = position.snapshot(worker);
    if (isParked(worker, exit, last)) {
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
    boolean orderly =
        Evidence.isOrderly(exit)
            || (worker.stage() == Stage.LEAVING && exit.code() == WorkerExit.ORDERLY);
    if (worker.wasUp()) {
      long runningTask = last == null ? WorkerSnapshot.NO_TASK : last.runningTask();
      events.down(
          position.number(),
          worker.incarnation(),
          !orderly,
          Evidence.isOutOfHeap(exit),
          false,
          runningTask,
          last == null ? 0 : last.coordinator(),
          evidence.of(exit, runningTask, worker.remark()));
    }
    boolean hasWorked = orderly || (last != null && last.done() > 0);
    Duration delay = position.died(worker.age(nowNs), hasWorked);
    boolean othersWork = spares.isEmpty() && placed().anyMatch(other -> other.stage() == Stage.UP);
    if (othersWork && delay.isZero()) {
      delay = HEAD_START;
    }
    position.stayVacantUntil(nowNs + delay.toNanos());
  }

  /** Whether a worker has ended because it had nothing to do, and has answered for everything. */
  private static boolean isParked(
      SupervisedWorker worker, ChildExit exit, @Nullable WorkerSnapshot last) {
    return worker.stage() == Stage.PARKING
        && exit.code() == WorkerExit.ORDERLY
        && (last == null || last.running() == 0);
  }

  private void park(WorkerPosition position, SupervisedWorker worker) {
    position.park();
    if (closing) {
      return; // the end of the host tells the same
    }
    events.down(
        position.number(),
        worker.incarnation(),
        false,
        false,
        true,
        WorkerSnapshot.NO_TASK,
        0,
        IDLE);
    if (positions.stream().allMatch(WorkerPosition::isParked)) {
      spares.end();
    }
    onLeaving.run(); // others may ask for it once they hear that it is parked
  }

  private static boolean isParking(WorkerPosition position) {
    SupervisedWorker worker = position.worker();
    return worker != null && worker.stage() == Stage.PARKING;
  }

  /** Puts a spare, or a new process, in a vacant place. */
  private void fill(WorkerPosition position, long nowNs) {
    boolean isAsSet = position.heap().equals(heap); // spares are
    SupervisedWorker spare = isAsSet ? spares.take() : null;
    SupervisedWorker worker = spare == null ? start(position, nowNs) : spare;
    if (worker == null) {
      position.stayVacantUntil(nowNs + RestartBackoff.LONGEST.toNanos());
    } else {
      position.take(worker, host);
    }
  }

  private void startSpares(long nowNs) {
    if (!closing && kafkaProperties != null && wereAllUp()) {
      boolean allUp = positions.stream().allMatch(WorkerSupervisor::isUp);
      boolean allBusy = positions.stream().allMatch(WorkerPosition::isBusy);
      spares.startMissing(nowNs, allUp, allBusy, () -> start(null, nowNs));
    }
  }

  /** Starts a process for a place, or as a spare; null if it cannot be started. */
  private @Nullable SupervisedWorker start(@Nullable WorkerPosition position, long nowNs) {
    try {
      WorkerProcess process =
          position == null
              ? processes.startSpare(this)
              : processes.start(position.number(), position.heap(), this);
      if (kafkaProperties != null) {
        process.connect(kafkaProperties);
      }
      return new SupervisedWorker(process, random.nextLong(1, Long.MAX_VALUE), nowNs);
    } catch (EnvironmentException e) {
      allUp.completeExceptionally(e);
      return null;
    }
  }

  private void check(WorkerPosition position, long nowNs) {
    SupervisedWorker worker = position.worker();
    if (worker == null || !worker.isToAnswer()) {
      return;
    }
    WorkerSnapshot snapshot = position.snapshot(worker);
    if (snapshot == null) {
      return;
    }
    boolean isEnding = worker.stage() != Stage.UP;
    switch (health.check(worker, snapshot, nowNs)) {
      case Health.Hung(String remark) -> killHung(worker, remark);
      case Health _ when isEnding -> {}
      case Health.Well() -> {}
      case Health.SoonWornOut() -> spares.wantOne();
      case Health.TooLarge(String remark) -> replace(worker, remark);
      case Health.Idle() -> end(worker, Stage.PARKING);
    }
  }

  /** Lets a worker end in an orderly way; its successor is warm by then, if there is room. */
  private void replace(SupervisedWorker worker, String remark) {
    worker.remark(remark);
    spares.wantOne();
    end(worker, Stage.LEAVING);
  }

  /** Tells a worker to end once it has finished what it runs, and others that it takes no more. */
  private void end(SupervisedWorker worker, Stage stage) {
    worker.stage(stage);
    worker.process().drain(NO_LIMIT);
    onLeaving.run();
  }

  private void killHung(SupervisedWorker worker, String remark) {
    worker.stage(Stage.HUNG);
    onLeaving.run();
    worker.remark(remark);
    worker
        .process()
        .askForStack(
            stack -> {
              worker.remark(stack.isEmpty() ? remark : remark + "; it was at" + stack);
              worker.process().kill();
            });
  }

  private @Nullable WorkerPosition positionOf(WorkerProcess process) {
    for (WorkerPosition position : positions) {
      SupervisedWorker worker = position.worker();
      if (worker != null && worker.process().equals(process)) {
        return position;
      }
    }
    return null;
  }

  private boolean wereAllUp() {
    return positions.stream().allMatch(WorkerPosition::wasUp);
  }

  private static boolean isUp(WorkerPosition position) {
    SupervisedWorker worker = position.worker();
    return worker != null && worker.stage() == Stage.UP;
  }

  private Stream<SupervisedWorker> placed() {
    return positions.stream().map(WorkerPosition::worker).filter(Objects::nonNull);
  }

  private List<SupervisedWorker> all() {
    return Stream.concat(placed(), spares.all().stream()).toList();
  }

  private void completeIfEnded() {
    if (closing && all().isEmpty()) {
      allEnded.complete(null);
    }
  }
}
