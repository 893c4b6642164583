package dev.baton.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.codec.Items;
import dev.baton.role.Role;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Attempts;
import dev.baton.wire.Cancel;
import dev.baton.wire.Recall;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A chunk in a worker: its tasks are run, stopped and answered one by one. */
class WorkerChunkTest {

  private record Answer(long from, long to, Status status) {}

  private WorkerUnderTest worker = new WorkerUnderTest(0);

  @AfterEach
  void noInterruptIsLeft() {
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void aChunkThatEndsHasOneAnswerWithTheResultOfEachTask() {
    receive(3);
    for (long task = 1; task <= 3; task++) {
      returns(next(task));
    }
    ends();

    assertThat(answers()).containsExactly(new Answer(1, 4, Status.DONE));
    ResultBatch.Entry answer = worker.answers().getFirst();
    assertThat(answer.sent()).isEqualTo(attempts(1, 4));
    byte[] bytes = answer.payload().bytes();
    Items items = new Items(bytes);
    for (int item = 0; item < 3; item++) {
      items.goTo(item);
      assertThat(bytes[items.from()]).isEqualTo((byte) (10 + item + 1));
    }
    assertThat(worker.slot.done).isEqualTo(3);
    assertThat(worker.slot.running).isZero();
  }

  @Test
  void theTimesOfAnAnswerAreThoseOfAllItsTasks() {
    receive(2);
    RunningTask first = next(1);
    TaskTimer timer = new TaskTimer(worker.clock);
    returns(first, timer, Duration.ofMillis(2));
    timer.next();
    returns(next(2), timer, Duration.ofMillis(5));
    ends();

    assertThat(worker.answers().getFirst().times().executeNs())
        .isEqualTo(Duration.ofMillis(7).toNanos());
  }

  @Test
  void whatIsThereGoesOutWhileATaskTakesLong() {
    receive(4);
    returns(next(1));
    returns(next(2));
    next(3);
    assertThat(worker.answers()).isEmpty();

    passResults();
    assertThat(answers()).containsExactly(new Answer(1, 3, Status.DONE));

    returns(requireNonNull(worker.chunk().current()));
    returns(next(4));
    ends();
    assertThat(answers())
        .containsExactly(new Answer(1, 3, Status.DONE), new Answer(3, 5, Status.DONE));
    passResults();
    assertThat(worker.core.results().doWork(worker.clock.nanoTime()))
        .as("nothing waits")
        .isEqualTo(Role.NOTHING_DUE);
  }

  @Test
  void aTaskThatFailsHasAnAnswerOfItsOwn() {
    receive(3);
    returns(next(1));
    fails(next(2));
    returns(next(3));
    ends();

    assertThat(answers())
        .containsExactlyInAnyOrder(
            new Answer(1, 2, Status.DONE),
            new Answer(2, 3, Status.FAILED),
            new Answer(3, 4, Status.DONE));
    assertThat(worker.slot.failed).isEqualTo(1);
  }

  @Test
  void aTaskThatIsCancelledBeforeItStartsNeverDoes() {
    receive(5);
    RunningTask first = next(1);
    cancel(3, 5);

    returns(first);
    returns(next(2));
    returns(next(5));
    ends();

    assertThat(answers())
        .containsExactlyInAnyOrder(
            new Answer(3, 5, Status.CANCELLED),
            new Answer(1, 3, Status.DONE),
            new Answer(5, 6, Status.DONE));
  }

  @Test
  void onlyTheTaskThatRunsIsInterrupted() {
    receive(3);
    returns(next(1));
    RunningTask second = next(2);
    cancel(2, 3);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();

    fails(second);
    assertThat(Thread.currentThread().isInterrupted()).as("the next has its own").isFalse();
    returns(next(3));
    ends();

    assertThat(answers())
        .containsExactlyInAnyOrder(
            new Answer(2, 3, Status.CANCELLED),
            new Answer(1, 2, Status.DONE),
            new Answer(3, 4, Status.DONE));
  }

  @Test
  void cancellingATaskThatHasEndedChangesNothing() {
    receive(2);
    returns(next(1));
    cancel(1, 2);
    returns(next(2));
    ends();

    assertThat(answers()).containsExactly(new Answer(1, 3, Status.DONE));
  }

  @Test
  void eachTaskHasItsOwnTimeLimit() {
    worker.core.inbox().accept(Records.chunk(3, 100), worker.clock.nanoTime());
    RunningTask first = requireNonNull(worker.begin());
    worker.core.limits().started(first, 100);
    worker.pass(Duration.ofMillis(90));
    returns(first);
    RunningTask second = next(2);
    worker.core.limits().started(second, 100);
    worker.pass(Duration.ofMillis(90));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();

    worker.pass(Duration.ofMillis(20));
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    fails(second);
    returns(next(3));
    ends();

    assertThat(answers())
        .contains(new Answer(2, 3, Status.FAILED))
        .doesNotContain(new Answer(2, 3, Status.CANCELLED));
    assertThat(worker.slot.done).isEqualTo(2);
  }

  @Test
  void whatHasNotStartedCanBeRecalledTheLastFirst() {
    receive(6);
    returns(next(1));
    RunningTask second = next(2);

    worker
        .core
        .inbox()
        .accept(new Recall(Records.COORDINATOR, Records.INCARNATION, 3), worker.clock.nanoTime());

    assertThat(answers())
        .containsExactlyInAnyOrder(
            new Answer(4, 7, Status.RETURNED), new Answer(1, 2, Status.DONE));
    returns(second);
    returns(next(3));
    ends();
    assertThat(answers()).contains(new Answer(2, 4, Status.DONE)).hasSize(3);
  }

  @Test
  void aTaskThatOverrunsIsAnsweredForAndTheRestIsHandedBack() {
    receive(4);
    returns(next(1));
    RunningTask second = next(2);
    cancel(2, 3);
    worker.pass(WorkerUnderTest.GRACE);
    assertThat(worker.overran).containsExactly(second);
    assertThat(second.abandon()).isTrue();

    worker.core.answers().overran(second);
    worker.core.answers().handBackRunning();
    worker.core.answers().handBackWaiting();
    worker.core.results().flush();

    assertThat(answers())
        .containsExactlyInAnyOrder(
            new Answer(1, 2, Status.DONE),
            new Answer(2, 3, Status.CANCELLED),
            new Answer(3, 5, Status.RETURNED));
    returns(second);
    assertThat(worker.beginNext()).as("nothing starts any more").isNull();
    ends();
    assertThat(answers()).hasSize(3);
  }

  @Test
  void aWorkerThatNobodyNeedsStartsAndAnswersNothing() {
    receive(4);
    worker.receive(1);
    returns(next(1));
    RunningTask second = next(2);

    worker.core.answers().dropAll();

    fails(second);
    assertThat(worker.beginNext()).isNull();
    ends();
    worker.core.results().flush();
    assertThat(answers())
        .as("of what had ended before")
        .containsExactly(new Answer(1, 2, Status.DONE));
    assertThat(worker.core.tasks().take()).isNull();
  }

  @Test
  void aWorkerThatMayRunNoMoreTasksHandsBackTheRestOfAChunk() {
    worker = new WorkerUnderTest(2);
    receive(4);
    returns(next(1));
    assertThat(worker.wornOut).isZero();
    returns(next(2));
    assertThat(worker.wornOut).isEqualTo(1);
    assertThat(worker.beginNext()).isNull();
    ends();
    worker.core.results().flush();

    assertThat(answers())
        .containsExactlyInAnyOrder(
            new Answer(1, 3, Status.DONE), new Answer(3, 5, Status.RETURNED));
    assertThat(worker.core.tasks().take()).isNull();
  }

  @Test
  void aChunkThatWaitsIsRecalledAndCancelledInParts() {
    worker.receive(1);
    receive(5);

    cancel(2, 3);
    worker
        .core
        .inbox()
        .accept(new Recall(Records.COORDINATOR, Records.INCARNATION, 2), worker.clock.nanoTime());

    assertThat(answers())
        .containsExactlyInAnyOrder(
            new Answer(2, 3, Status.CANCELLED), new Answer(4, 6, Status.RETURNED));
    assertThat(worker.takeWaiting()).containsExactly(1L, 1L, 3L);
  }

  private void receive(int items) {
    worker.core.inbox().accept(Records.chunk(items, 0), worker.clock.nanoTime());
  }

  /** The next task begins: of a chunk, or of the one that runs. */
  private RunningTask next(long id) {
    RunningTask next = worker.core.running().all().isEmpty() ? worker.begin() : worker.beginNext();
    assertThat(requireNonNull(next).taskId()).isEqualTo(id);
    return next;
  }

  private void returns(RunningTask task) {
    returns(task, new TaskTimer(worker.clock), Duration.ZERO);
  }

  private void returns(RunningTask task, TaskTimer timer, Duration took) {
    timer.begins();
    timer.decoded();
    worker.clock.advance(took);
    timer.executed();
    timer.encoded();
    byte[] result = {(byte) (10 + task.taskId())};
    end(
        task,
        timer,
        EncodedResult.asItem(items -> items.add(result, 1, List.of(), new byte[0])),
        null);
  }

  private void fails(RunningTask task) {
    end(task, new TaskTimer(worker.clock), null, new IllegalStateException("doh!"));
  }

  private void end(
      RunningTask task,
      TaskTimer timer,
      @Nullable EncodedResult result,
      @Nullable Throwable failure) {
    worker.core.answers().ended(worker.chunk(), task, timer, result, failure);
  }

  /** Its thread is done with the chunk. */
  private void ends() {
    worker.core.answers().ended(worker.chunk(), new TaskTimer(worker.clock));
    worker.core.tasks().ended(worker.chunk(), worker.clock.nanoTime());
  }

  private void cancel(long from, long to) {
    worker
        .core
        .inbox()
        .accept(
            new Cancel(Records.COORDINATOR, Records.INCARNATION, true, List.of(attempts(from, to))),
            worker.clock.nanoTime());
  }

  private void passResults() {
    worker.clock.advance(Duration.ofNanos(Records.LINGER_NS));
    while (worker.core.results().doWork(worker.clock.nanoTime()) == 0) {
      // there is more
    }
  }

  private List<Answer> answers() {
    return worker.answers().stream()
        .map(each -> new Answer(each.attempts().from(), each.attempts().to(), each.status()))
        .toList();
  }

  private static Attempts attempts(long from, long to) {
    return new Attempts(new AttemptId(from, 1), (int) (to - from));
  }
}
