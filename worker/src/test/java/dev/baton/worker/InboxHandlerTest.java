package dev.baton.worker;

import static dev.baton.worker.Records.COORDINATOR;
import static dev.baton.worker.Records.INCARNATION;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.wire.Address;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Attempts;
import dev.baton.wire.Cancel;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.Recall;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import dev.baton.worker.RunningTask.Stop;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxHandlerTest {

  private static final long OTHER = 78;

  private final WorkerUnderTest worker = new WorkerUnderTest(0);

  @Test
  void whatIsForAnotherProcessThatHadThisInboxIsDropped() {
    accept(Records.batch(COORDINATOR, INCARNATION - 1, Records.RESULTS, 2));
    worker.receive(1);
    accept(
        new Cancel(COORDINATOR, INCARNATION - 1, true, List.of(Attempts.of(new AttemptId(1, 1)))));
    accept(new Recall(COORDINATOR, INCARNATION - 1, 9));

    assertThat(worker.slot.dropped).isEqualTo(3);
    assertThat(worker.takeWaiting()).containsExactly(1L);
    assertThat(worker.answers()).isEmpty();
  }

  @Test
  void tasksOfACoordinatorThatCannotBeAnsweredAreDropped() {
    accept(Records.batch(COORDINATOR, INCARNATION, new Address.OnLog(99), 2));

    assertThat(worker.slot.dropped).isEqualTo(1);
    assertThat(worker.takeWaiting()).isEmpty();
  }

  @Test
  void aTaskThatIsCancelledBeforeItsStartIsAnsweredAndNeverBegins() {
    worker.receive(3);

    cancel(COORDINATOR, true, 2);

    assertAnswered(Status.CANCELLED, 2);
    assertThat(worker.takeWaiting()).containsExactly(1L, 3L);
  }

  @Test
  void aRunningTaskThatIsCancelledIsInterruptedAndAnswersForItself() {
    worker.receive(1);
    RunningTask task = begin();
    assertThat(task.enterBody()).isTrue();

    cancel(COORDINATOR, true, 1);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(task.stop()).isEqualTo(Stop.CANCELLED);
    assertThat(worker.answers()).isEmpty();
  }

  @Test
  void withoutAnInterruptABodyThatHasBegunGoesOn() {
    worker.receive(1);
    RunningTask task = begin();
    assertThat(task.enterBody()).isTrue();

    cancel(COORDINATOR, false, 1);

    assertThat(Thread.interrupted()).isFalse();
    assertThat(task.isCancelled()).isFalse();
  }

  @Test
  void withoutAnInterruptABodyThatHasNotBegunNeverDoes() {
    worker.receive(1);
    RunningTask task = begin();

    cancel(COORDINATOR, false, 1);

    assertThat(Thread.interrupted()).isFalse();
    assertThat(task.enterBody()).isFalse();
  }

  @Test
  void aCoordinatorCancelsItsOwnTasksOnly() {
    worker.receive(2);
    RunningTask running = begin();

    cancel(OTHER, true, 1);
    cancel(OTHER, true, 2);

    assertThat(running.isCancelled()).isFalse();
    assertThat(worker.takeWaiting()).containsExactly(2L);
    assertThat(worker.answers()).isEmpty();
  }

  @Test
  void aRecallGivesBackWhatCameLastInOneBatch() {
    worker.receive(5);

    accept(new Recall(COORDINATOR, INCARNATION, 2));

    assertAnswered(Status.RETURNED, 5, 4);
    assertThat(worker.sent.batches())
        .singleElement()
        .returns(INCARNATION, ResultBatch::incarnation);
    assertThat(worker.takeWaiting()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aRecallGivesBackNothingThatRuns() {
    worker.receive(2);
    begin();

    accept(new Recall(COORDINATOR, INCARNATION, 9));

    assertAnswered(Status.RETURNED, 2);
  }

  @Test
  void whatComesWhenAWorkerTakesNoMoreIsHandedBack() {
    worker.core.answers().handBackWaiting();

    worker.receive(2);

    assertAnswered(Status.RETURNED, 1, 2);
    assertThat(worker.takeWaiting()).isEmpty();
  }

  private RunningTask begin() {
    return requireNonNull(worker.begin());
  }

  private void accept(InboxRecord record) {
    worker.core.inbox().accept(record, worker.clock.nanoTime());
  }

  private void cancel(long coordinator, boolean interrupt, long task) {
    accept(
        new Cancel(
            coordinator, INCARNATION, interrupt, List.of(Attempts.of(new AttemptId(task, 1)))));
  }

  private void assertAnswered(Status status, long... tasks) {
    assertThat(worker.answers()).allMatch(answer -> answer.status() == status);
    assertThat(worker.answers().stream().mapToLong(answer -> answer.attempt().taskId()).toArray())
        .containsExactly(tasks);
  }
}
