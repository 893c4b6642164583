package dev.baton.worker;

import static dev.baton.worker.Records.COORDINATOR;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.BlobGoneException;
import dev.baton.TaskTimeoutException;
import dev.baton.store.StoreDirectory;
import dev.baton.store.StoreLimits;
import dev.baton.store.StoreLocations;
import dev.baton.store.reader.BlobReader;
import dev.baton.store.writer.Blob;
import dev.baton.store.writer.BlobWriter;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Attempts;
import dev.baton.wire.Cancel;
import dev.baton.wire.Payload;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of a task, it is answered once; a result that nobody gets is discarded. */
class AnswersTest {

  private static final Duration LIMIT = Duration.ofMillis(100);

  private final WorkerUnderTest worker = new WorkerUnderTest(0);
  private final Answers answers = worker.core.answers();

  @TempDir private Path place;
  private StoreDirectory store;
  private BlobWriter writer;
  private BlobReader reader;
  private Blob data;
  private EncodedResult result;

  @BeforeEach
  void open() {
    StoreLocations locations = new StoreLocations(place, place);
    store = locations.create("test", "a", 1 << 20, _ -> {});
    StoreLimits limits = new StoreLimits(1, 1 << 20, 0, null, false);
    limits.write(store.path());
    writer = new BlobWriter(store.path(), limits, null);
    reader = new BlobReader(locations);
    data = writer.allocate(8, true);
    data.seal();
    result = new EncodedResult(Payload.inline(new byte[] {42}), List.of(data), List.of());
  }

  @AfterEach
  void close() {
    reader.close();
    writer.close();
    store.close();
  }

  @Test
  void aResultIsSentAndLeftToItsReceiver() {
    RunningTask task = begin(1);

    end(task, result, null);

    assertThat(onlyAnswer().status()).isEqualTo(Status.DONE);
    assertThat(onlyAnswer().payload().bytes()).containsExactly(42);
    assertThat(worker.slot.done).isEqualTo(1);
    assertThat(worker.slot.failed).isZero();
    assertThat(isDiscarded()).isFalse();
  }

  @Test
  void aFailureIsSent() {
    end(begin(1), null, new IllegalStateException("doh!"));

    assertThat(onlyAnswer().status()).isEqualTo(Status.FAILED);
    assertThat(onlyFailure()).hasMessageContaining("doh!");
    assertThat(worker.slot.failed).isEqualTo(1);
    assertThat(worker.slot.done).isZero();
  }

  @Test
  void aTaskThatReturnsAfterItsLimitHasFailedAndItsResultIsDiscarded() {
    RunningTask task = beginAndTimeOut();

    end(task, result, null);

    assertThat(onlyAnswer().status()).isEqualTo(Status.FAILED);
    assertThat(onlyFailure())
        .isInstanceOf(TaskTimeoutException.class)
        .hasMessageContaining("was interrupted");
    assertThat(isDiscarded()).isTrue();
    worker.pass(WorkerUnderTest.GRACE.multipliedBy(2));
    assertThat(worker.overran).as("nobody watches it any more").isEmpty();
  }

  @Test
  void whatATaskThrowsAtItsLimitIsTheCauseOfItsTimeout() {
    end(beginAndTimeOut(), null, new IllegalStateException("interrupted"));

    assertThat(onlyFailure()).isInstanceOf(TaskTimeoutException.class);
    assertThat(onlyFailure().getCause()).hasMessageContaining("interrupted");
  }

  @Test
  void aCancelledTaskThatThrowsIsCancelled() {
    RunningTask task = begin(1);
    cancel();

    end(task, null, new InterruptedException());

    assertThat(onlyAnswer().status()).isEqualTo(Status.CANCELLED);
    assertThat(worker.slot.failed).isZero();
  }

  @Test
  void aCancelledTaskThatReturnsAllTheSameIsDone() {
    RunningTask task = begin(1);
    cancel();

    end(task, result, null);

    assertThat(onlyAnswer().status()).isEqualTo(Status.DONE);
    assertThat(isDiscarded()).isFalse();
  }

