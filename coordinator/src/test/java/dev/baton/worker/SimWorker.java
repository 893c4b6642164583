package dev.baton.worker;

import dev.baton.codec.AllowList;
import dev.baton.codec.FailureCodec;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.config.Settings;
import dev.baton.config.WorkerSettings;
import dev.baton.role.Role;
import dev.baton.simulation.PlantedFault;
import dev.baton.simulation.Script;
import dev.baton.simulation.SimNetwork;
import dev.baton.simulation.SimProcess;
import dev.baton.simulation.SimProcess.Runner;
import dev.baton.simulation.Simulation;
import dev.baton.simulation.Witness;
import dev.baton.store.StoreLocations;
import dev.baton.store.WorkerSlot;
import dev.baton.store.WorkerState;
import dev.baton.store.blob.BlobReader;
import dev.baton.store.blob.TaskBlobs;
import dev.baton.wire.Address;
import dev.baton.wire.Cancel;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.Liveness;
import dev.baton.wire.TaskBatch;
import dev.baton.worker.RunningTask.Stop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A worker process of the simulation: the product's {@link WorkerCore}, with bodies of tasks that
 * take time of the simulation.
 */
public final class SimWorker implements WorkerCore.Listener {

  private static final Duration SLOWEST_STEP = Duration.ofMillis(1);
  private static final Duration SLOWEST_REACTION = Duration.ofMillis(50);
  private static final Duration NO_LIMIT = Duration.ofDays(365);
  private static final Duration SLOWEST_EXIT = Duration.ofMillis(20);

  private static final ClassLoader LOADER = SimWorker.class.getClassLoader();
  private static final KryoCodec CODEC = new KryoCodec(AllowList.standard(), LOADER);
  private static final FailureCodec FAILURES = new FailureCodec(AllowList.standard(), LOADER);
  private static final Path NOWHERE = Path.of("nowhere");

  /** A body that runs. */
  private final class Body {

    private final RunningTask task;
    private final TaskTimer timer;
    private final Script script;
    private boolean over;
    private boolean told;

    private Body(RunningTask task, TaskTimer timer) {
      this.task = task;
      this.timer = timer;
      this.script = Script.of(task.task().entry().payload());
    }

    private void end(@Nullable EncodedResult result, @Nullable Throwable failure) {
      if (!over) {
        over = true;
        bodies.remove(this);
        timer.executed();
        timer.encoded();
        SimWorker.this.end(task, timer, result, failure);
      }
    }

    private void notice() {
      if (!told && task.stop() != Stop.NONE && script.behaviour() != Script.Behaviour.STUBBORN) {
        told = true;
        process.in(
            simulation.upTo(SLOWEST_REACTION),
            () -> end(null, new InterruptedException("told to stop")));
      }
    }
  }

  private final Simulation simulation;
  private final SimProcess process;
  private final SimNetwork network;
  private final Witness witness;
  private final long incarnation;
  private final int slots;
  private final WorkerSlot slot;
  private final IntConsumer onExit;
  private final WorkerCore core;
  private final Runner results;
  private final Runner limits;
  private final List<Body> bodies = new ArrayList<>();
  private int busy;
  private boolean ending;

  /**
   * Starts a worker.
   *
   * @param onExit ends the process
   */
  public SimWorker(
      SimProcess process,
      SimNetwork network,
      Witness witness,
      WorkerSlot slot,
      long incarnation,
      Address inbox,
      Settings settings,
      PlantedFault fault,
      IntConsumer onExit) {
    this.simulation = process.simulation();
    this.process = process;
    this.network = network;
    this.witness = witness;
    this.incarnation = incarnation;
    this.slots = settings.get(WorkerSettings.SLOTS);
    this.slot = slot;
    this.onExit = onExit;
    TaskBlobs blobs =
        new TaskBlobs(
            new BlobReader(new StoreLocations(NOWHERE, NOWHERE)),
            () -> {
              throw new AssertionError("no task allocates");
            },
            () -> null,
            _ -> CODEC);
    slot.assign(incarnation, incarnation, this.slots, simulation.epochMillis());
    core =
        new WorkerCore(
            process.toString(),
            incarnation,
            settings.get(WorkerSettings.GRACE),
            settings.get(WorkerSettings.MAX_TASKS),
            slot,
            witness.watched(fault.ofWorker(process, network.linksOf(process)), incarnation),
            blobs,
            FAILURES,
            simulation,
            this);
    network.readInbox(process, inbox, this::accept);
    slot.state(WorkerState.IDLE);
    results = process.start(core.results());
    limits = process.start(this::doLimits);
    Role beat =
        _ -> {
          slot.beat(simulation.epochMillis());
          return Liveness.WORKER_BEAT.toNanos();
        };
    var _ = process.start(beat);
  }

