package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code baton measure spawn}: what it prints, and that nothing is left. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MeasureSpawnIT {

  @TempDir private Path folder;

  @Test
  @Tag("thorough")
  void startsAreMeasuredAndCompared() throws Exception {
    Path json = folder.resolve("figures.json");
    try (Sandbox sandbox = new Sandbox(folder)) {
      BatonProcess baton =
          sandbox
              .run("measure", "spawn", "--quick", "--kinds=threads,jvms,workers", "--json=" + json)
              .endsWith(0);

      List<String> lines = baton.out().lines().toList();
      assertThat(lines.getFirst()).isEqualTo("What starts cost");
      assertThat(lines.get(2)).matches("START, ms +N +MIN +P50 +P99 +MAX +CPU +MiB");
      assertThat(lines.get(3)).matches("thread +500( +[0-9.]+){5}");
      assertThat(lines).anyMatch(line -> line.matches("- A JVM of its own .* after \\d+ tasks\\."));
      assertThat(lines).anyMatch(line -> line.startsWith("- A fresh worker is slow"));
      sandbox.assertNothingLeft();
    }
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertThat(figures.findValuesAsText("case"))
        .containsExactly(
            "thread",
            "virtual-thread",
            "jvm-cold",
            "jvm-cds",
            "jvm-aot", // nothing was measured where classes are in folders, as in tests
            "pool-task",
            "pool-task-kafka",
            "worker",
            "first-task",
            "hundredth-task");
    assertThat(figures.findValuesAsText("failures")).isEmpty();
    assertThat(p50(figures, 0)).as("a thread").isPositive().isLessThan(p50(figures, 3));
    assertThat(p50(figures, 2)).as("a cold JVM").isGreaterThan(p50(figures, 3));
    assertThat(p50(figures, 8)).as("the first task").isGreaterThan(p50(figures, 9));
    assertThat(figures.at("/7/details/rssMiB").asDouble()).as("a worker's memory").isPositive();
  }

  @Test
  @Tag("thorough")
  void memoryOfEachProcessIsMeasuredOverBothTransports() throws Exception {
    Path json = folder.resolve("figures.json");
    try (Sandbox sandbox = new Sandbox(folder)) {
      BatonProcess baton =
          sandbox
              .run("measure", "spawn", "--quick", "--kinds=memory", "--json=" + json)
              .endsWith(0);

      List<String> lines = baton.out().lines().toList();
      assertThat(lines.get(2)).matches("PSS, MiB +OVER +N +IDLE MIN .*AFTER WORK +MAX RSS");
      assertThat(lines).anyMatch(line -> line.matches("worker +sockets +2( +[0-9.]+){5}"));
      assertThat(lines).anyMatch(line -> line.startsWith("- Over Kafka a pool of 2 workers takes"));
      assertThat(lines).noneMatch(line -> line.startsWith("What starts cost"));
      sandbox.assertNothingLeft();
    }
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertThat(figures.findValuesAsText("case"))
        .containsExactlyInAnyOrder(
            "worker", "spare", "coordinator", "worker", "spare", "agent", "broker", "coordinator");
    assertThat(figures)
        .allSatisfy(
            each -> {
              assertThat(each.at("/p50").asDouble()).isPositive();
              assertThat(each.at("/details/afterWorkMiB").asDouble()).isPositive();
            });
  }

  @Test
  void startsOfThreadsAloneAreMeasured() throws Exception {
    try (Sandbox sandbox = new Sandbox(folder)) {
      List<String> lines =
          sandbox
              .run("measure", "spawn", "--quick", "--kinds=threads")
              .endsWith(0)
              .out()
              .lines()
              .toList();

      assertThat(lines.get(3)).matches("thread +500( +[0-9.]+){5}");
      assertThat(lines.get(4)).matches("virtual thread +5000( +[0-9.]+){5}");
      assertThat(lines).noneMatch(line -> line.startsWith("worker"));
      sandbox.assertNothingLeft();
    }
  }

  @Test
  @Tag("thorough")
  void interruptPrintsWhatThereIs() throws Exception {
    try (Sandbox sandbox = new Sandbox(folder)) {
      BatonProcess baton = sandbox.start("measure", "spawn", "--kinds=threads,workers");
      baton.awaitPrinted("spawn: a hundred tasks on fresh worker 1");

      baton.signal("INT");

      baton.endsWith(130);
      assertThat(baton.out()).contains("START").containsPattern("pool task +2000 ");
      sandbox.assertNothingLeft();
    }
  }

  @Test
  @Tag("thorough")
  void interruptedJvmsLeaveNothing() throws Exception {
    try (Sandbox sandbox = new Sandbox(folder)) {
      BatonProcess baton = sandbox.start("measure", "spawn", "--kinds=jvms");
      baton.awaitPrinted("spawn: JVMs");

      baton.signal("INT");

      baton.endsWith(130);
      sandbox.assertNothingLeft();
    }
  }

  private static double p50(JsonNode figures, int place) {
    return figures.get(place).at("/p50").asDouble();
  }
}
