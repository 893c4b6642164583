package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.journal.JobHomes;
import dev.baton.journal.JobView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs whose coordinator ends before they do, and what goes on from there. */
class ResumeIT {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int TASKS = 20;
  private static final int FREE = 8;

  @TempDir private Path folder;
  private Sandbox sandbox;
  private GatedJob job;
  private JobHomes homes;

  @BeforeEach
  void open() throws IOException {
    sandbox = new Sandbox(folder);
    job = new GatedJob(folder);
    homes = new JobHomes(folder.resolve("state").resolve("baton"));
  }

  @AfterEach
  void close() throws IOException {
    sandbox.close();
  }

  private BatonProcess start(int free, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("run", "--workers=2"));
    words.addAll(List.of(more));
    words.addAll(job.arguments(TASKS, free));
    return sandbox.start(words.toArray(String[]::new));
  }

  private JobView view() {
    try {
      List<JobView> jobs = homes.read();
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
    run.signal("KILL");
    run.endsWith(137);
    return jobId;
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

    BatonProcess resume = sandbox.run("resume", jobId, "--report=" + report);

    resume.endsWith(0);
    assertThat(resume.out()).isEqualTo(GatedJob.output(TASKS));
    assertThat(resume.err()).contains("resuming " + jobId + ": 8 of 20 tasks are done already");
    assertThat(job.runs()).containsExactlyInAnyOrderElementsOf(numbers(FREE, TASKS));
    JsonNode json = new ObjectMapper().readTree(report.toFile());
    assertThat(json.at("/jobId").asText()).isEqualTo(jobId);
    assertThat(json.at("/restored").asInt()).isEqualTo(FREE);
    assertThat(json.at("/tasks").asInt()).isEqualTo(TASKS);
    assertThat(json.at("/handoffs/KRYO/tasks").asInt()).isEqualTo(TASKS - FREE);
    assertThat(homes.broker(jobId)).doesNotExist();
    sandbox.assertNothingLeft();
    BatonProcess again = sandbox.run("resume", jobId).endsWith(2);
    assertThat(again.err()).isEqualTo("baton: Job " + jobId + " is done already.\n");
  }
}
