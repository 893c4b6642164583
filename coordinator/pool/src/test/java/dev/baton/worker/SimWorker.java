package dev.baton.worker;

import dev.baton.codec.AllowList;
import dev.baton.codec.FailureCodec;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.config.HeapSize;
import dev.baton.config.Settings;
import dev.baton.config.WorkerSettings;
import dev.baton.role.Role;
import dev.baton.simulation.Fitness;
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
import dev.baton.store.handle.TaskBlobs;
import dev.baton.store.reader.BlobReader;
import dev.baton.wire.Address;
import dev.baton.wire.Cancel;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.Liveness;
import dev.baton.wire.Payload;
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

  /** How long a worker waits for the broker at its end; a real one waits somewhat longer. */
  private static final Duration LAST_WORDS = Duration.ofMillis(500);

  private static final Duration SLOWEST_EXIT = Duration.ofMillis(20);

  private static final ClassLoader LOADER = SimWorker.class.getClassLoader();
  private static final KryoCodec CODEC = new KryoCodec(AllowList.standard(), LOADER);
  private static final FailureCodec FAILURES = new FailureCodec(AllowList.standard(), LOADER);
  private static final Path NOWHERE = Path.of("nowhere");

  /** A body that runs. */
  private final class Body {

    private final RunningChunk chunk;
    private final RunningTask task;
    private final TaskTimer timer;
    private final Script script;
    private boolean over;
    private boolean told;

    private Body(RunningChunk chunk, RunningTask task, TaskTimer timer) {
      this.chunk = chunk;
      this.task = task;
      this.timer = timer;
      this.script = Script.of(task.entry().payload(), task.item());
    }

    private void end(@Nullable EncodedResult result, @Nullable Throwable failure) {
      if (!over) {
        over = true;
        bodies.remove(this);
        timer.executed();
        timer.encoded();
        SimWorker.this.end(chunk, task, timer, result, failure);
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
  private final HeapSize heap;
  private final Fitness fitness;
  private final PlantedFault fault;
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
   * @param fitness how fit its host is
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
      Fitness fitness,
      PlantedFault fault,
      IntConsumer onExit) {
    this.simulation = process.simulation();
    this.process = process;
    this.network = network;
    this.witness = witness;
    this.incarnation = incarnation;
    this.slots = settings.get(WorkerSettings.SLOTS);
    this.heap = settings.get(WorkerSettings.HEAP);
    this.slot = slot;
    this.onExit = onExit;
    this.fitness = fitness;
    this.fault = fault;
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
            slot.number() * this.slots,
            incarnation,
            settings.get(WorkerSettings.GRACE),
            settings.get(WorkerSettings.MAX_TASKS),
            slot,
            witness.watched(fault.ofWorker(process, network.linksOfWorker(process)), incarnation),
            blobs,
            new Programs(
                new Program.Classes(LOADER, blobs.objects()),
                () -> {
                  throw new AssertionError("no program has jars");
                },
                new ExitHooks(Duration.ZERO, _ -> {}),
                simulation),
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
      if (!fault.keepsWhatWaits(limit)) {
        core.answers().handBackWaiting();
      }
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

  /** Flushes what is to be sent; the process stays until the log has it, within limits. */
  private void exit(int exitCode) {
    core.results().flush();
    endOnceSent(exitCode, simulation.nanoTime() + LAST_WORDS.toNanos());
  }

  private void endOnceSent(int exitCode, long limitNs) {
    process.in(
        SLOWEST_EXIT.toNanos(),
        () -> {
          if (network.isAway() && simulation.nanoTime() < limitNs) {
            endOnceSent(exitCode, limitNs);
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
    RunningChunk chunk = core.tasks().poll();
    if (chunk != null) {
      busy++;
      process.in(simulation.upTo(SLOWEST_STEP), () -> startNext(chunk, new TaskTimer(simulation)));
      fillSlots();
    }
  }

  private void startNext(RunningChunk chunk, TaskTimer timer) {
    RunningTask task = core.tasks().next(chunk, simulation.nanoTime());
    if (task == null) {
      chunk.close();
      core.answers().ended(chunk, timer);
      core.tasks().ended(chunk, simulation.nanoTime());
      busy--;
      fillSlots();
    } else {
      process.in(simulation.upTo(SLOWEST_STEP), () -> begin(chunk, task, timer));
    }
  }

  private void begin(RunningChunk chunk, RunningTask task, TaskTimer timer) {
    if (!task.begin()) {
      end(chunk, task, timer, null, null);
      return;
    }
    timer.begins();
    core.limits().started(task, task.entry().timeoutMs());
    process.in(simulation.upTo(SLOWEST_STEP), () -> enter(chunk, task, timer));
  }

  private void enter(RunningChunk chunk, RunningTask task, TaskTimer timer) {
    timer.decoded();
    if (!task.enterBody()) {
      end(chunk, task, timer, null, null);
      return;
    }
    witness.begun(incarnation, task.batch().coordinator(), task.task().attempt());
    witness.check(
        task.slot() / slots == slot.number()
            && bodies.stream().noneMatch(other -> other.task.slot() == task.slot()),
        "%s is not the only task in slot %d of %s",
        task,
        task.slot(),
        process);
    Body body = new Body(chunk, task, timer);
    if (body.script.needsMoreThan(HeapSize.AUTO)) {
      witness.begunWith(task.batch().coordinator(), task.task().attempt(), heap);
    }
    bodies.add(body);
    int attempt = task.attempt();
    process.in(
        fitness.failure() == null
            ? body.script.duration(attempt).toNanos() * fitness.slowness()
            : 0,
        () -> {
          if (fitness.failure() != null) {
            body.end(null, fitness.failure());
          } else if (body.script.crashes(attempt)) {
            end(134); // SIGABRT
          } else if (body.script.needsMoreThan(heap)) {
            runOutOfHeap(body);
          } else if (body.script.fails(attempt)) {
            body.end(null, new IllegalStateException("as its script says"));
          } else {
            body.end(result(chunk, task), null);
          }
        });
  }

  private void runOutOfHeap(Body body) {
    if (body.script.behaviour() == Script.Behaviour.FILLS_HEAP) {
      end(WorkerExit.HEAP_FULL);
      return;
    }
    body.end(null, new OutOfMemoryError("Java heap space"));
    if (heap.canGrow() && !ending) {
      ending = true;
      core.answers().handBackRunning();
      core.answers().handBackWaiting();
      exit(WorkerExit.HEAP_TOO_SMALL);
    }
  }

  private EncodedResult result(RunningChunk chunk, RunningTask task) {
    Payload result = witness.resultOf(task.taskId());
    byte[] bytes = result.bytes();
    return chunk.tasks().isOfChunk() && simulation.chance(0.9)
        ? EncodedResult.asItem(items -> items.add(bytes, bytes.length, List.of(), new byte[0]))
        : new EncodedResult(result, List.of(), List.of());
  }

  private void end(
      RunningChunk chunk,
      RunningTask task,
      TaskTimer timer,
      @Nullable EncodedResult result,
      @Nullable Throwable failure) {
    core.answers().ended(chunk, task, timer, result, failure);
    timer.next();
    startNext(chunk, timer);
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
      core.answers().handBackWaiting();
      exit(WorkerExit.TASK_OVERRAN);
    }
  }

  @Override
  public void wornOut() {
    process.in(simulation.upTo(SLOWEST_STEP), () -> drain(NO_LIMIT, WorkerExit.RECYCLED));
  }
}
