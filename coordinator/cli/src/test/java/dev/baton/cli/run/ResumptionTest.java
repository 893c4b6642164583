package dev.baton.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.UsageException;
import dev.baton.cli.terminal.Version;
import dev.baton.job.Splits;
import dev.baton.journal.JobView;
import dev.baton.wire.JobEnded;
import dev.baton.wire.JobStarted;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumptionTest {

  private static JobStarted started(String version) {
    return new JobStarted(
        "a-job", 1, "sum", List.of("sum"), "/", version, 7, 1_000, List.of(), false);
  }

  private static JobView view(String version, JobEnded.@Nullable State end, boolean isAlive) {
    JobEnded ended = end == null ? null : new JobEnded("a-job", end, "The task for 3 failed.", 9);
    return new JobView(started(version), null, ended, 9, isAlive);
  }

  private static String refusal(JobView job, boolean retryFailed) {
    return assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> Resumption.check(job, retryFailed))
        .actual()
        .getMessage();
  }

  @Test
  void whatWasInterruptedOrLostGoesOn() {
    assertThatCode(
            () -> {
              Resumption.check(view(Version.number(), JobEnded.State.INTERRUPTED, false), false);
              Resumption.check(view(Version.number(), null, false), false);
              Resumption.check(view(Version.number(), JobEnded.State.FAILED, false), true);
              Resumption.check(view(Version.number(), JobEnded.State.DONE, false), false);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void whatRunsOrHasFailedDoesNot() {
    String version = Version.number();

    assertThat(refusal(view(version, null, true), true)).contains("a-job is still running");
    assertThat(refusal(view(version, JobEnded.State.FAILED, false), false))
        .isEqualTo(
            "Job a-job failed: The task for 3 failed. To run again what has no result:"
                + " baton resume a-job --retry-failed");
  }

  @Test
  void whatFailedIsToldInOneSentence() {
    for (String message : List.of("No 7", "No 7.", "No 7:\n  The task for 7 failed: no 7")) {
      JobEnded end = new JobEnded("a-job", JobEnded.State.FAILED, message, 9);
      JobView job = new JobView(started(Version.number()), null, end, 9, false);

      assertThat(refusal(job, false)).startsWith("Job a-job failed: No 7. To run again ");
    }
  }

  @Test
  void aJobThatIsDonePrintsOnlyWhatTheLogStillHas() {
    JobView done = view(Version.number(), JobEnded.State.DONE, false);

    assertThatCode(() -> Resumption.check(done, 1_000L)).doesNotThrowAnyException();
    assertThatCode(() -> Resumption.check(view(Version.number(), null, false), 0L))
        .doesNotThrowAnyException();
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> Resumption.check(done, 999L))
        .withMessageContaining("of its 1,000 results the log has only 999 left");
  }

  @Test
  void theTasksRunWhereTheJobWasStartedOrNotAtAll(@TempDir Path folder) {
    assertThat(Resumption.directory(startedIn(folder.toString()))).isEqualTo(folder);
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> Resumption.directory(startedIn(folder + "/gone")))
        .withMessageContaining("was started in " + folder + "/gone, which is gone");
  }

  private static JobStarted startedIn(String directory) {
    return new JobStarted(
        "a-job", 1, "sum", List.of("sum"), directory, "1", 7, 1_000, List.of(), false);
  }

  @Test
  void theResultsOfAnotherVersionAreNotMixedWithThisOnes() {
    assertThat(refusal(view("0.0.7", null, false), false))
        .contains("begun by Baton 0.0.7", "this is " + Version.number(), "run it again");
  }

  @Test
  void anInputThatIsDividedOtherwiseIsRefused() {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> Resumption.check(started("1"), new Splits<>(Stream.empty(), 1_001)))
        .withMessage(
            "Job a-job cannot go on: it had 1,000 tasks, and its input now makes 1,001. Run it"
                + " again.");
    assertThatCode(() -> Resumption.check(started("1"), new Splits<>(Stream.empty(), 1_000)))
        .doesNotThrowAnyException();
  }
}
