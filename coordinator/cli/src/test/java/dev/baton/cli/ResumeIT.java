package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.cli.timeline.CheckedTrace;
import dev.baton.journal.JobDirectories;
import dev.baton.journal.JobView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Jobs whose coordinator ends before they do, and what goes on from there. */
class ResumeIT extends WithSandbox {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int TASKS = 20;
  private static final int FREE = 8;

  private GatedJob job;
  private JobDirectories directories;

  @BeforeEach
  void open() throws IOException {
    job = new GatedJob(folder);
    directories = new JobDirectories(folder.resolve("state").resolve("baton"));
  }

  private BatonProcess start(int free, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("run", "--workers=2"));
    words.addAll(job.arguments(TASKS, free));
    words.addAll(List.of(more));
    return sandbox.start(words.toArray(String[]::new));
  }

  private JobView view() {
    try {
      List<JobView> jobs = directories.read();
      assertThat(jobs).hasSize(1);
      return jobs.getFirst();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String awaitDone(int tasks) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(view().done()).isEqualTo(tasks));
    return view().jobId();
  }

  /** A run that was killed when the tasks that may have given their results. */
  private String killed() throws IOException {
    BatonProcess run = start(FREE);
    String jobId = awaitDone(FREE);
    kill(run);
    return jobId;
  }

  /** What still runs of a killed job would give results too, if it were let. */
  private void kill(BatonProcess run) throws IOException {
    run.signal("KILL");
    assertThat(run.awaitEnd()).isEqualTo(137);
    await().atMost(PATIENCE).until(() -> sandbox.processes().isEmpty());
  }

  @Test
  void theTasksOfAResumedJobRunWhereTheJobWasStarted() throws IOException {
    Path home = Files.createDirectory(folder.resolve("home"));
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    List<String> words = new ArrayList<>(List.of("run", "--workers=2"));
    words.addAll(job.arguments(TASKS, FREE));
    BatonProcess run = sandbox.startIn(home, words.toArray(String[]::new));
    String jobId = awaitDone(FREE);
    kill(run);
    job.open();
    Path moved = Files.move(home, folder.resolve("moved"));
    BatonProcess refused = sandbox.startIn(elsewhere, "resume", jobId).endsWith(2);
    Files.move(moved, home);

    BatonProcess resume = sandbox.startIn(elsewhere, "resume", jobId).endsWith(0);

    assertThat(refused.err()).contains("was started in " + home + ", which is gone");
    assertThat(resume.out()).isEqualTo(GatedJob.output(TASKS));
    assertThat(job.directories()).containsExactly(home);
  }

  @Test
  void aResultThatCannotBeWrittenLeavesTheJobToBeResumed() throws IOException {
    job.open();
    List<String> words = new ArrayList<>(List.of("run", "--workers=2"));
    words.addAll(job.arguments(TASKS, TASKS));
    BatonProcess run = sandbox.startInto(Path.of("/dev/full"), words.toArray(String[]::new));
    run.endsWith(3);
    String jobId = view().jobId();
    assertThat(run.err())
        .contains("Cannot write the result: No space left on device.")
        .contains("'baton resume " + jobId + "' goes on from here");
    job.forgetRuns();

    BatonProcess resume = sandbox.run("resume", jobId).endsWith(0);

    assertThat(resume.out()).isEqualTo(GatedJob.output(TASKS));
    assertThat(job.runs()).isEmpty();
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @Test
  void aKilledJobIsResumedWithTheTasksThatHaveNoResult() throws IOException {
    String jobId = killed();
    job.forgetRuns();
    job.open();
    Path report = folder.resolve("report.json");

    Path trace = folder.resolve("trace.json");
    Path profile = folder.resolve("profile.jfr");
    BatonProcess resume =
        sandbox.run(
            "resume", jobId, "--report=" + report, "--trace=" + trace, "--profile=" + profile);

    resume.endsWith(0);
    assertThat(resume.out()).isEqualTo(GatedJob.output(TASKS));
    assertThat(resume.err()).contains("resuming " + jobId + ": 8 of 20 tasks are done already");
    assertThat(job.runs()).containsExactlyInAnyOrderElementsOf(numbers(FREE, TASKS));
    JsonNode json = new ObjectMapper().readTree(report.toFile());
    assertThat(json.at("/jobId").asText()).isEqualTo(jobId);
    assertThat(json.at("/restored").asInt()).isEqualTo(FREE);
    assertThat(json.at("/tasks").asInt()).isEqualTo(TASKS);
    assertThat(json.at("/handoffs/KRYO/tasks").asInt()).isEqualTo(TASKS - FREE);
    assertThat(profile).isNotEmptyFile();
    assertThat(CheckedTrace.accepted(CheckedTrace.of(trace).attempts("done")))
        .isEqualTo(TASKS - FREE);
    assertThat(directories.broker(jobId)).doesNotExist();
    sandbox.assertNothingLeft();
    BatonProcess again = sandbox.run("resume", jobId).endsWith(0);
    assertThat(again.out()).isEqualTo(GatedJob.output(TASKS));
    assertThat(again.err())
        .isEqualTo("baton: job " + jobId + " is done; this is its result once more\n");
  }

  @Test
  @Tag("thorough")
  void aJobIsResumedAtOnceWhileItsOldProcessesStillEnd() throws IOException {
    BatonProcess run = start(FREE);
    String jobId = awaitDone(FREE);
    job.open();
    run.signal("KILL");
    assertThat(run.awaitEnd()).isEqualTo(137);

    BatonProcess resume = sandbox.run("resume", jobId).endsWith(0);

    assertThat(resume.out()).isEqualTo(GatedJob.output(TASKS));
    sandbox.assertNothingLeft();
  }

  @Test
  @Tag("thorough")
  void aJobThatWasInterruptedAndThenKilledIsResumedAllTheSame() throws IOException {
    BatonProcess run = start(FREE);
    String jobId = awaitDone(FREE);
    run.signal("INT");
    run.endsWith(130);
    assertThat(run.err())
        .contains("baton: interrupted", "baton: 'baton resume " + jobId + "' goes on from here");
    assertThat(view().state()).isEqualTo(JobView.State.INTERRUPTED);
    BatonProcess second = sandbox.start("resume", jobId);
    second.awaitPrinted("8 of 20 tasks are done already");
    await().atMost(PATIENCE).until(() -> job.runs().size() > FREE + 2);
    kill(second);
    assertThat(view().state()).isEqualTo(JobView.State.LOST);
    job.forgetRuns();
    job.open();

    BatonProcess third = sandbox.run("resume", jobId);

    third.endsWith(0);
    assertThat(third.out()).isEqualTo(GatedJob.output(TASKS));
    assertThat(job.runs()).containsExactlyInAnyOrderElementsOf(numbers(FREE, TASKS));
    sandbox.assertNothingLeft();
  }

  @Test
  @Tag("thorough")
  void resultsThatLayInAHostsMemoryAreGoneAndAllTasksRunAgain() throws IOException {
    BatonProcess run = start(FREE, "--handoff=shared");
    String jobId = awaitDone(FREE);
    kill(run);
    job.forgetRuns();
    job.open();

    BatonProcess resume = sandbox.run("resume", jobId).endsWith(0);

    assertThat(resume.err())
        .contains("resuming " + jobId + ": its results lay in memory that is gone");
    assertThat(resume.out()).isEqualTo(GatedJob.output(TASKS));
    assertThat(job.runs()).containsExactlyInAnyOrderElementsOf(numbers(0, TASKS));
  }

  @Test
  void anInputThatHasChangedIsRefused() throws IOException {
    Path input = Files.writeString(folder.resolve("input.txt"), "one");
    BatonProcess run = start(FREE, "--input=" + input);
    String jobId = awaitDone(FREE);
    kill(run);

    Files.writeString(input, "three");
    BatonProcess changed = sandbox.run("resume", jobId).endsWith(2);
    Files.delete(input);
    BatonProcess gone = sandbox.run("resume", jobId).endsWith(2);

    assertThat(changed.err())
        .startsWith("baton: Job " + jobId + " cannot go on: ")
        .contains(input + " has changed: it had 3 bytes and has 5");
    assertThat(gone.err()).contains(input + " is gone");
  }

  @Test
  @Tag("thorough")
  void aFailedJobGoesOnOnlyIfItsFailuresAreToBeTriedAgain() throws IOException {
    job.open();
    job.fail(3);
    BatonProcess run = start(TASKS);
    run.endsWith(1);
    String jobId = view().jobId();
    String hint = "'baton resume " + jobId + " --retry-failed' goes on from here";
    assertThat(run.err()).contains("The task for 3 failed", "baton: " + hint);
    assertThat(run.err().indexOf(hint)).isGreaterThan(run.err().indexOf("The task for 3 failed"));

    BatonProcess refused = sandbox.run("resume", jobId).endsWith(2);
    assertThat(refused.err())
        .contains("Job " + jobId + " failed: The task for 3 failed", "--retry-failed");

    job.mend(3);
    BatonProcess resume = sandbox.run("resume", jobId, "--retry-failed").endsWith(0);
    assertThat(resume.out()).isEqualTo(GatedJob.output(TASKS));
  }

  @Test
  void aJobThatKeepsGoingListsItsFailuresAndLeavesLittleToDo() throws IOException {
    job.open();
    job.fail(3);
    job.fail(5);

    BatonProcess run = start(TASKS, "--keep-going").endsWith(1);

    assertThat(run.out().lines()).contains("4 16", "6 36").doesNotContain("3 9").hasSize(TASKS - 1);
    assertThat(run.err())
        .contains("baton: 2 of 20 tasks failed; the result is without them:")
        .contains("The task for 3 failed", "The task for 5 failed");
    assertThat(view().done()).isEqualTo(TASKS - 2);
    assertThat(job.runs()).containsExactlyInAnyOrderElementsOf(numbers(0, TASKS));
    job.mend(3);
    job.mend(5);
    job.forgetRuns();
    BatonProcess resume = sandbox.run("resume", view().jobId(), "--retry-failed").endsWith(0);
    assertThat(resume.out()).isEqualTo(GatedJob.output(TASKS));
    assertThat(job.runs()).containsExactlyInAnyOrder(3, 5);
  }

  @Test
  void jobsAreListedTheNewestFirst() throws IOException {
    assertThat(sandbox.run("jobs").endsWith(0).out()).startsWith("No job is known in ");
    sandbox.run("run", "--workers=1", "sum", "--to=1000", "--tasks=4").endsWith(0);
    BatonProcess run = start(FREE);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(directories.read().getLast().done()).isEqualTo(FREE));
    String running = sandbox.run("jobs").endsWith(0).out();
    String jobId = directories.read().getLast().jobId();
    assertThat(sandbox.run("resume", jobId).endsWith(2).err()).contains("is still running");
    kill(run);

    JsonNode json = new ObjectMapper().readTree(sandbox.run("jobs", "--json").endsWith(0).out());

    assertThat(running)
        .containsPattern(jobId + " +running +8/20 +40% .* gated +--workers=2")
        .containsPattern("done +4/4 100% .* sum +--workers=1 --to=1000");
    assertThat(json).hasSize(2);
    assertThat(json.at("/0/jobId").asText()).isEqualTo(jobId);
    assertThat(json.at("/0/state").asText()).isEqualTo("lost");
    assertThat(json.at("/1/state").asText()).isEqualTo("done");
    String typo = jobId.substring(0, jobId.length() - 1);
    assertThat(sandbox.run("resume", typo).endsWith(2).err())
        .contains("Unknown job '" + typo + "'", "Did you mean " + jobId + "?", "baton jobs");
  }

  @Test
  void aDataFolderThatCannotBeWrittenIsToldAndTheJobRuns() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("file"), "");
    job.open();

    BatonProcess run = start(TASKS, "--data-dir=" + inTheWay).endsWith(0);

    assertThat(run.out()).isEqualTo(GatedJob.output(TASKS));
    assertThat(run.err()).contains("this run cannot be resumed").contains(inTheWay.toString());
    sandbox.assertNothingLeft();
  }
}
