package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@code baton advise} as a user has it: what it prints, and that nothing is left. */
class AdviseIT extends WithSandbox {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void workThatComputesIsForThreads() throws Exception {
    Path json = folder.resolve("advice.json");

    BatonProcess baton =
        sandbox.run("advise", "sum", "--to=20000000000", "--json=" + json).endsWith(0);

    assertThat(baton.out())
        .startsWith("What a task of sum does: ")
        .containsPattern("(?m)^  MODEL +WORKERS +SLOTS +HANDOFF +TIME +SPEEDUP +HELD UP BY$")
        .containsPattern("(?m)^  serial +- +- +- ")
        .containsPattern("(?m)^  pool +[0-9]+ +1 +kryo ")
        .contains("- model: thread-pool. ", "no GIL", "baton run --workers=")
        .doesNotContain("--json");
    assertThat(baton.err()).contains("baton: sum: running a few of the tasks here");
    sandbox.assertNothingLeft();
    JsonNode advice = new ObjectMapper().readTree(json.toFile());
    assertThat(advice.at("/tasks").asLong()).isEqualTo(16);
    assertThat(advice.at("/advice/way/model").asText()).isEqualTo("thread-pool");
    assertThat(advice.at("/measured/cpuMs").asDouble()).isPositive();
    assertThat(advice.at("/forecasts").findValuesAsText("model"))
        .contains("serial", "thread-pool", "virtual", "pool");
    assertThat(advice.has("check")).isFalse();
  }

  @Test
  void forecastsAreCheckedOnRequest() throws Exception {
    Path json = folder.resolve("advice.json");

    BatonProcess baton =
        sandbox
            .run("advise", "--check", "sleep", "--seconds=0.5", "--tasks=8", "--json=" + json)
            .endsWith(0);

    assertThat(baton.out())
        .containsPattern("(?m)^- model: (thread-pool|virtual)\\. The tasks wait")
        .contains("Checked with all 8 tasks", "As predicted, ")
        .doesNotContain("total\t");
    sandbox.assertNothingLeft();
    JsonNode check = new ObjectMapper().readTree(json.toFile()).at("/check");
    assertThat(check.at("/verdict").asText()).isEqualTo("right");
    assertThat(check.at("/runs")).hasSize(2);
    assertThat(check.at("/runs/0/wallMs").asDouble()).isGreaterThanOrEqualTo(500);
  }

  @Test
  void aSmallFileIsNotWorthAnyParallelism() throws Exception {
    Path text = java.nio.file.Files.writeString(folder.resolve("text"), "one two three\n");

    BatonProcess baton = sandbox.run("advise", "wordcount", text.toString()).endsWith(0);

    assertThat(baton.out()).contains("- model: serial. There is one task");
    sandbox.assertNothingLeft();
  }

  @Test
  void ctrlCEndsACheckAndLeavesNothing() throws Exception {
    BatonProcess baton = sandbox.start("advise", "sleep", "--check", "--tasks=40");
    baton.awaitPrinted("starting a pool");
    await().atMost(LIMIT).until(() -> sandbox.processes().size() > 2);

    baton.signal("INT");

    baton.endsWith(130);
    sandbox.assertNothingLeft();
  }
}
