package dev.baton.worker;

import dev.baton.BatonException;
import dev.baton.TaskTimeoutException;
import dev.baton.codec.FailureCodec;
import dev.baton.config.Durations;
import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.PublishCallback;
import dev.baton.log.Start;
import dev.baton.log.Subscription;
import dev.baton.store.HostState;
import dev.baton.store.WorkerSlot;
import dev.baton.store.WorkerState;
import dev.baton.store.blob.TaskBlobs;
import dev.baton.store.blob.Tidying;
import dev.baton.store.chronicle.SharedValues;
import dev.baton.wire.Frame;
import dev.baton.wire.HostDown;
import dev.baton.wire.ResultBatch.Status;
import dev.baton.worker.RunningTask.Stop;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The parts of a worker process, put together and run.
 *
 * <pre>
 *  inbox ─▶ InboxLoop ─▶ Backlog ─▶ Slots ─▶ TaskRunner ─▶ ResultSender ─▶ results
 *              │  cancel, recall  │               │
 *              └─▶ TimeLimits ─interrupt─▶ RunningTasks ─▶ slot in the host state
 * </pre>
 *
 * <p>A failure of one of its own threads ends the process: the host agent then reports what is lost
 * and starts another. Thread-safe.
 */
final class Worker {

  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private static final Duration GOODBYE_LIMIT = Duration.ofMillis(300);

  /** What a worker that makes way still runs may take as long as it needs. */
  private static final Duration NO_LIMIT = Duration.ofDays(365);

  private final WorkerSlot slot;
  private final Duration grace;
  private final HostDown goodbye;
  private final Log log;
  private final TaskBlobs blobs;
  private final SharedValues values;
  private final FailureAnswers failureAnswers;
  private final Backlog backlog = new Backlog();
  private final RunningTasks running;
  private final ResultSender results;
  private final TimeLimits limits;
  private final InboxLoop inbox;
  private final Slots slots;
  private final Thread inboxThread;

  private Worker(
      WorkerPlace place,
      Assignment assignment,
      WorkerSlot slot,
      Log log,
      Subscription subscription,
      TaskBlobs blobs,
      SharedValues values,
      FailureCodec failures) {
    this.slot = slot;
    this.log = log;
    this.blobs = blobs;
    this.values = values;
    this.failureAnswers = new FailureAnswers(failures);
    Initializers initializers = new Initializers(blobs.codec());
    this.grace = place.grace();
    this.goodbye = new HostDown(assignment.host());
    running = new RunningTasks(place.host() + "/" + assignment.number(), slot, blobs);
    results = new ResultSender(assignment.incarnation(), log.publisher(), Worker::broken);
    limits = new TimeLimits(grace, this::endWithTask, Worker::broken);
    TaskRunner runner =
        new TaskRunner(
            slot,
            blobs,
            failures,
            initializers,
            running,
            limits,
            results,
            () -> !backlog.isEmpty(),
            this::endWithHeap);
    slots =
        new Slots(
            place.slots(),
            backlog,
            running,
            runner,
            place.maxTasks(),
            () -> thread("baton-worn-out", this::makeWay),
            Worker::broken);
    inbox =
        new InboxLoop(
            assignment.incarnation(),
            subscription,
            slot,
            backlog,
            running,
            initializers,
            limits,
            results,
            log.partitions(Channel.RESULTS),
            Worker::broken);
    inboxThread = Thread.ofPlatform().daemon().name("baton-inbox").unstarted(inbox);
  }

  /**
   * Starts reading the inbox. Once this returns, every record that is sent to this incarnation is
   * acted upon.
   */
  static Worker start(
      WorkerPlace place,
      Assignment assignment,
      HostState state,
      Log log,
      TaskBlobs blobs,
      SharedValues values,
      FailureCodec failures) {
    WorkerSlot slot = state.slot(assignment.number());
    slot.assign(
        ProcessHandle.current().pid(),
        assignment.incarnation(),
        assignment.partition(),
        place.slots(),
        System.currentTimeMillis());
    Subscription subscription =
        log.subscribe(
            Set.of(new ChannelPartition(Channel.INBOX, assignment.partition())),
            new Start.Latest());
    Worker worker = new Worker(place, assignment, slot, log, subscription, blobs, values, failures);
    slot.state(WorkerState.IDLE);
    thread("baton-results", worker.results);
    thread("baton-slots", worker.slots);
    thread("baton-tidy", new Tidying(worker::tidy));
    worker.inboxThread.start();
    return worker;
  }

