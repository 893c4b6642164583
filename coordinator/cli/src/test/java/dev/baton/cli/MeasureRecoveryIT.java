package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code baton measure recovery} with each fault: what it prints, and that nothing is left. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class MeasureRecoveryIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  @Tag("thorough")
  void faultsOfWorkersAndAgentsAreMeasuredAndPrinted() throws Exception {
    Path json = folder.resolve("figures.json");
    try (Sandbox sandbox = new Sandbox(folder)) {
      BatonProcess baton =
          sandbox
              .run(
                  "measure",
                  "recovery",
                  "--kills=3",
                  "--freezes=1",
                  "--agents=1",
                  "--brokers=0",
                  "--coordinators=0",
                  "--seed=7",
                  "--json=" + json)
              .endsWith(0);

      List<String> lines = baton.out().lines().toList();
      assertThat(lines.getFirst()).startsWith("How long");
      assertThat(lines.get(2)).matches("FAULT, ms +N +MIN +P50 +P90 +P99 +MAX");
      assertThat(lines.get(3)).matches("worker killed, local +3( +[0-9.,]+){5}");
      assertThat(lines.get(4)).matches("worker frozen, local +1( +[0-9.,]+){5}");
      assertThat(lines.get(5)).matches("worker killed, kafka +3( +[0-9.,]+){5}");
      assertThat(lines.get(6)).matches("worker frozen, kafka +1( +[0-9.,]+){5}");
      assertThat(lines.get(7)).matches("agent killed, kafka +1( +[0-9.,]+){5}");
      assertThat(lines.subList(8, lines.size())).anyMatch(line -> line.contains("#"));
      sandbox.assertNothingLeft();
    }
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertThat(figures.findValuesAsText("case"))
        .containsExactly(
            "worker-killed", "worker-frozen", "worker-killed", "worker-frozen", "agent-killed");
    JsonNode killed = figures.get(0);
    assertThat(killed.fieldNames())
        .toIterable()
        .containsExactly(
            "measurement",
            "case",
            "parameters",
            "unit",
            "n",
            "min",
            "p50",
            "p90",
            "p99",
            "max",
            "distribution",
            "machine",
            "version");
    assertThat(killed.at("/n").asInt()).isEqualTo(3);
    assertThat(killed.at("/min").asDouble()).isPositive();
    assertThat(killed.at("/max").asDouble()).isGreaterThanOrEqualTo(killed.at("/p50").asDouble());
    assertThat(killed.at("/parameters/seed").asLong()).isEqualTo(7);
  }

  @Test
  @Tag("thorough")
  void faultsOfBrokersAndCoordinatorsAreMeasuredAndPrinted() throws Exception {
    try (Sandbox sandbox = new Sandbox(folder)) {
      BatonProcess baton =
          sandbox
              .run(
                  "measure",
                  "recovery",
                  "--kills=0",
                  "--freezes=0",
                  "--agents=0",
                  "--brokers=1",
                  "--coordinators=1")
              .endsWith(0);

      List<String> lines = baton.out().lines().toList();
      assertThat(lines.get(3)).matches("broker killed, kafka +1( +[0-9.,]+){5}");
      assertThat(lines.get(4)).matches("coordinator killed, kafka +1( +[0-9.,]+){5}");
      sandbox.assertNothingLeft();
    }
  }

  @Test
  @Tag("thorough")
  void interruptedResumptionLeavesNothing() throws Exception {
    try (Sandbox sandbox = new Sandbox(folder)) {
      BatonProcess baton =
          sandbox.start(
              "measure", "recovery", "--kills=0", "--freezes=0", "--agents=0", "--brokers=0");
      await().atMost(LIMIT).until(() -> sandbox.processes().size() > 4);

      baton.signal("INT");

      baton.endsWith(130);
      sandbox.assertNothingLeft();
    }
  }

  @Test
  void interruptPrintsWhatThereIs() throws Exception {
    try (Sandbox sandbox = new Sandbox(folder)) {
      BatonProcess baton =
          sandbox.start("measure", "recovery", "--kills=1000", "--freezes=0", "--agents=0");
      baton.awaitPrinted("worker killed, local, 2 of 1000");

      baton.signal("INT");

      baton.endsWith(130);
      assertThat(baton.out()).contains("FAULT").containsPattern("worker killed, local +[1-9]");
      sandbox.assertNothingLeft();
    }
  }
}
