package dev.baton.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.store.WorkerSnapshot;
import dev.baton.store.WorkerState;
import dev.baton.wire.HostDrained;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainTallyTest {

  private static WorkerSnapshot worker(long incarnation, long done, long failed, long returned) {
    return new WorkerSnapshot(
        0, 1, incarnation, WorkerState.DOWN, 1, 0, -1, 0, 0, done, failed, 0, 0, returned, 0);
  }

  @Test
  void whatEndedAfterTheRequestCountsAsFinished() {
    DrainTally tally = new DrainTally(List.of(worker(1, 10, 2, 0), worker(2, 7, 0, 0)));

    assertThat(tally.result(5, List.of(worker(1, 11, 3, 4), worker(2, 7, 0, 1))))
        .isEqualTo(new HostDrained(5, 2, 5));
  }

  @Test
  void aWorkerThatCameMeanwhileCountsAsAWhole() {
    DrainTally tally = new DrainTally(List.of(worker(1, 10, 2, 3)));

    assertThat(tally.result(5, List.of(worker(9, 1, 0, 2)))).isEqualTo(new HostDrained(5, 1, 2));
  }
}
