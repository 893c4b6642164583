package dev.baton.agent;

import dev.baton.EnvironmentException;
import dev.baton.agent.WorkerLife.Stage;
import dev.baton.process.ChildExit;
import dev.baton.process.ChildProcess;
import dev.baton.store.HostState;
import dev.baton.store.WorkerSlot;
import dev.baton.store.WorkerSnapshot;
import dev.baton.store.WorkerState;
import dev.baton.wire.Address;
import dev.baton.wire.WorkerStatus;
import dev.baton.worker.Assignment;
import dev.baton.worker.WorkerCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a host: starts them, notices their ends, puts others in their places. Confined to
 * the agent's thread, but for {@link #allUp}.
 */
final class Crew {

  /**
   * So many failed starts of one place, and none that went well, mean that it will not get better.
   */
  private static final int HOPELESS = 3;

  /**
   * The start of a JVM keeps a core busy for a second or two: the workers that are left first get
   * what the dead one had.
   */
  private static final Duration HEAD_START = Duration.ofMillis(200);

  private final long host;
  private final ScheduledExecutorService agentThread;
  private final WorkerSpawner spawner;
  private final HostState state;
  private final Evidence evidence;
  private final List<Seat> seats;
  private final Spares spares;
  private final Watch watch;
  private final Duration startLimit;
  private final CompletableFuture<Void> allUp = new CompletableFuture<>();
  private @Nullable Map<String, String> kafkaProperties;
  private CrewListener listener = CrewListener.NONE;
  private boolean closing;

  Crew(
      long host,
      AgentConfig config,
      ScheduledExecutorService agentThread,
      WorkerSpawner spawner,
      Evidence evidence,
      HostState state) {
    this.host = host;
    this.evidence = evidence;
    this.agentThread = agentThread;
    this.spawner = spawner;
    this.state = state;
    this.seats = IntStream.range(0, config.workers()).mapToObj(Seat::new).toList();
    this.spares = new Spares(config.pin() ? 0 : config.spares());
    this.watch = new Watch(config.limits());
    this.startLimit = config.limits().start();
  }

  /** Completes when all workers were up once; fails if that cannot be. Thread-safe. */
  CompletableFuture<Void> allUp() {
    return allUp;
  }

  /** Starts all worker processes; they wait for a broker. */
  void spawn() {
    seats.forEach(this::fill);
  }

  /** Tells the workers of the broker, so that they connect. */
  void connect(Map<String, String> properties) {
    kafkaProperties = properties;
    lives().forEach(life -> tell(life, properties));
  }

  /** Gives each worker its inbox; from now on there is something to tell. */
  void assign(List<Integer> partitions, CrewListener told) {
    listener = told;
    for (Seat seat : seats) {
      seat.assign(partitions.get(seat.number()));
      if (seat.life() != null) {
        assign(seat, seat.life());
      }
    }
  }

  /** The workers that can take tasks, or could until they were told to drain. */
  List<WorkerStatus> statuses() {
    List<WorkerStatus> statuses = new ArrayList<>();
    for (Seat seat : seats) {
      WorkerLife life = seat.life();
      if (life != null && life.wasUp()) {
        statuses.add(status(seat, life));
      }
    }
    return statuses;
  }

  /** Looks after the workers; to be called about once a second. */
  void look() {
    for (Seat seat : seats) {
      WorkerLife life = seat.life();
      if (life == null || life.stage() != Stage.UP) {
        continue;
      }
      WorkerSnapshot slot = state.slot(seat.number()).snapshot();
      if (slot.incarnation() != life.incarnation()) {
        continue;
      }
      switch (watch.look(life, slot)) {
        case Watch.Finding.Well() -> {}
        case Watch.Finding.SoonWornOut() -> spares.wantOne();
        case Watch.Finding.TooLarge(String remark) -> recycle(life, remark);
        case Watch.Finding.Hung(String remark) -> kill(life, remark);
      }
    }
    if (!closing && kafkaProperties != null && seats.stream().allMatch(Seat::wasUp)) {
      spares.missing(this::launch);
    }
  }

  /** Tells all workers to end when they have finished what they run; none is replaced any more. */
  List<ChildProcess> drain(Duration limit) {
    closing = true;
    spares.all().forEach(life -> life.process().requestStop());
    seated().forEach(life -> tell(life, new WorkerCommand.Drain(limit).toBlock()));
    return processes();
  }

  /** Tells all workers to end, whatever they run; none is replaced any more. */
  List<ChildProcess> stop() {
    closing = true;
    List<ChildProcess> processes = processes();
    processes.forEach(ChildProcess::requestStop);
    return processes;
  }

  /** Ends what tasks have started and left behind; for when the workers have ended. */
  void endOrphans() {
    spawner.endOrphans();
  }

  private Stream<WorkerLife> seated() {
    return seats.stream().map(Seat::life).filter(Objects::nonNull);
  }

  private List<WorkerLife> lives() {
    return Stream.concat(seated(), spares.all().stream()).toList();
  }

  private List<ChildProcess> processes() {
    return lives().stream().map(WorkerLife::process).toList();
  }

  /** Puts a spare, or a new process, in an empty place. */
  private void fill(Seat seat) {
    if (closing || seat.life() != null) {
      return;
    }
    WorkerLife spare = spares.take();
    WorkerLife life = spare == null ? launch(seat.number()) : spare;
    if (life == null) {
      retry(seat, RestartBackoff.LONGEST);
      return;
    }
    seat.take(life);
    life.output().mark(seat.number());
    if (seat.partition() != Seat.NO_PARTITION) {
      assign(seat, life);
    }
  }

