package dev.baton.worker;

import dev.baton.codec.FailureCodec;
import dev.baton.config.Durations;
import dev.baton.config.HeapSize;
import dev.baton.role.Clock;
import dev.baton.role.Receiver;
import dev.baton.role.RoleRunner;
import dev.baton.store.HostState;
import dev.baton.store.WorkerSlot;
import dev.baton.store.WorkerState;
import dev.baton.store.handle.SharedValues;
import dev.baton.store.handle.TaskBlobs;
import dev.baton.store.handle.TidyLoop;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.WorkerName;
import dev.baton.worker.profile.TaskMarks;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The threads of a worker process, and its end.
 *
 * <pre>
 *  inbox ─▶ InboxHandler ─▶ Backlog ─▶ SlotThreads ─▶ TaskRunner ─▶ ResultSender ─▶ results
 *              │  cancel, recall  │                       │
 *              └─▶ TimeLimits ─interrupt─▶ RunningTasks ─▶ slot in the host state ◀─ Heartbeat
 * </pre>
 *
 * <p>A failure of one of the worker's own threads ends the process: the host agent then reports
 * what is lost and starts another. Thread-safe.
 */
final class Worker implements WorkerCore.Listener {

  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /** A task that was answered needs a moment to count as ended. */
  private static final Duration LAST_STEPS = Duration.ofMillis(500);

  /** A worker that makes way may take as long as its running tasks need. */
  private static final Duration NO_LIMIT = Duration.ofDays(365);

  private final WorkerSlot slot;
  private final Duration grace;
  private final HeapSize heap;
  private final WorkerConnection connection;
  private final TaskBlobs blobs;
  private final SharedValues values;
  private final Programs programs;
  private final TaskMarks marks;
  private final WorkerCore core;
  private final RoleRunner inbox = new RoleRunner("baton-inbox", Worker::broken);
  private final RoleRunner logInbox = new RoleRunner("baton-log-inbox", Worker::broken);
  private final RoleRunner results = new RoleRunner("baton-results", Worker::broken);
  private final RoleRunner limits = new RoleRunner("baton-time-limits", Worker::broken);
  private final RoleRunner heartbeat = new RoleRunner("baton-heartbeat", Worker::broken);

  private Worker(
      WorkerPlace place,
      Assignment assignment,
      WorkerSlot slot,
      WorkerConnection connection,
      TaskBlobs blobs,
      SharedValues values,
      Programs programs,
      FailureCodec failures,
      TaskMarks marks) {
    this.marks = marks;
    this.slot = slot;
    this.connection = connection;
    this.blobs = blobs;
    this.values = values;
    this.programs = programs;
    this.grace = place.grace();
    this.heap = place.heap();
    this.core =
        new WorkerCore(
            WorkerName.of(place.host(), assignment.number()),
            assignment.number() * place.slots(),
            assignment.incarnation(),
            grace,
            place.maxTasks(),
            slot,
            connection.links(),
            blobs,
            programs,
            failures,
            Clock.SYSTEM,
            this);
  }

  /**
   * Starts reading the inbox. Once this returns, every record sent to this incarnation is handled.
   */
  static Worker start(
      WorkerPlace place,
      Assignment assignment,
      HostState state,
      WorkerConnection connection,
      TaskBlobs blobs,
      SharedValues values,
      Programs programs,
      FailureCodec failures,
      TaskMarks marks) {
    WorkerSlot slot = state.slot(assignment.number());
    slot.assign(
        ProcessHandle.current().pid(),
        assignment.incarnation(),
        place.slots(),
        Clock.SYSTEM.epochMillis());
    Receiver<InboxRecord> receiver = connection.links().inbox(assignment.inbox());
    Worker worker =
        new Worker(place, assignment, slot, connection, blobs, values, programs, failures, marks);
    slot.state(WorkerState.IDLE);
    worker.run(place.slots(), receiver);
    return worker;
  }

  private void run(int slots, Receiver<InboxRecord> receiver) {
    TaskRunner runner =
        new TaskRunner(
            Clock.SYSTEM,
            core.tasks(),
            core.limits(),
            new ResultEncoder(blobs, core.results().limit(), connection.blobs()),
            core.answers(),
            new TaskThreads(programs.shared().loader()),
            marks,
            heap.canGrow(),
            this::endWithHeap);
    results.start(core.results());
    limits.start(core.limits());
    heartbeat.start(
        new Heartbeat(
            slot,
            Clock.SYSTEM,
            receiver::malformed,
            GarbageWatch.ofThisJvm(),
            Worker::endOfFullHeap));
    thread(
        "baton-slots",
        new SlotThreads(slots, core.tasks(), runner, programs::unloaded, Worker::broken));
    thread("baton-tidy", new TidyLoop(this::tidy));
    inbox.start(core.inbox(), receiver);
  }

