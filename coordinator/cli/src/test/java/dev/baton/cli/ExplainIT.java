package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code baton explain} says of real runs. */
class ExplainIT extends WithSandbox {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final String LONGEST =
      "these ran longest:\\R  tasks? \\d.* ran \\S+ \\S+ on \\S+/\\d, after .* on the way to the"
          + " worker";

  @Test
  void deathsFailedAttemptsAndTheQuarantineOfAJobAreExplained() throws IOException {
    BatonProcess run =
        sandbox.start(
            "exec",
            "--workers=2",
            "-j2",
            "--deaths=1",
            "--retries=1",
            "sh",
            "-c",
            "case $0 in c) kill -9 $PPID; sleep 60;; d) exit 7;; esac",
            ":::",
            "a",
            "b",
            "c",
            "d",
            "e");
    run.awaitEnd();
    String jobId =
        new ObjectMapper()
            .readTree(sandbox.start("jobs", "--json").endsWith(0).out())
            .at("/0/jobId")
            .asText();

    assertThat(explained(jobId))
        .containsPattern(LONGEST)
        .contains("1 worker died:")
        .contains("which ran task 2: signal 9")
        .contains("1 attempt failed:")
        .contains("exit code 7, first of task 3")
        .contains("Task 2 was given up, as 1 worker died of it");
    assertThat(explained(jobId + "/2"))
        .contains("Task 2 of job " + jobId + " was given up at")
        .contains("died while it ran: signal 9");
    assertThat(explained(jobId + "/3"))
        .containsPattern(
            "attempt \\d failed on ") // the first may have been with the worker that died
        .contains("exit code 7")
        .doesNotContain("no trouble");
    assertThat(explained(jobId + "/0")).contains("The log knows of no trouble with it.");
    BatonProcess unknown = sandbox.start("explain", jobId + "/5").endsWith(2);
    assertThat(unknown.err()).contains("has no task 5: they are 0 to 4");
  }

  @Test
  void whatATaskIsAtIsToldWhileItRuns() throws IOException {
    BatonProcess run = sandbox.start("run", "--workers=1", "sleep", "--tasks=2", "--seconds=600");

    assertRunningTaskIsTold(List.of());

    run.signal("INT");
    run.endsWith(130);
  }

  @Test
  void theSameOnACluster() throws IOException {
    List<String> cluster = List.of("--kafka-config", sandbox.startBroker());
    sandbox.start(words("worker", cluster, "--workers=1")).awaitPrinted("1 worker joined");
    BatonProcess run = sandbox.start(words("run", cluster, "sleep", "--tasks=2", "--seconds=600"));

    assertRunningTaskIsTold(cluster);

    run.signal("INT");
    run.endsWith(130);
  }

  private void assertRunningTaskIsTold(List<String> cluster) throws IOException {
    String[] list = words("jobs", cluster, "--json");
    await().atMost(PATIENCE).until(() -> jobs(list).at("/0/state").asText().equals("running"));
    String jobId = jobs(list).at("/0/jobId").asText();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(explained(words("explain", cluster, jobId)))
                    .containsPattern("These tasks run now.*\n  task 0 on \\S+/0, for "));

    assertThat(explained(words("explain", cluster, jobId + "/0")))
        .containsPattern("Task 0 of job \\S+ has been running on \\S+/0 for .*, in process \\d+")
        .containsPattern("jstack \\d+");
    assertThat(explained(words("explain", cluster, jobId + "/1")))
        .contains("It does not run at this moment");
  }

  private static String[] words(String command, List<String> cluster, String... more) {
    return Stream.of(Stream.of(command), cluster.stream(), Stream.of(more))
        .flatMap(each -> each)
        .toArray(String[]::new);
  }

  private JsonNode jobs(String[] list) throws IOException {
    return new ObjectMapper().readTree(sandbox.run(list).endsWith(0).out());
  }

  private String explained(String[] words) throws IOException {
    return sandbox.run(words).endsWith(0).out();
  }

  private String explained(String what) throws IOException {
    return sandbox.start("explain", what).endsWith(0).out();
  }
}
