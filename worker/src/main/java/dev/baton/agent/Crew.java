package dev.baton.agent;

import dev.baton.EnvironmentException;
import dev.baton.process.ChildExit;
import dev.baton.process.ChildProcess;
import dev.baton.store.HostState;
import dev.baton.store.WorkerSlot;
import dev.baton.store.WorkerSnapshot;
import dev.baton.store.WorkerState;
import dev.baton.wire.WorkerStatus;
import dev.baton.worker.Assignment;
import dev.baton.worker.Order;
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
import org.jspecify.annotations.Nullable;

/**
 * The workers of a host: starts them, notices their ends, puts others in their places. Confined to
 * the agent's thread, but for {@link #allUp}.
 */
final class Crew {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /**
   * So many failed starts of one place, and none that went well, mean that it will not get better.
   */
  private static final int HOPELESS = 3;

  private final ScheduledExecutorService agentThread;
  private final WorkerSpawner spawner;
  private final HostState state;
  private final Evidence evidence;
  private final List<Seat> seats;
  private final CompletableFuture<Void> allUp = new CompletableFuture<>();
  private @Nullable Map<String, String> kafkaProperties;
  private CrewListener listener = CrewListener.NONE;
  private boolean closing;

  Crew(
      int workers,
      ScheduledExecutorService agentThread,
      WorkerSpawner spawner,
      Evidence evidence,
      HostState state) {
    this.evidence = evidence;
    this.agentThread = agentThread;
    this.spawner = spawner;
    this.state = state;
    this.seats = IntStream.range(0, workers).mapToObj(Seat::new).toList();
  }

  /** Completes when all workers were up once; fails if that cannot be. Thread-safe. */
  CompletableFuture<Void> allUp() {
    return allUp;
  }

  /** Starts all worker processes; they wait for a broker. */
  void spawn() {
    seats.forEach(this::spawn);
  }

  /** Tells the workers of the broker, so that they connect. */
  void connect(Map<String, String> properties) {
    kafkaProperties = properties;
    seats.forEach(
        seat -> {
          if (seat.life() != null) {
            tell(seat.life(), properties);
          }
        });
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
      if (life != null && life.isUp()) {
        statuses.add(status(seat, life));
      }
    }
    return statuses;
  }

  /** Tells all workers to end when they have finished what they run; none is replaced any more. */
  List<ChildProcess> drain(Duration limit) {
    closing = true;
    lives().forEach(life -> tell(life, new Order.Drain(limit).toBlock()));
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

  private List<WorkerLife> lives() {
    return seats.stream().map(Seat::life).filter(Objects::nonNull).toList();
  }

  private List<ChildProcess> processes() {
    return lives().stream().map(WorkerLife::process).toList();
  }

  private void spawn(Seat seat) {
    if (closing) {
      return;
    }
    ChildProcess process;
    try {
      process = spawner.spawn(seat.number());
    } catch (EnvironmentException e) {
      allUp.completeExceptionally(e);
      retry(seat, RestartBackoff.LONGEST);
      return;
    }
    WorkerLife life = new WorkerLife(process);
    seat.take(life);
    var _ = process.onExit().thenAccept(exit -> post(() -> ended(seat, life, exit)));
    if (kafkaProperties != null) {
      tell(life, kafkaProperties);
    }
    if (seat.partition() != Seat.NO_PARTITION) {
      assign(seat, life);
    }
  }

  private void assign(Seat seat, WorkerLife life) {
    tell(life, new Assignment(life.incarnation(), seat.partition()).toBlock());
    var _ =
        Thread.ofVirtual()
            .name("baton-await-worker-" + seat.number())
            .start(() -> awaitReady(seat, life));
  }

  private void awaitReady(Seat seat, WorkerLife life) {
    try {
      var _ = life.process().awaitReady(START_LIMIT);
      post(() -> ready(seat, life));
    } catch (EnvironmentException e) {
      post(() -> startFailed(seat, life, e));
    }
  }

  private void ready(Seat seat, WorkerLife life) {
    if (seat.isTakenBy(life)) {
      life.setUp();
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

  private void ended(Seat seat, WorkerLife life, ChildExit exit) {
    if (!seat.isTakenBy(life)) {
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
    if (life.isUp()) {
      long runningTask = isItsSlot ? last.runningTask() : WorkerSnapshot.NO_TASK;
      listener.down(
          seat.number(),
          life.incarnation(),
          !Evidence.isOrderly(exit),
          runningTask,
          evidence.of(exit, runningTask));
    }
    retry(seat, seat.backoff().died(life.age(), isItsSlot && last.done() > 0));
  }

  private void retry(Seat seat, Duration delay) {
    if (delay.isZero()) {
      spawn(seat);
    } else {
      var _ = agentThread.schedule(() -> spawn(seat), delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private WorkerStatus status(Seat seat, WorkerLife life) {
    WorkerSnapshot slot = state.slot(seat.number()).snapshot();
    return new WorkerStatus(
        seat.number(),
        life.incarnation(),
        seat.partition(),
        slot.slots(),
        life.process().pid(),
        closing ? WorkerStatus.State.DRAINING : wireState(slot.state()),
        slot.runningTask(),
        slot.runningSinceMs(),
        slot.done(),
        slot.failed(),
        slot.busyNs());
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
