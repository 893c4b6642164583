package dev.baton.agent.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ThreadDumpTest {

  @Test
  void theExcerptIsTheStackOfTheThreadThatRunsTasks() {
    List<String> dump =
        List.of(
            "Full thread dump OpenJDK 64-Bit Server VM:",
            "\"main\" #3 [12] prio=5",
            "\tat java.lang.Object.wait0(Native Method)",
            "",
            "\"baton-slots\" #22 [34] daemon prio=5",
            "   java.lang.Thread.State: RUNNABLE",
            "\tat acme.Endless.apply(Endless.java:7)",
            "\t- locked <0x1> (a java.lang.Object)",
            "\tat dev.baton.worker.TaskRunner.execute(TaskRunner.java:80)",
            "",
            "\"baton-tidy\" #23",
            "\tat other.Thread.run(Thread.java:1)");

    assertThat(ThreadDump.excerpt(dump))
        .isEqualTo(
            "\n  at acme.Endless.apply(Endless.java:7)"
                + "\n  at dev.baton.worker.TaskRunner.execute(TaskRunner.java:80)");
  }

  @Test
  void withoutADumpThereIsNoExcerpt() {
    assertThat(ThreadDump.excerpt(List.of("something else"))).isEmpty();
  }
}
