package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code baton measure recovery} with few faults: what it prints, and that nothing is left. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class MeasureRecoveryIT {

  @TempDir private Path folder;

  @Test
  void killsAreMeasuredAndPrinted() throws Exception {
    Path json = folder.resolve("figures.json");
    try (Sandbox sandbox = new Sandbox(folder)) {
      BatonProcess baton =
          sandbox
              .run(
                  "measure",
                  "recovery",
                  "--kills=3",
                  "--freezes=0",
                  "--agents=0",
                  "--brokers=0",
                  "--coordinators=0",
                  "--seed=7",
                  "--json=" + json)
              .endsWith(0);

      assertThat(baton.out().lines().findFirst())
          .hasValueSatisfying(
              line -> assertThat(line).matches("FAULT, ms +N +MIN +P50 +P90 +P99 +MAX"));
      assertThat(baton.out().lines().skip(1).findFirst())
          .hasValueSatisfying(line -> assertThat(line).matches("worker killed +3( +[0-9.]+){5}"));
      assertThat(baton.out()).contains("#").doesNotContain("frozen");
      sandbox.assertNothingLeft();
    }
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertThat(figures).hasSize(1);
    JsonNode killed = figures.get(0);
    assertThat(killed.fieldNames())
        .toIterable()
        .containsExactly(
            "case",
            "unit",
            "n",
            "min",
            "p50",
            "p90",
            "p99",
            "max",
            "machine",
            "version",
            "parameters");
    assertThat(killed.at("/case").asText()).isEqualTo("worker-killed");
    assertThat(killed.at("/n").asInt()).isEqualTo(3);
    assertThat(killed.at("/min").asDouble()).isPositive();
    assertThat(killed.at("/max").asDouble()).isGreaterThanOrEqualTo(killed.at("/p50").asDouble());
    assertThat(killed.at("/parameters/seed").asLong()).isEqualTo(7);
  }

  @Test
  void interruptPrintsWhatThereIs() throws Exception {
    try (Sandbox sandbox = new Sandbox(folder)) {
      BatonProcess baton =
          sandbox.start("measure", "recovery", "--kills=1000", "--freezes=0", "--agents=0");
      baton.awaitPrinted("worker killed, 2 of 1000");

      baton.signal("INT");

      baton.endsWith(130);
      assertThat(baton.out()).startsWith("FAULT").containsPattern("worker killed +[1-9]");
      sandbox.assertNothingLeft();
    }
  }
}
