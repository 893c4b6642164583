package dev.baton.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.UsageException;
import dev.baton.cli.terminal.Version;
import dev.baton.codec.AllowList;
import dev.baton.codec.FailureCodec;
import dev.baton.config.HeapSize;
import dev.baton.journal.FileJournal;
import dev.baton.journal.JobDirectories;
import dev.baton.journal.JobHistory;
import dev.baton.journal.JobView;
import dev.baton.store.WorkerSnapshot;
import dev.baton.store.WorkerState;
import dev.baton.wire.Address;
import dev.baton.wire.AttemptId;
import dev.baton.wire.AttemptTimes;
import dev.baton.wire.Attempts;
import dev.baton.wire.JobBeat;
import dev.baton.wire.JobEnded;
import dev.baton.wire.JobStarted;
import dev.baton.wire.Payload;
import dev.baton.wire.Quarantined;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.WireRecord;
import dev.baton.wire.WorkerDown;
import dev.baton.wire.WorkerStatus;
import dev.baton.wire.WorkerUp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationTest {

  private static final byte[] NOTHING = {};
  private static final long NOW_MS = System.currentTimeMillis();

  private List<WorkerSnapshot> workers = List.of();

  @TempDir private Path folder;

  @Test
  void aJobWhoseTasksWaitForAWorkerIsToldSo() throws IOException {
    List<WireRecord> waiting = List.of(started(), up(7), down(7, -1, false), beat(4, 0, 0));
    assertThat(explain(true, waiting))
        .contains("Job a (sum) is running.")
        .contains(
            "No task runs, as no worker is up as far as the log knows: its tasks wait for one.");
  }

  @Test
  void aJobWhoseCoordinatorVanishedIsLost() throws IOException {
    assertThat(explain(false, List.of(started(), beat(2, 2, 6))))
        .anyMatch(line -> line.contains("is not running: its coordinator vanished without a word"))
        .anyMatch(
            line ->
                line.startsWith(
                    "Of 10 tasks, 6 had a result and 0 had ended without; 2 tasks were with"
                        + " workers, 2 waited, when it was last heard of"))
        .contains("To go on: baton resume a");
  }

  @Test
  void deathsFailuresAndQuarantineAreTold() throws IOException {
    List<WireRecord> records =
        List.of(
            started(),
            up(7),
            down(7, 3, true),
            new Quarantined("a", 3, 5, 0, "", NOTHING, NOTHING, NOTHING, List.of("signal 9")),
            beat(0, 0, 9),
            new JobEnded("a", JobEnded.State.FAILED, "task 3 killed its workers", 9));
    assertThat(explain(false, records))
        .contains("Job a (sum) failed: task 3 killed its workers")
        .contains("1 worker died:")
        .anyMatch(line -> line.endsWith(" vm/0, which ran task 3: signal 9"))
        .contains("Task 3 was given up, as 1 worker died of it: 'baton quarantine show a/3'.")
        .contains("To go on: baton resume a --retry-failed");
    assertThat(explainTask(view(false), 3))
        .anyMatch(line -> line.startsWith("Task 3 of job a was given up at "))
        .anyMatch(line -> line.endsWith(" vm/0 died while it ran: signal 9"));
    assertThat(explainTask(view(false), 4).getFirst())
        .contains("The log knows of no trouble with it.");
  }

  @Test
  void aLogThatWasFullSaysSo() throws IOException {
    List<WireRecord> records = new ArrayList<>(List.of(started(), up(7)));
    records.addAll(Collections.nCopies(999, down(7, 3, true)));
    assertThat(explain(false, records)).noneMatch(line -> line.contains("probably more"));
    records.add(down(7, 3, true));
    assertThat(explain(false, records))
        .contains(
            "The log keeps only so many deaths and failed attempts: there were probably more.");
  }

  @Test
  void theLongestAttemptsAreToldWithWhatTheyWaitedFor() throws IOException {
    List<WireRecord> records =
        List.of(started(), up(7), ran(4, 1, 3_200), ran(2, 1, 100), ran(6, 2, 200), beat(0, 0, 10));
    assertThat(explain(false, records))
        .containsSubsequence(
            "Of the attempts with a result, these ran longest:",
            "  task 4 ran 3.2 s on vm/0, after 5 ms on the way to the worker and 1.0 s in its"
                + " queue",
            "  tasks 6 to 7 ran 200 ms on vm/0, after 5 ms on the way to the worker and 1.0 s in"
                + " its queue",
            "  task 2 ran 100 ms on vm/0, after 5 ms on the way to the worker and 1.0 s in its"
                + " queue");
    assertThat(explainTask(view(false), 7).getFirst())
        .isEqualTo(
            "Task 7 of job a has given a result; its job has not come to its end. The log knows of"
                + " no trouble with it.");
    assertThat(explainTask(view(false), 7))
        .anyMatch(line -> line.contains("tasks 6 to 7 ran 200 ms on vm/0"))
        .noneMatch(line -> line.contains("--trace"));
    assertThat(explainTask(view(false), 3))
        .anyMatch(
            line ->
                line.startsWith(
                    "It is not among the longest with a result, the last of which ran 100 ms. "));
  }

  @Test
  void whatRunsNowIsTold() throws IOException {
    workers = List.of(runs(1, 7, 4, 3_200), runs(1, 8, 6, 35_000), runs(2, 9, 5, 60_000));
    List<WireRecord> records = List.of(started(), up(7), up(8), beat(2, 2, 6));

    assertThat(explain(true, records))
        .containsSubsequence(
            "These tasks run now, the longest first:",
            "  task 6 on vm/0, for 35.0 s",
            "  task 4 on vm/0, for 3.2 s")
        .noneMatch(line -> line.contains("task 5"));
    assertThat(explainTask(view(true), 6))
        .containsExactly(
            "Task 6 of job a has been running on vm/0 for 35.0 s, in process 108. The log knows of"
                + " no trouble with it.",
            "What it does, on that host: jstack 108");
    assertThat(explainTask(view(true), 5).getFirst())
        .contains("It does not run at this moment; whether it waits or has ended, the log");
    assertThat(explainTask(view(false), 6).getFirst()).doesNotContain("running");
  }

  private static WorkerSnapshot runs(long coordinator, long incarnation, long task, long ms) {
    return new WorkerSnapshot(
        0,
        100 + incarnation,
        incarnation,
        WorkerState.BUSY,
        1,
        1,
        task,
        NOW_MS - ms,
        NOW_MS,
        0,
        0,
        0,
        0,
        0,
        coordinator);
  }

  @Test
  void workersHaveTheirNamesAlsoIfWhatTheyDidIsHeardBeforeTheyCame() throws IOException {
    write(List.of(started(), failure(4), down(7, 3, true), up(7)));
    assertThat(explainTask(view(false), 4))
        .anyMatch(line -> line.contains("attempt 1 failed on vm/0, having waited"));
    assertThat(explainTask(view(false), 3))
        .anyMatch(line -> line.endsWith(" vm/0 died while it ran: signal 9"));
  }

  @Test
  void aTaskThatTheJobDoesNotHaveIsAnError() throws IOException {
    write(List.of(started()));
    assertThatThrownBy(() -> explainTask(view(false), 10))
        .isInstanceOf(UsageException.class)
        .hasMessage("Job a has no task 10: they are 0 to 9.");
  }

  private List<String> explain(boolean isAlive, List<WireRecord> records) throws IOException {
    write(records);
    return JobExplanation.of(view(isAlive), history(), NOW_MS);
  }

  private List<String> explainTask(JobView job, long task) throws IOException {
    return TaskExplanation.of(job, history(), task, NOW_MS);
  }

  private void write(List<WireRecord> records) throws IOException {
    JobDirectories directories = new JobDirectories(folder);
    directories.make("a");
    try (FileJournal journal = FileJournal.open(directories.journal("a")).orElseThrow()) {
      records.forEach(journal::append);
    }
  }

  private JobView view(boolean isAlive) throws IOException {
    JobView view = new JobDirectories(folder).read().getFirst();
    return new JobView(view.started(), view.progress(), view.end(), view.lastSeenMs(), isAlive);
  }

  private JobHistory history() throws IOException {
    return JobHistory.of(started(), new JobDirectories(folder), workers);
  }

  private static JobStarted started() {
    return new JobStarted(
        "a", 1, "sum", List.of("sum"), "/", Version.number(), 7, 10, List.of(), false);
  }

  private static JobBeat beat(long pending, long dispatched, long done) {
    return new JobBeat(1, "a", pending, dispatched, done, 0);
  }

  private static WorkerUp up(long incarnation) {
    return new WorkerUp(
        5,
        "vm",
        new WorkerStatus(
            0,
            incarnation,
            new Address.OnLog(0),
            1,
            100,
            WorkerStatus.State.IDLE,
            0,
            -1,
            0,
            0,
            0,
            0,
            0,
            0,
            HeapSize.AUTO));
  }

  private static AttemptTimes ran(long task, int items, long ms) {
    return new AttemptTimes(
        1,
        7,
        3,
        new Attempts(new AttemptId(task, 1), items),
        new ResultBatch.Times(5_000_000, 1_000_000_000, 0, ms * 1_000_000, 0));
  }

  private static ResultBatch failure(long task) {
    byte[] why =
        new FailureCodec(AllowList.standard(), ExplanationTest.class.getClassLoader())
            .encode(new IllegalStateException("no"));
    ResultBatch.Entry entry =
        new ResultBatch.Entry(
            new AttemptId(task, 1),
            ResultBatch.Status.FAILED,
            ResultBatch.Times.NONE,
            Payload.inline(why),
            ResultBatch.Entry.NO_BLOBS);
    return new ResultBatch(1, 7, 3, List.of(entry));
  }

  private static WorkerDown down(long incarnation, long task, boolean crashed) {
    return new WorkerDown(5, incarnation, 0, crashed, false, false, task, 1, "signal 9");
  }
}
