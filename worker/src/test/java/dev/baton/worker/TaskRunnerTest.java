package dev.baton.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Handoff;
import dev.baton.RunnableTask;
import dev.baton.codec.AllowList;
import dev.baton.codec.FailureCodec;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.config.PoolSettings;
import dev.baton.role.Clock;
import dev.baton.store.StoreLocations;
import dev.baton.store.handle.TaskBlobs;
import dev.baton.store.reader.BlobReader;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Payload;
import dev.baton.wire.ResultBatch.Status;
import dev.baton.wire.TaskBatch;
import dev.baton.worker.profile.TaskMarks;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A task is cancelled while its thread makes it ready, begins it, runs it or ends it. */
class TaskRunnerTest {

  private static final int ROUNDS = 5_000;
  private static final AtomicInteger BODIES = new AtomicInteger();
  private static Runnable whileDecoded = () -> {};

  /** A task that tells when it is decoded. */
  private static final class Slow implements RunnableTask {

    @Serial private static final long serialVersionUID = 1;

    @Serial
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      whileDecoded.run();
    }

    @Override
    public void run() {
      BODIES.incrementAndGet();
    }
  }

  private final KryoCodec codec =
      new KryoCodec(AllowList.standard(), TaskRunnerTest.class.getClassLoader());
  private final FailureCodec failures =
      new FailureCodec(AllowList.standard(), TaskRunnerTest.class.getClassLoader());
  private final SentResults sent = new SentResults();
  private final RecordedSlot slot = new RecordedSlot();
  private final TaskBlobs blobs = withoutStore();
  private final Programs programs = Records.programs(blobs);
  private final RunningTasks running = new RunningTasks("host/0", 0, slot, blobs, Clock.SYSTEM);
  private final TimeLimits limits =
      new TimeLimits(Duration.ofHours(1), Clock.SYSTEM, _ -> {}, () -> {});
  private final ResultSender sender = new ResultSender(5, sent, Clock.SYSTEM, () -> {});
  private final TaskRunner runner =
      new TaskRunner(
          Clock.SYSTEM,
          new TaskSource(new Backlog(), running, 0, () -> {}),
          limits,
          new ResultEncoder(blobs, sender.limit(), null),
          new Answers(slot, failures, new Backlog(), running, limits, sender, Duration.ofHours(1)),
          new TaskThreads(TaskRunnerTest.class.getClassLoader()),
          TaskMarks.NONE,
          false,
          () -> {});

  @BeforeEach
  void nothingHasRun() {
    BODIES.set(0);
    whileDecoded = () -> {};
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTaskThatIsCancelledWhileItIsDecodedDoesNotBegin(boolean interrupt) {
    RunningChunk task = running.start(slowTask(1));
    whileDecoded = () -> cancel(requireNonNull(task.current()), interrupt);

    runner.run(task);

    assertThat(BODIES).hasValue(0);
    assertThat(sent.statuses()).containsExactly(Status.CANCELLED);
    assertThat(running.all()).isEmpty();
  }

  @Test
  void aTaskWhoseBodyHasBegunIsNotWithdrawn() {
    RunningTask task = requireNonNull(running.next(running.start(slowTask(1)), System.nanoTime()));

    assertThat(task.begin()).isTrue();
    assertThat(task.enterBody()).isTrue();
    assertThat(task.withdraw()).isFalse();

    assertThat(task.isCancelled()).isFalse();
    assertThat(task.end()).isTrue();
    assertThat(task.withdraw()).isFalse();
  }

  @Test
  void whoCancelsBeforeTheBodyKeepsItFromBeginning() throws Exception {
    race(RunningTask::withdraw);
  }

  @Test
  void everyCancelWithAnInterruptLeavesOneAnswer() throws Exception {
    race(
        task -> {
          limits.cancel(task);
          return false; // it may have begun
        });
  }

  /**
   * Runs and cancels tasks at the same time.
   *
   * @param cancel says whether the body of the task is not to begin
   */
  private void race(Predicate<RunningTask> cancel) throws Exception {
    int withdrawn = 0;
    CyclicBarrier together = new CyclicBarrier(2);
    try (var other = Executors.newSingleThreadExecutor()) {
      for (int round = 1; round <= ROUNDS; round++) {
        RunningChunk chunk = running.start(slowTask(round));
        int before = BODIES.get();
        Future<?> ran =
            other.submit(
                () -> {
                  together.await();
                  runner.run(chunk);
                  return null;
                });
        together.await();
        if (cancel.test(started(chunk))) {
          withdrawn++;
          ran.get();
          assertThat(BODIES).hasValue(before);
        }
        ran.get();
        assertThat(sent.statuses()).hasSize(round);
      }
    }
    assertThat(sent.statuses().stream().filter(status -> status == Status.DONE).count())
        .isLessThanOrEqualTo(BODIES.get());
    assertThat(BODIES.get() + withdrawn).isLessThanOrEqualTo(ROUNDS);
    assertThat(running.all()).isEmpty();
  }

  private static RunningTask started(RunningChunk chunk) {
    RunningTask started = chunk.current();
    while (started == null) {
      Thread.onSpinWait();
      started = chunk.current();
    }
    return started;
  }

  private void cancel(RunningTask task, boolean interrupt) {
    if (interrupt) {
      limits.cancel(task);
    } else {
      assertThat(task.withdraw()).isTrue();
    }
  }

  private ReceivedTask slowTask(long id) {
    return task(id, new Slow());
  }

  private ReceivedTask task(long id, RunnableTask body) {
    TaskBatch.Entry entry =
        new TaskBatch.Entry(
            new AttemptId(id, 1),
            0,
            TaskBatch.Entry.CALL,
            Handoff.AUTO,
            Payload.inline(codec.encodeToBytes(body)));
    TaskBatch batch =
        new TaskBatch(
            Records.COORDINATOR,
            5,
            Records.RESULTS,
            "job",
            0,
            0,
            false,
            Records.LINGER_NS,
            PoolSettings.FULL_WEIGHT,
            new byte[0],
            List.of(),
            List.of(),
            List.of(entry));
    return new ReceivedTask(new ReceivedBatch(batch, programs.of(batch), Clock.SYSTEM), entry);
  }

  private TaskBlobs withoutStore() {
    Path nowhere = Path.of("nowhere");
    return new TaskBlobs(
        new BlobReader(new StoreLocations(nowhere, nowhere)),
        () -> {
          throw new AssertionError("a task has allocated");
        },
        RunningTask::scopeOfThread,
        _ -> codec);
  }
}