  /** Also takes tasks from the log from now on. */
  void receiveAlso(Receiver<InboxRecord> fromLog) {
    logInbox.start(core.inbox(), fromLog);
  }

  /** Hands back what has not started, lets running tasks end, and sends all results. */
  void drain(Duration limit) throws InterruptedException {
    slot.state(WorkerState.DRAINING);
    core.answers().handBackWaiting();
    var _ = core.running().awaitNone(limit.toMillis());
    sayLast(core.answers()::handBackRunning);
    exit();
    inbox.stop();
    logInbox.stop();
    marks.finish();
  }

  /**
   * Runs exit hooks, if there are any, as this process ends. It takes no more tasks then. Their
   * agent waits longer for a worker that is draining.
   */
  void exit() throws InterruptedException {
    if (core.hasExitHooks()) {
      slot.state(WorkerState.DRAINING);
      var _ = core.running().awaitNone(LAST_STEPS.toMillis());
      core.exit();
    }
  }

  @Override
  public void resultsWait() {
    results.wake();
  }

  @Override
  public void alarmSet() {
    limits.wake();
  }

  /**
   * It has run as many tasks as it may: it ends in an orderly way, so that its agent starts
   * another.
   */
  @Override
  public void wornOut() {
    thread("baton-worn-out", this::makeWay);
  }

  private void makeWay() {
    try {
      drain(NO_LIMIT);
      WorkerExit.recycled();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      broken(e);
    }
  }

  /**
   * Starts and answers no more tasks, now that the agent is gone: a running command that is ended
   * with this process has not failed, and the next one has not started.
   */
  void dropTasks() {
    core.answers().dropAll();
  }

  /** Announces, for the agent that is gone, that its host is gone. */
  void sayHostIsDown() {
    connection.sayHostIsDown();
  }

  /**
   * Leaves the pool, whatever runs. A thread that waits for the network would delay the end of the
   * JVM by a third of a second.
   */
  void disconnect() {
    inbox.stop(LAST_WORDS);
    logInbox.stop(LAST_WORDS);
    connection.close();
  }

  /** A task does not react to its interrupt: only the end of the process can end it. */
  @Override
  public void overran(RunningTask stuck) {
    if (!stuck.abandon()) {
      return;
    }
    sayLast(
        () -> {
          core.answers().overran(stuck);
          core.answers().handBackRunning();
          core.answers().handBackWaiting();
        });
    WorkerExit.halt(
        WorkerExit.TASK_OVERRAN,
        stuck + " did not react to its interrupt within " + Durations.format(grace) + ".");
  }

  /**
   * A task that has ended needed more heap, and the next process has more; or it holds the heap,
   * and only the end of the process can free it.
   */
  private void endWithHeap() {
    sayLast(
        () -> {
          core.answers().handBackRunning();
          core.answers().handBackWaiting();
        });
    if (heap.canGrow()) {
      WorkerExit.halt(
          WorkerExit.HEAP_TOO_SMALL,
          "a task overflowed its heap of %d MiB; the next one has %d."
              .formatted(heap.bytes() >> 20, heap.grown().bytes() >> 20));
    }
    WorkerExit.halt(WorkerExit.HEAP_HELD, HeapCheck.REASON);
  }

  private static void endOfFullHeap() {
    WorkerExit.halt(
        WorkerExit.HEAP_FULL,
        "for %d s it did nothing but collect garbage: its heap of %d MiB is full."
            .formatted(GarbageWatch.WINDOW.toSeconds(), Runtime.getRuntime().maxMemory() >> 20));
  }

  /**
   * Sends every answer on a separate thread, which the caller abandons when the limit has passed:
   * with the broker away, any answer may wait until it is back.
   */
  private void sayLast(Runnable answers) {
    CompletableFuture<Void> said =
        CompletableFuture.runAsync(
            () -> {
              answers.run();
              core.results().flush();
              connection.links().flush(LAST_WORDS);
            },
            role -> thread("baton-last-words", role));
    try {
      said.get(2 * LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      WorkerExit.say("Some results could not be sent: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Frees released results now, instead of when the next result needs the room. */
  private void tidy() {
    values.tidy();
    blobs.tidy();
    core.tidyPrograms();
  }

  private static void thread(String name, Runnable role) {
    var _ = Thread.ofPlatform().daemon().name(name).start(role);
  }

  static void broken(Throwable cause) {
    WorkerExit.halt(WorkerExit.BROKEN, "one of its own threads failed.", cause);
  }
}
