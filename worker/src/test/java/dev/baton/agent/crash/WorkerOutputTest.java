package dev.baton.agent.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.process.TaskLine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerOutputTest {

  private final List<String> passed = new ArrayList<>();
  private final WorkerOutput output = new WorkerOutput(passed::add);

  @Test
  void eachLineSaysWhichWorkerAndWhichTask() {
    output.accept("early");
    output.mark(3);
    output.accept("of no task");
    output.accept(TaskLine.prefix("sum-4k7", 17, 2) + "of a task");

    assertThat(passed)
        .containsExactly(
            "[spare worker] early",
            "[worker 3] of no task",
            "[worker 3 job=sum-4k7 task=17 attempt=2] of a task");
  }
}
