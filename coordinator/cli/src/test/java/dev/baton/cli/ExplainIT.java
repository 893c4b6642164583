package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What {@code baton explain} says of real runs. */
class ExplainIT extends WithSandbox {

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
        .contains("attempt 1 failed on ")
        .contains("exit code 7")
        .doesNotContain("no trouble");
    assertThat(explained(jobId + "/0")).contains("The log knows of no trouble with it.");
    BatonProcess unknown = sandbox.start("explain", jobId + "/5").endsWith(2);
    assertThat(unknown.err()).contains("has no task 5: they are 0 to 4");
  }

  private String explained(String what) throws IOException {
    return sandbox.start("explain", what).endsWith(0).out();
  }
}
