package dev.baton.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.role.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningTasksTest {

  private final RunningTasks running =
      new RunningTasks("host/2", 6, new RecordedSlot(), Records.blobs(), Clock.SYSTEM);

  private int start() {
    return running.start(Records.task()).slot();
  }

  @Test
  void tasksThatRunAtTheSameTimeHaveDifferentSlots() {
    assertThat(List.of(start(), start(), start())).containsExactly(6, 7, 8);
  }

  @Test
  void aSlotIsFreeAgainWhenItsTasksHaveEnded() {
    RunningChunk first = running.start(Records.task());
    RunningChunk second = running.start(Records.task());

    running.ended(first);
    assertThat(start()).isEqualTo(6);

    running.ended(second);
    assertThat(List.of(start(), start())).containsExactly(7, 8);
  }

  @Test
  void aTaskKnowsItsSlot() {
    start();
    RunningChunk second = running.start(Records.task());
    RunningTask task = running.next(second, 0);

    assertThat(task).isNotNull();
    assertThat(task.slot()).isEqualTo(7);
  }
}