  /** Takes no more tasks, and ends when what runs has ended, or the limit is over. */
  public void drain(Duration limit, int exitCode) {
    if (!ending) {
      ending = true;
      slot.state(WorkerState.DRAINING);
      core.answers().handBackBacklog();
      awaitNone(exitCode);
      process.in(
          limit.toNanos(),
          () -> {
            core.answers().handBackRunning();
            exit(exitCode);
          });
    }
  }

  private void awaitNone(int exitCode) {
    if (core.running().all().isEmpty()) {
      exit(exitCode);
    } else {
      process.in(Duration.ofMillis(10).toNanos(), () -> awaitNone(exitCode));
    }
  }

  /** Flushes what is to be sent; the process stays until the log has it. */
  private void exit(int exitCode) {
    core.results().flush();
    process.in(
        SLOWEST_EXIT.toNanos(),
        () -> {
          if (network.isAway()) {
            exit(exitCode);
          } else {
            end(exitCode);
          }
        });
  }

  private void end(int exitCode) {
    onExit.accept(exitCode);
  }

  /** Checks that nothing is left of what has ended. */
  public void checkIdle() {
    witness.check(core.running().all().isEmpty(), "%s still runs tasks", process);
    witness.check(
        core.results().doWork(simulation.nanoTime()) == Role.NOTHING_DUE,
        "%s still has results to send",
        process);
    witness.check(
        core.limits().doWork(simulation.nanoTime()) == Role.NOTHING_DUE,
        "%s still watches the time of a task",
        process);
    witness.check(core.tasks().poll() == null, "%s still has tasks in waiting", process);
  }

  private void accept(InboxRecord record) {
    if (record.incarnation() == incarnation) {
      switch (record) {
        case TaskBatch batch -> witness.received(incarnation, batch);
        case Cancel cancel -> witness.toldToCancel(incarnation, cancel);
        default -> {}
      }
    }
    core.inbox().accept(record, simulation.nanoTime());
    noticeInterrupts();
    fillSlots();
  }

  private long doLimits(long nowNs) {
    long nextNs = core.limits().doWork(nowNs);
    noticeInterrupts();
    return nextNs;
  }

  private void noticeInterrupts() {
    List.copyOf(bodies).forEach(Body::notice);
  }

  private void fillSlots() {
    if (busy < slots) {
      process.in(simulation.upTo(SLOWEST_STEP), this::startOne);
    }
  }

  private void startOne() {
    if (busy >= slots || ending) {
      return;
    }
    RunningTask task = core.tasks().poll();
    if (task != null) {
      busy++;
      process.in(simulation.upTo(SLOWEST_STEP), () -> begin(task));
      fillSlots();
    }
  }

  private void begin(RunningTask task) {
    TaskTimer timer = new TaskTimer(simulation);
    if (!task.begin()) {
      end(task, timer, null, null);
      return;
    }
    timer.begins();
    core.limits().started(task, task.task().entry().timeoutMs());
    process.in(simulation.upTo(SLOWEST_STEP), () -> enter(task, timer));
  }

  private void enter(RunningTask task, TaskTimer timer) {
    timer.decoded();
    if (!task.enterBody()) {
      end(task, timer, null, null);
      return;
    }
    witness.begun(incarnation, task.task().batch().coordinator(), task.task().attempt());
    Body body = new Body(task, timer);
    bodies.add(body);
    int attempt = task.attempt();
    process.in(
        body.script.duration(attempt).toNanos(),
        () -> {
          if (body.script.crashes(attempt)) {
            end(134); // SIGABRT
          } else if (body.script.fails(attempt)) {
            body.end(null, new IllegalStateException("as its script says"));
          } else {
            body.end(
                new EncodedResult(witness.resultOf(task.taskId()), List.of(), List.of()), null);
          }
        });
  }

  private void end(
      RunningTask task,
      TaskTimer timer,
      @Nullable EncodedResult result,
      @Nullable Throwable failure) {
    core.answers().ended(task, timer, result, failure);
    task.memory().close();
    core.running().ended(task);
    busy--;
    fillSlots();
  }

  @Override
  public void resultsWait() {
    results.wake();
  }

  @Override
  public void alarmSet() {
    limits.wake();
  }

  @Override
  public void overran(RunningTask stuck) {
    if (stuck.abandon()) {
      ending = true;
      core.answers().overran(stuck);
      core.answers().handBackRunning();
      core.answers().handBackBacklog();
      exit(WorkerExit.TASK_OVERRAN);
    }
  }

  @Override
  public void wornOut() {
    process.in(simulation.upTo(SLOWEST_STEP), () -> drain(NO_LIMIT, WorkerExit.RECYCLED));
  }
}