  /** Starts a process; null if that cannot be. */
  private @Nullable WorkerLife launch(int number) {
    try {
      WorkerLife life = spawner.spawn(number);
      var _ = life.process().onExit().thenAccept(exit -> post(() -> ended(life, exit)));
      if (kafkaProperties != null) {
        tell(life, kafkaProperties);
      }
      return life;
    } catch (EnvironmentException e) {
      allUp.completeExceptionally(e);
      return null;
    }
  }

  private void assign(Seat seat, WorkerLife life) {
    tell(life, new Assignment(host, seat.number(), life.incarnation(), inbox(seat)).toBlock());
    var _ =
        Thread.ofVirtual()
            .name("baton-await-worker-" + seat.number())
            .start(() -> awaitReady(seat, life));
  }

  private void awaitReady(Seat seat, WorkerLife life) {
    try {
      var _ = life.process().awaitReady(startLimit);
      post(() -> ready(seat, life));
    } catch (EnvironmentException e) {
      post(() -> startFailed(seat, life, e));
    }
  }

  private void ready(Seat seat, WorkerLife life) {
    if (seat.isTakenBy(life)) {
      life.stage(Stage.UP);
      seat.up();
      listener.up(status(seat, life));
      if (seats.stream().allMatch(Seat::wasUp)) {
        allUp.complete(null);
      }
    }
  }

  private void startFailed(Seat seat, WorkerLife life, EnvironmentException failure) {
    life.process().kill();
    int failures = seat.startFailed();
    if (!closing && (seats.stream().noneMatch(Seat::wasUp) || failures >= HOPELESS)) {
      allUp.completeExceptionally(failure);
    }
  }

  /** Lets a worker end in order; whoever takes its place is warm by then, if there is room. */
  private void recycle(WorkerLife life, String remark) {
    life.stage(Stage.LEAVING);
    life.remark(remark);
    spares.wantOne();
    tell(life, new WorkerCommand.Drain(Watch.NO_LIMIT).toBlock());
  }

  private void kill(WorkerLife life, String remark) {
    life.stage(Stage.HUNG);
    life.remark(remark);
    var _ =
        Thread.ofVirtual()
            .name("baton-thread-dump")
            .start(
                () -> {
                  String stack = ThreadDump.ofTasks(life.process(), life.output());
                  post(
                      () -> {
                        life.remark(stack.isEmpty() ? remark : remark + "; it was at" + stack);
                        life.process().kill();
                      });
                });
  }

  private void ended(WorkerLife life, ChildExit exit) {
    spares.forget(life);
    Seat seat =
        seats.stream().filter(candidate -> candidate.isTakenBy(life)).findFirst().orElse(null);
    if (seat == null) {
      return;
    }
    seat.leave();
    WorkerSlot slot = state.slot(seat.number());
    WorkerSnapshot last = slot.snapshot();
    slot.state(WorkerState.DOWN);
    if (closing) {
      return;
    }
    boolean isItsSlot = last.incarnation() == life.incarnation();
    boolean orderly = life.stage() == Stage.LEAVING || Evidence.isOrderly(exit);
    if (life.wasUp()) {
      long runningTask = isItsSlot ? last.runningTask() : WorkerSnapshot.NO_TASK;
      listener.down(
          seat.number(),
          life.incarnation(),
          !orderly,
          runningTask,
          evidence.of(exit, runningTask, life.remark()));
    }
    Duration delay = seat.backoff().died(life.age(), orderly || (isItsSlot && last.done() > 0));
    boolean othersWork =
        seated().anyMatch(other -> other.stage() == Stage.UP) && spares.all().isEmpty();
    retry(seat, othersWork && delay.isZero() ? HEAD_START : delay);
  }

  private void retry(Seat seat, Duration delay) {
    if (delay.isZero()) {
      fill(seat);
    } else {
      var _ = agentThread.schedule(() -> fill(seat), delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private WorkerStatus status(Seat seat, WorkerLife life) {
    WorkerSnapshot slot = state.slot(seat.number()).snapshot();
    boolean leaves = closing || life.stage() == Stage.LEAVING || life.stage() == Stage.HUNG;
    return new WorkerStatus(
        seat.number(),
        life.incarnation(),
        inbox(seat),
        slot.slots(),
        life.process().pid(),
        leaves ? WorkerStatus.State.DRAINING : wireState(slot.state()),
        slot.runningTask(),
        slot.runningSinceMs(),
        slot.done(),
        slot.failed(),
        slot.busyNs());
  }

  private static Address inbox(Seat seat) {
    return new Address.OnLog(seat.partition());
  }

  private static WorkerStatus.State wireState(WorkerState state) {
    return switch (state) {
      case FREE, STARTING -> WorkerStatus.State.STARTING;
      case IDLE -> WorkerStatus.State.IDLE;
      case BUSY -> WorkerStatus.State.BUSY;
      case DRAINING -> WorkerStatus.State.DRAINING;
      case DOWN -> WorkerStatus.State.DOWN;
    };
  }

  private static void tell(WorkerLife life, Map<String, String> block) {
    try {
      life.process().writeBlock(block);
    } catch (EnvironmentException e) {
      // It has ended; what follows from that follows from its exit.
    }
  }

  private void post(Runnable action) {
    try {
      agentThread.execute(action);
    } catch (RejectedExecutionException e) {
      // The agent has ended, and everything that it watched with it.
    }
  }
}
