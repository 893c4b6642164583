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

/** What {@code --html} writes, of real processes. */
class HtmlReportIT extends WithSandbox {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Test
  void theReportOfARunWithAKilledWorkerTellsOfIt() throws IOException {
    Path page = folder.resolve("page.html");
    Path report = folder.resolve("report.json");
    BatonProcess run = sleep(60, "--html=" + page, "--report=" + report);
    assertThat(busyWorker(run).destroyForcibly()).isTrue();
    run.endsWith(0);

    String html = Files.readString(page);
    JsonNode ledger = new ObjectMapper().readTree(report.toFile());
    assertThat(html)
        .contains("Done: 60 tasks with a result.")
        .contains("job " + ledger.at("/jobId").asText())
        .contains("<dt>Repeated attempts</dt><dd>" + ledger.at("/retried").asLong() + "</dd>")
        .contains("<dt>Lost workers</dt><dd>1</dd>")
        .containsPattern("class=\"lost[^>]*><title>task \\d+, lost: ")
        .containsPattern("/\\d, after .*: crashed, while task \\d+ ran; .* lost; replaced .* later")
        .contains("signal 9")
        .contains("not all of the 2 slots had work")
        .doesNotContain("http://", "https://", "<script", "@@");
    assertThat(drafts()).as("drafts that were left").isEmpty();
  }

  @Test
  void aFailedJobHasAReportToo() throws IOException {
    Path page = folder.resolve("page.html");
    sandbox
        .start(
            "run", "--html=" + page, "--workers=1", "wordcount", folder.resolve("gone").toString())
        .awaitEnd();
    assertThat(page).as("no pool, no report: the input was wrong").doesNotExist();

    sandbox
        .start("exec", "--html=" + page, "--halt=now,fail=1", "false", ":::", "1", "2")
        .awaitEnd();
    assertThat(Files.readString(page)).contains("class=\"outcome failed\"");
  }

  @Test
  void anInterruptedRunHasTheReportOfWhatItDid() throws IOException {
    Path page = folder.resolve("page.html");
    BatonProcess run = sleep(600, "--html=" + page);
    var _ = busyWorker(run);
    run.signal("INT");
    run.endsWith(130);

    assertThat(Files.readString(page))
        .contains("class=\"outcome interrupted\"")
        .containsPattern("<rect class=\"done[^>]*><title>task 0: ");
    assertThat(drafts()).as("drafts that were left").isEmpty();
  }

  private List<Path> drafts() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(each -> each.getFileName().toString().startsWith(".page")).toList();
    }
  }

  private BatonProcess sleep(int tasks, String... more) throws IOException {
    List<String> words =
        new ArrayList<>(List.of("run", "--trace=" + trace(), "--workers=2", "--spares=0"));
    words.addAll(List.of(more));
    words.addAll(List.of("sleep", "--tasks=" + tasks, "--seconds=0.2"));
    return sandbox.start(words.toArray(String[]::new));
  }

  private Path trace() {
    return folder.resolve("trace.json");
  }

  /** One of the workers, when tasks have ended; as tasks follow one another, it runs one. */
  private ProcessHandle busyWorker(BatonProcess run) {
    await().atMost(PATIENCE).until(() -> Files.exists(trace()) && Files.size(trace()) > 0);
    await()
        .atMost(PATIENCE)
        .until(() -> CheckedTrace.ofKilled(trace()).attempts("done").size() >= 4);
    return run.worker();
  }
}
