package dev.baton.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LogEntryTest {

  @Test
  void whatATaskPrintsHasItsWorkerAndItsTask() {
    assertThat(LogEntry.of("[worker 3 job=sum-4k7 task=17 attempt=2] baton: [x] y"))
        .isEqualTo(
            new LogEntry(
                Level.INFO, "worker 3", new LogEntry.Task("sum-4k7", 17, 2), null, "baton: [x] y"));
  }

  @Test
  void whatAWorkerPrintsOutsideOfTasksHasTheWorker() {
    assertThat(LogEntry.of("[worker 12] hello"))
        .isEqualTo(new LogEntry(Level.INFO, "worker 12", null, null, "hello"));
    assertThat(LogEntry.of("[spare worker] hello"))
        .isEqualTo(new LogEntry(Level.INFO, "spare worker", null, null, "hello"));
  }

  @Test
  void aNoticeIsAWarningWithoutTheTimeForPeople() {
    assertThat(LogEntry.of(Notice.line("host a is back")))
        .isEqualTo(new LogEntry(Level.WARN, null, null, null, "host a is back"));
  }

  @Test
  void aMessageLosesWhatOnlyATerminalNeeds() {
    assertThat(LogEntry.of("baton: metrics at http://127.0.0.1:1/metrics").message())
        .isEqualTo("metrics at http://127.0.0.1:1/metrics");
    assertThat(LogEntry.error("\033[1;31mbaton:\033[0m no such job\n  at x\n"))
        .isEqualTo(new LogEntry(Level.ERROR, null, null, null, "no such job\n  at x"));
  }

  /** The logger that Baton brings, as it is. */
  @Test
  void whatALibraryLogsHasItsLevelAndItsLogger() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      LoggerFactory.getLogger("org.acme.Thing").error("went wrong - twice");
    } finally {
      System.setErr(before);
    }

    assertThat(LogEntry.of(printed.toString(StandardCharsets.UTF_8).strip()))
        .isEqualTo(new LogEntry(Level.ERROR, null, null, "org.acme.Thing", "went wrong - twice"));
  }

  @Test
  void whatTheJdkLogsInOurFormatHasItsLevelAndItsLogger() {
    assertThat(LogEntry.of("WARNING dev.baton.pool.ProcessPool - no"))
        .isEqualTo(new LogEntry(Level.WARN, null, null, "dev.baton.pool.ProcessPool", "no"));
  }
}
