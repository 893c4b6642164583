package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Short measurements as a user starts them: what they print and write, and that nothing is left.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MeasureIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void racesLoseUpdatesWhereTheySaySoAndNowhereElse() throws Exception {
    Path json = folder.resolve("figures.json");
    Path html = folder.resolve("report.html");
    try (Sandbox sandbox = new Sandbox(folder)) {
      BatonProcess baton =
          sandbox
              .run(
                  "measure",
                  "race",
                  "--quick",
                  "--updates=1000000",
                  "--json=" + json,
                  "--html=" + html)
              .endsWith(0);

      assertThat(baton.out())
          .contains("COUNTER")
          .containsPattern("processes, SharedMap.merge +[0-9,]+ +[0-9,]+ +0 %.* right");
      sandbox.assertNothingLeft();
    }
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertThat(figures).hasSize(9);
    for (JsonNode each : figures) {
      boolean unsynchronised = each.at("/case").asText().endsWith("unsynchronised");
      assertThat(each.at("/measurement").asText()).isEqualTo("race");
      assertThat(each.at("/unit").asText()).isEqualTo("ns");
      assertThat(each.at("/p50").asDouble()).isPositive();
      assertThat(each.at("/details/lost").asDouble() > 0)
          .as(each.at("/case").asText())
          .isEqualTo(unsynchronised);
    }
    assertThat(Files.readString(html))
        .contains("baton measure race --quick --updates=1000000")
        .contains("SharedMap.merge");
  }

  @Test
  @Tag("thorough")
  void latencyAndThroughputStandBesideKafkaAloneAndACopy() throws Exception {
    try (Sandbox sandbox = new Sandbox(folder)) {
      List<String> latency =
          sandbox.run("measure", "latency", "--quick").endsWith(0).out().lines().toList();
      List<String> throughput =
          sandbox.run("measure", "throughput", "--quick").endsWith(0).out().lines().toList();

      assertThat(latency)
          .anyMatch(line -> line.matches("record through Kafka.* 600( +[0-9.,]+ .?s){5}"));
      assertThat(latency).anyMatch(line -> line.matches("empty task, .* 600( +[0-9.,]+ .?s){5}"));
      assertThat(latency).anyMatch(line -> line.startsWith("copying 64 MiB"));
      assertThat(throughput).anyMatch(line -> line.matches("submit +3( +[0-9.,]+){3} +tasks .*"));
      assertThat(throughput)
          .anyMatch(line -> line.matches("kafka-echo +3( +[0-9.,]+){3} +records .*"));
      assertThat(throughput)
          .anyMatch(line -> line.matches("hash-kafka +3( +[0-9.,]+){3} +tasks .*"));
      assertThat(throughput)
          .filteredOn(line -> line.startsWith("- Of tasks that compute, 2 workers do"))
          .hasSize(2);
      sandbox.assertNothingLeft();
    }
  }

  @Test
  @Tag("thorough")
  void growthIsMeasuredByTheNumberOfTasks() throws Exception {
    Path json = folder.resolve("figures.json");
    try (Sandbox sandbox = new Sandbox(folder)) {
      List<String> lines =
          sandbox
              .run("measure", "throughput", "--quick", "--tasks=20k", "--json=" + json)
              .endsWith(0)
              .out()
              .lines()
              .toList();

      assertThat(lines).anyMatch(line -> line.matches("map +1,000 +3 .* over sockets"));
      assertThat(lines).anyMatch(line -> line.matches("submit-kafka +20,000 +3 .* over Kafka"));
      assertThat(lines).anyMatch(line -> line.startsWith("- map: a task costs"));
      sandbox.assertNothingLeft();
    }
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertThat(figures).hasSize(4 * 3);
    assertThat(figures.findValuesAsText("heapHalfwayMiB"))
        .hasSize(4 * 3)
        .allSatisfy(mib -> assertThat(Double.parseDouble(mib)).isPositive());
  }

  @Test
  void interruptPrintsAndWritesWhatThereIs() throws Exception {
    Path json = folder.resolve("figures.json");
    try (Sandbox sandbox = new Sandbox(folder)) {
      BatonProcess baton = sandbox.start("measure", "all", "--quick", "--json=" + json);
      baton.awaitPrinted("models: thread, 2 workers");

      baton.signal("INT");

      baton.endsWith(130);
      assertThat(baton.out()).containsPattern("cpu +serial +1 ").doesNotContain("pool-kryo");
      sandbox.assertNothingLeft();
    }
    await().atMost(LIMIT).until(() -> Files.exists(json));
    assertThat(new ObjectMapper().readTree(json.toFile()).findValuesAsText("measurement"))
        .isNotEmpty()
        .containsOnly("models");
  }

  @Test
  void badOptionsAreToldBeforeAnythingStarts() throws Exception {
    try (Sandbox sandbox = new Sandbox(folder)) {
      assertThat(sandbox.run("measure", "rase").endsWith(2).err()).contains("Did you mean race?");
      assertThat(sandbox.run("measure", "race", "--workers=1").endsWith(2).err())
          .contains("--workers 1 is not a number from 2");
      assertThat(sandbox.run("measure", "throughput", "--tasks=10").endsWith(2).err())
          .contains("--tasks 10 is not a number from 1,000");
    }
  }
}