  /** Hands back what has not started, lets what runs end, and sends all results. */
  void drain(Duration limit) throws InterruptedException {
    slot.state(WorkerState.DRAINING);
    handBackBacklog();
    var _ = running.awaitNone(limit.toMillis());
    sayLast(this::handBackRunning);
    inbox.stop();
  }

  /** It has run as many tasks as it may: ends in order, so that its agent starts another. */
  private void makeWay() {
    try {
      drain(NO_LIMIT);
      WorkerExit.halt(WorkerExit.RECYCLED, "it has run as many tasks as it may.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      broken(e);
    }
  }

  /**
   * Says for its agent, which is gone, that its host is: others need not wait for its silence to
   * tell.
   */
  void sayHostIsDown() {
    try {
      log.publisher().publish(Channel.EVENTS, 0, Frame.encode(goodbye), PublishCallback.IGNORE);
      log.publisher().flush(GOODBYE_LIMIT);
    } catch (BatonException e) {
      // The broker is away; the host's silence will tell the same.
    }
  }

  /**
   * Leaves the cluster, whatever runs. A thread that waits for the network would hold up the end of
   * the JVM for a third of a second.
   */
  void disconnect() {
    inbox.stop();
    try {
      var _ = inboxThread.join(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.close();
  }

  /** A task does not react to its interrupt: nothing but the end of the process can end it. */
  private void endWithTask(RunningTask stuck) {
    if (!stuck.abandon()) {
      return;
    }
    sayLast(
        () -> {
          answerForStuck(stuck);
          handBackRunning();
          handBackBacklog();
        });
    WorkerExit.halt(
        WorkerExit.TASK_OVERRAN,
        stuck.task() + " did not react to its interrupt within " + Durations.format(grace) + ".");
  }

  /** A task that is over holds the heap: nothing but the end of the process can free it. */
  private void endWithHeap() {
    sayLast(
        () -> {
          handBackRunning();
          handBackBacklog();
        });
    WorkerExit.halt(WorkerExit.HEAP_HELD, HeapCheck.REASON);
  }

  private void answerForStuck(RunningTask stuck) {
    if (stuck.stop() == Stop.TIMED_OUT) {
      TaskTimeoutException failure = failureAnswers.overran(stuck, grace);
      ReceivedTask task = stuck.task();
      results.send(task.batch().resultAddress(), failureAnswers.answer(task, failure), true);
    } else {
      answerFor(stuck, Status.CANCELLED);
    }
  }

  private void handBackRunning() {
    running.all().stream()
        .filter(RunningTask::abandon)
        .forEach(task -> answerFor(task, Status.RETURNED));
  }

  private void handBackBacklog() {
    backlog
        .close()
        .forEach(
            task -> results.send(task.batch().resultAddress(), task.answer(Status.RETURNED), true));
  }

  private void answerFor(RunningTask running, Status status) {
    ReceivedTask task = running.task();
    results.send(task.batch().resultAddress(), task.answer(status), true);
  }

  /**
   * Answers, and sends every answer, on a thread that nobody waits for when the limit has passed:
   * with the broker away, any of them may wait as long as the broker is.
   */
  private void sayLast(Runnable answers) {
    CompletableFuture<Void> said =
        CompletableFuture.runAsync(
            () -> {
              answers.run();
              results.flush();
              log.publisher().flush(LAST_WORDS);
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

  /** Results that were released need not wait for the next one to make room. */
  private void tidy() {
    values.tidy();
    blobs.tidy();
  }

  private static void thread(String name, Runnable role) {
    var _ = Thread.ofPlatform().daemon().name(name).start(role);
  }

  private static void broken(Throwable cause) {
    WorkerExit.halt(WorkerExit.BROKEN, "one of its own threads failed.", cause);
  }
}
