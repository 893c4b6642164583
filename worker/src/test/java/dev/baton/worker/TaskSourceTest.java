package dev.baton.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.wire.ResultBatch.Status;
import org.junit.jupiter.api.Test;

class TaskSourceTest {

  @Test
  void aWorkerRunsNoMoreTasksThanItMayAndHandsBackTheRest() {
    WorkerUnderTest worker = new WorkerUnderTest(2);
    worker.receive(3);

    assertThat(startNext(worker)).isEqualTo(1);
    assertThat(worker.wornOut).isZero();
    assertThat(startNext(worker)).isEqualTo(2);
    assertThat(worker.wornOut).isEqualTo(1);
    assertThat(worker.core.tasks().take()).as("without waiting").isNull();
    assertThat(worker.core.tasks().poll()).isNull();
    assertThat(worker.wornOut).isEqualTo(1);

    worker.core.answers().handBackWaiting();
    worker.core.results().flush();
    assertThat(worker.sent.statuses()).containsExactly(Status.RETURNED);
  }

  @Test
  void aWorkerWithoutALimitRunsAllThatComes() {
    WorkerUnderTest worker = new WorkerUnderTest(0);
    worker.receive(1000);

    assertThat(worker.takeWaiting()).hasSize(1000);
    assertThat(worker.wornOut).isZero();
  }

  @Test
  void whatIsGivenOutCountsAsRunning() {
    WorkerUnderTest worker = new WorkerUnderTest(0);
    worker.receive(2);

    RunningChunk task = worker.core.tasks().poll();

    assertThat(worker.core.running().all()).containsExactly(task);
    assertThat(worker.slot.running).isEqualTo(1);
  }

  private static long startNext(WorkerUnderTest worker) {
    RunningChunk chunk = requireNonNull(worker.core.tasks().take());
    return requireNonNull(worker.core.tasks().next(chunk, worker.clock.nanoTime())).taskId();
  }
}
