package dev.baton.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.wire.AttemptId;
import dev.baton.wire.Attempts;
import dev.baton.wire.Cancel;
import dev.baton.wire.ResultBatch.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A worker that two coordinators use. */
class SharedWorkerTest {

  private static final long OTHER = 78;

  private final WorkerUnderTest worker = new WorkerUnderTest(0);

  @Test
  void tasksOfAnotherCoordinatorDoNotWaitForAllThatCameBefore() {
    worker.receive(1000);
    runNext(Duration.ofMillis(100));
    receiveFromOther(1);

    RunningChunk next = requireNonNull(worker.core.tasks().poll());

    assertThat(next.tasks().coordinator()).isEqualTo(OTHER);
  }

  @Test
  void aLongChunkMakesWayAndGoesOnAfterwards() {
    worker.core.inbox().accept(Records.chunk(100, 0), worker.clock.nanoTime());
    RunningTask first = requireNonNull(worker.begin());
    receiveFromOther(1);
    worker.clock.advance(Duration.ofMillis(50));
    RunningChunk chunk = worker.chunk();
    assertThat(worker.core.tasks().next(chunk, worker.clock.nanoTime()))
        .as("it is the other's turn")
        .isNull();
    end(chunk, first);

    assertThat(requireNonNull(worker.begin()).batch().coordinator()).isEqualTo(OTHER);
    worker.clock.advance(Duration.ofMillis(200));
    worker.core.tasks().ended(worker.chunk(), worker.clock.nanoTime());

    RunningTask second = requireNonNull(worker.begin());
    assertThat(second.taskId()).isEqualTo(2);
    assertThat(requireNonNull(worker.beginNext()).taskId()).isEqualTo(3);
    assertThat(worker.answers()).noneMatch(answer -> answer.status() == Status.RETURNED);
  }

  @Test
  void aChunkDoesNotMakeWayForTasksOfItsOwnCoordinator() {
    worker.core.inbox().accept(Records.chunk(100, 0), worker.clock.nanoTime());
    requireNonNull(worker.begin());
    worker.receive(5);
    worker.clock.advance(Duration.ofSeconds(50));

    assertThat(worker.core.tasks().next(worker.chunk(), worker.clock.nanoTime())).isNotNull();
  }

  @Test
  void tasksOfAChunkThatMadeWayCanBeCancelled() {
    worker.core.inbox().accept(Records.chunk(10, 0), worker.clock.nanoTime());
    RunningTask first = requireNonNull(worker.begin());
    receiveFromOther(1);
    worker.clock.advance(Duration.ofMillis(50));
    RunningChunk chunk = worker.chunk();
    assertThat(worker.core.tasks().next(chunk, worker.clock.nanoTime())).isNull();
    end(chunk, first);

    Attempts some = new Attempts(new AttemptId(2, 1), 9);
    worker
        .core
        .inbox()
        .accept(
            new Cancel(Records.COORDINATOR, Records.INCARNATION, true, List.of(some)),
            worker.clock.nanoTime());

    assertThat(worker.answers())
        .anyMatch(answer -> answer.status() == Status.CANCELLED && answer.attempts().equals(some));
  }

  private void receiveFromOther(int tasks) {
    worker.core.inbox().accept(Records.batch(OTHER, tasks), worker.clock.nanoTime());
  }

  private void runNext(Duration time) {
    requireNonNull(worker.begin());
    worker.clock.advance(time);
    worker.core.tasks().ended(worker.chunk(), worker.clock.nanoTime());
  }

  private void end(RunningChunk chunk, RunningTask task) {
    TaskTimer timer = new TaskTimer(worker.clock);
    timer.executed();
    timer.encoded();
    worker
        .core
        .answers()
        .ended(chunk, task, timer, null, new IllegalStateException("as the test wants"));
    worker.core.answers().ended(chunk, timer);
    worker.core.tasks().ended(chunk, worker.clock.nanoTime());
  }
}
