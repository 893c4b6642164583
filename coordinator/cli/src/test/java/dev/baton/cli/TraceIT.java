package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.cli.timeline.CheckedTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code --trace} writes, of real processes. */
class TraceIT extends WithSandbox {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int TASKS = 60;

  @Test
  void theTraceOfARunWithAKilledWorkerHasWhatItsLedgerHas() throws IOException {
    Path file = folder.resolve("trace.json");
    Path report = folder.resolve("report.json");
    BatonProcess run = sleep(file, "--report=" + report);
    ProcessHandle worker = busyWorker(run, file);
    assertThat(worker.destroyForcibly()).isTrue();
    run.endsWith(0);

    CheckedTrace trace = CheckedTrace.of(file);
    JsonNode ledger = new ObjectMapper().readTree(report.toFile());
    assertThat(CheckedTrace.accepted(trace.attempts("done")))
        .isEqualTo(TASKS)
        .isEqualTo(ledger.at("/done").asLong());
    List<JsonNode> lost = trace.attempts("lost");
    assertThat(CheckedTrace.tasks(lost)).isPositive().isEqualTo(ledger.at("/retried").asLong());
    assertThat(lost)
        .allSatisfy(
            each -> {
              assertThat(each.at("/args/cause").asText()).isEqualTo("crashed");
              assertThat(each.at("/args/evidence").asText()).contains("signal 9");
            });
    assertThat(lost).as("one of them ran").anyMatch(each -> each.path("ph").asText().equals("X"));
    assertThat(trace.instants("worker crashed")).hasSize(1);
    assertThat(trace.instants("restart")).hasSize(1);
    assertThat(trace.of("X").filter(each -> each.path("name").asText().equals("run")).count())
        .isGreaterThanOrEqualTo(TASKS);
    assertThat(trace.of("X").filter(each -> each.path("name").asText().equals("split")))
        .isNotEmpty();
  }

  @Test
  void theTraceOfAKilledCoordinatorCanBeRead() throws IOException {
    Path file = folder.resolve("trace.json");
    BatonProcess run = sleep(file);
    var _ = busyWorker(run, file);
    run.kill();

    assertThat(CheckedTrace.ofKilled(file).attempts("done")).isNotEmpty();
  }

  private BatonProcess sleep(Path trace, String... more) throws IOException {
    List<String> words =
        new ArrayList<>(List.of("run", "--trace=" + trace, "--workers=2", "--spares=0"));
    words.addAll(List.of(more));
    words.addAll(List.of("sleep", "--tasks=" + TASKS, "--seconds=0.2"));
    return sandbox.start(words.toArray(String[]::new));
  }

  /** One of the workers, when tasks have ended; as tasks follow one another, it runs one. */
  private static ProcessHandle busyWorker(BatonProcess run, Path trace) {
    await().atMost(PATIENCE).until(() -> isBegun(trace) && ended(trace) >= 4);
    return run.worker();
  }

  /** The file is there before anything is in it. */
  private static boolean isBegun(Path trace) throws IOException {
    return Files.exists(trace) && Files.size(trace) > 0;
  }

  private static int ended(Path trace) throws IOException {
    return CheckedTrace.ofKilled(trace).attempts("done").size();
  }
}