  @Test
  void aTaskThatWasAbandonedIsNotAnsweredAgainAndItsResultIsDiscarded() {
    RunningTask task = begin(1);
    assertThat(task.abandon()).isTrue();

    end(task, result, null);

    assertThat(worker.answers()).isEmpty();
    assertThat(isDiscarded()).isTrue();
  }

  @Test
  void aTaskThatGoesOnAfterItsLimitHasFailedWithThePlaceWhereItIs() {
    RunningTask task = beginAndTimeOut();
    worker.pass(WorkerUnderTest.GRACE);
    assertThat(worker.overran).containsExactly(task);

    answers.overran(task);
    worker.core.results().flush();

    assertThat(onlyFailure())
        .isInstanceOf(TaskTimeoutException.class)
        .hasMessageContaining("did not react to the interrupt within 5.0 s");
    assertThat(onlyFailure().getCause().getStackTrace())
        .anyMatch(frame -> frame.getClassName().contains("AnswersTest"));
  }

  @Test
  void aTaskThatGoesOnAfterItsCancellationIsCancelled() {
    RunningTask task = begin(1);
    cancel();

    answers.overran(task);
    worker.core.results().flush();

    assertThat(onlyAnswer().status()).isEqualTo(Status.CANCELLED);
  }

  @Test
  void whatRunsIsHandedBackOnceAndItsEndIsNotAnsweredAgain() {
    RunningTask task = begin(1);

    answers.handBackRunning();
    answers.handBackRunning();
    end(task, result, null);
    worker.core.results().flush();

    assertThat(onlyAnswer().status()).isEqualTo(Status.RETURNED);
    assertThat(worker.slot.returned).isEqualTo(1);
    assertThat(isDiscarded()).isTrue();
  }

  @Test
  void whatHasNotStartedIsHandedBackAndNothingStartsAnyMore() {
    begin(3);

    answers.handBackWaiting();
    worker.core.results().flush();

    assertThat(worker.sent.statuses()).containsExactly(Status.RETURNED, Status.RETURNED);
    assertThat(worker.slot.returned).isEqualTo(2);
    assertThat(worker.takeWaiting()).isEmpty();
  }

  @Test
  void theResultOfAShortTaskWaitsForTheNextAndThatOfALongOneDoesNot() {
    RunningTask first = begin(3);
    end(first, result, null);
    assertThat(worker.answers()).isEmpty();
    RunningTask second = requireNonNull(worker.begin());
    TaskTimer timer = new TaskTimer(worker.clock);
    worker.clock.advance(Duration.ofNanos(Records.LINGER_NS));

    answers.ended(worker.chunk(), second, timer, result, null);

    assertThat(worker.sent.statuses()).containsExactly(Status.DONE, Status.DONE);
    assertThat(worker.slot.busyNs).isEqualTo(Records.LINGER_NS);
  }

  /** So many tasks come in, and the first begins. */
  private RunningTask begin(int tasks) {
    worker.receive(tasks);
    return requireNonNull(worker.begin());
  }

  private RunningTask beginAndTimeOut() {
    RunningTask task = begin(1);
    worker.core.limits().started(task, LIMIT.toMillis());
    worker.pass(LIMIT);
    assertThat(Thread.interrupted()).isTrue();
    return task;
  }

  private void cancel() {
    worker
        .core
        .inbox()
        .accept(
            new Cancel(
                COORDINATOR, Records.INCARNATION, true, List.of(Attempts.of(new AttemptId(1, 1)))),
            worker.clock.nanoTime());
  }

  private void end(
      RunningTask task, @Nullable EncodedResult returned, @Nullable Throwable failure) {
    answers.ended(worker.chunk(), task, new TaskTimer(worker.clock), returned, failure);
    assertThat(Thread.interrupted()).as("an interrupt that was meant for the task").isFalse();
  }

  private ResultBatch.Entry onlyAnswer() {
    assertThat(worker.answers()).hasSize(1);
    return worker.answers().getFirst();
  }

  private Throwable onlyFailure() {
    return worker.failures.decode(onlyAnswer().payload().bytes());
  }

  private boolean isDiscarded() {
    try {
      reader.open(data.ref()).close();
      return false;
    } catch (BlobGoneException e) {
      return true;
    }
  }
}
