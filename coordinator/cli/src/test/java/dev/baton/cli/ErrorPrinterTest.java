package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ClusterException;
import dev.baton.EnvironmentException;
import dev.baton.RemoteTaskException;
import dev.baton.TaskFailedException;
import dev.baton.TaskTimeoutException;
import dev.baton.UsageException;
import dev.baton.cli.run.ResumeHint;
import dev.baton.cli.terminal.FailureText;
import dev.baton.cli.terminal.ResultStream;
import dev.baton.job.JobFailedException;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ErrorPrinterTest {

  private final CapturedConsole console = new CapturedConsole();

  private int explain(Throwable failure) {
    return new ErrorPrinter(console.console(), false).explain(failure);
  }

  private void assertPrinted(String message) {
    assertThat(console.err()).isEqualToIgnoringNewLines(message);
  }

  @Test
  void wrongInputIsUsage() {
    assertThat(explain(new UsageException("There is no file x."))).isEqualTo(2);
    assertPrinted("baton: There is no file x.");
  }

  @Test
  void wrongSurroundingsAreEnvironment() {
    assertThat(explain(new EnvironmentException("No broker at a:1."))).isEqualTo(3);
    assertPrinted("baton: No broker at a:1.");
  }

  @Test
  void resultThatCannotBeWrittenIsEnvironment() {
    assertThat(explain(new ResultStream.WriteException(new IOException("full")))).isEqualTo(3);
    assertPrinted("baton: Cannot write the result: full.");
  }

  @Test
  void whatIsToBeDoneAboutAClusterIsSaidInOptions() {
    Throwable failure =
        new ClusterException("No broker.", "Give kafkaConfig(file).", "Give --kafka-config.", null);

    assertThat(explain(failure)).isEqualTo(3);
    assertPrinted("baton: No broker. Give --kafka-config.");
    assertThat(failure).hasMessage("No broker. Give kafkaConfig(file).");
  }

  @Test
  void aReaderThatHasGoneIsWorthAWordWhereItEndsAJob() {
    Throwable failure = new ResultStream.ClosedPipeException(new IOException());
    failure.addSuppressed(new ResumeHint("interrupted"));

    assertThat(explain(failure)).isEqualTo(141);
    assertPrinted("baton: interrupted");
  }

  @Test
  void jobThatFailedIsToldWithoutTrace() {
    assertThat(explain(new JobFailedException("Line 7 has no number."))).isEqualTo(1);
    assertPrinted("baton: Line 7 has no number.");
  }

  @Test
  void readerThatHasGoneIsNotWorthAWord() {
    assertThat(explain(new ResultStream.ClosedPipeException(new IOException()))).isEqualTo(141);
    assertPrinted("");
  }

  @Test
  void taskThatThrewIsNamedWithItsFirstRemoteFrames() {
    IllegalStateException remote = new IllegalStateException("boom", new IOException("disk"));
    StackTraceElement[] frames = new StackTraceElement[9];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = new StackTraceElement("acme.Task", "step" + i, "Task.java", i + 1);
    }
    remote.setStackTrace(frames);

    assertThat(
            explain(
                new TaskFailedException("The task for bytes 0 to 99 of big.txt failed", remote)))
        .isEqualTo(1);

    assertThat(console.err())
        .startsWith("baton: The task for bytes 0 to 99 of big.txt failed: java.lang.IllegalState")
        .contains(
            "at acme.Task.step0(Task.java:1)", "step3(", "caused by java.io.IOException: disk")
        .doesNotContain("step4(");
  }

  @Test
  void classThatIsUnknownHereKeepsItsName() {
    RemoteTaskException remote = new RemoteTaskException("acme.OddException", "boom");
    remote.setStackTrace(new StackTraceElement[0]);

    assertThat(explain(new TaskFailedException("The task for number 7 failed", remote)))
        .isEqualTo(1);

    assertThat(console.err())
        .startsWith("baton: The task for number 7 failed: acme.OddException: boom");
  }

  /**
   * As an exception arrives whose own class is unknown here, but one of its superclasses is not.
   */
  @Test
  void superclassThatStandsInNamesTheRealClass() {
    IOException remote = new IOException("acme.OddException: boom");
    TaskFailedException failed = new TaskFailedException("The task for number 7 failed", remote);

    assertThat(explain(failed)).isEqualTo(1);

    String line = "The task for number 7 failed: java.io.IOException: acme.OddException: boom";
    assertThat(console.err()).startsWith("baton: " + line);
    assertThat(FailureText.message(failed)).isEqualTo(line);
  }

  @Test
  void batonsOwnExceptionsAreSentencesForPeople() {
    TaskTimeoutException timeout = new TaskTimeoutException("It ran longer than 1 s.");

    assertThat(explain(new TaskFailedException("The task for number 7 failed", timeout)))
        .isEqualTo(1);

    assertPrinted("baton: The task for number 7 failed: It ran longer than 1 s.");
    assertThat(FailureText.message(new UsageException("x"))).isEqualTo("x");
  }

  @Test
  void wrappersAreTakenOff() {
    assertThat(explain(new ExecutionException(new UsageException("x")))).isEqualTo(2);
    assertPrinted("baton: x");
  }

  @Test
  void defectShowsWhereItIs() {
    assertThat(explain(new IllegalStateException("odd"))).isEqualTo(1);

    assertThat(console.err())
        .startsWith("baton: java.lang.IllegalStateException: odd")
        .contains("at dev.baton.cli.ErrorPrinterTest");
  }
}
