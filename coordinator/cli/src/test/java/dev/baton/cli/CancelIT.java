package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jobs that {@code baton cancel} ends, while another process runs them. */
class CancelIT extends WithSandbox {

  private static final int TASKS = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** What leads to the cluster; nothing for runs with a broker of their own. */
  private List<String> cluster = List.of();

  private void startCluster() throws IOException {
    String config = sandbox.startBroker();
    cluster = List.of("--kafka-config", config);
    sandbox
        .start("worker", "--kafka-config", config, "--workers=2")
        .awaitPrinted("2 workers joined");
  }

  private GatedJob job(String name) throws IOException {
    return new GatedJob(Files.createDirectory(folder.resolve(name)));
  }

  private String[] words(String command, List<String> more) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(cluster);
    words.addAll(more);
    return words.toArray(String[]::new);
  }

  private BatonProcess startRun(GatedJob job) throws IOException {
    List<String> more = new ArrayList<>(cluster.isEmpty() ? List.of("--workers=2") : List.of());
    more.addAll(job.arguments(TASKS, 0));
    return sandbox.start(words("run", more));
  }

  private BatonProcess cancel(String jobId) throws IOException {
    return sandbox.run(words("cancel", List.of(jobId)));
  }

  private JsonNode jobs() throws IOException {
    String listed = sandbox.run(words("jobs", List.of("--json"))).endsWith(0).out();
    return new ObjectMapper().readTree(listed);
  }

  /** The newest job, as soon as it is the {@code count}th and runs. */
  private String awaitNewest(int count) {
    await()
        .atMost(PATIENCE)
        .until(() -> jobs().size() == count && jobs().at("/0/state").asText().equals("running"));
    try {
      return jobs().at("/0/jobId").asText();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitRunning(GatedJob job) {
    await().atMost(PATIENCE).until(() -> job.runs().size() == 2);
  }

  private static String resume(String jobId) {
    return "'baton resume " + jobId + "' goes on with it.";
  }

  @Test
  void aJobOnAClusterEndsAndItsWorkersGoOnWithAnother() throws IOException {
    startCluster();
    GatedJob first = job("first");
    BatonProcess cancelled = startRun(first);
    String jobId = awaitNewest(1);
    awaitRunning(first);
    GatedJob second = job("second");
    BatonProcess other = startRun(second);
    String otherId = awaitNewest(2);
    assertThat(second.runs()).as("both workers are taken").isEmpty();

    assertThat(cancel(jobId).endsWith(0).out())
        .isEqualTo(jobId + " is cancelled: 0 of 10 tasks done. " + resume(jobId) + "\n");

    cancelled.endsWith(130);
    assertThat(cancelled.err())
        .containsPattern("baton: interrupted \\(cancelled by \\S+@\\S+\\)\n")
        .contains("baton: 'baton resume " + jobId + "' goes on from here")
        .doesNotContain("Exception");
    awaitRunning(second);
    assertThat(first.runs()).as("no other task of it has begun").hasSize(2);
    JsonNode ended = jobs().at("/1");
    assertThat(ended.at("/state").asText()).isEqualTo("interrupted");
    assertThat(ended.at("/message").asText()).matches("cancelled by \\S+@\\S+");
    assertThat(jobs().at("/0/state").asText()).isEqualTo("running");

    second.open();
    other.endsWith(0);
    assertThat(other.out()).isEqualTo(GatedJob.output(TASKS));
    assertThat(other.err()).doesNotContain("cancelled", "interrupted");
    assertThat(cancel(jobId).endsWith(2).err()).contains("was interrupted before", resume(jobId));
    assertThat(cancel(otherId).endsWith(2).err()).contains("Job " + otherId + " is done");
    assertThat(cancel("nothing").endsWith(2).err())
        .contains("Unknown job 'nothing' in pool 'baton'");

    first.open();
    BatonProcess resumed = sandbox.run(words("resume", List.of(jobId))).endsWith(0);
    assertThat(resumed.out()).isEqualTo(GatedJob.output(TASKS));
  }

  @Test
  void aJobWhoseProcessWasKilledIsNotThereToCancelAndGoesOnWhenItIsResumed() throws IOException {
    startCluster();
    GatedJob job = job("job");
    BatonProcess run = startRun(job);
    String jobId = awaitNewest(1);
    awaitRunning(job);
    run.kill();
    run.awaitEnd();

    BatonProcess cancel = cancel(jobId).endsWith(3);

    assertThat(cancel.err()).contains("its process is gone, last heard of at ", resume(jobId));
    assertThat(cancel.out()).isEmpty();
    assertThat(jobs().at("/0/state").asText()).isEqualTo("lost");
    job.open();
    BatonProcess resumed = sandbox.run(words("resume", List.of(jobId))).endsWith(0);
    assertThat(resumed.out()).isEqualTo(GatedJob.output(TASKS));
  }

  @Test
  void aRunOfThisMachineEndsAndLeavesNothing() throws IOException {
    assertThat(cancel("nothing").endsWith(2).err()).contains("Unknown job 'nothing' in ");
    GatedJob job = job("job");
    BatonProcess run = startRun(job);
    String jobId = awaitNewest(1);
    awaitRunning(job);

    assertThat(cancel(jobId).endsWith(0).out())
        .isEqualTo(jobId + " is cancelled: 0 of 10 tasks done. " + resume(jobId) + "\n");

    run.endsWith(130);
    assertThat(run.err())
        .contains("baton: interrupted (cancelled by 'baton cancel'), ending the workers\n")
        .contains("baton: 'baton resume " + jobId + "' goes on from here");
    assertThat(jobs().at("/0/message").asText()).isEqualTo("cancelled by 'baton cancel'");
    assertThat(cancel(jobId).endsWith(2).err()).contains("was interrupted before");
    sandbox.assertNothingLeft();

    BatonProcess resumed = sandbox.start("resume", jobId);
    await().atMost(PATIENCE).until(() -> job.runs().size() == 4);
    resumed.kill();
    resumed.awaitEnd();
    assertThat(cancel(jobId).endsWith(3).err()).contains("its process is gone", resume(jobId));
  }

  @Test
  void withAClusterAndADirectoryItSaysThatItNeedsOne() throws IOException {
    assertThat(
            sandbox
                .run("cancel", "--bootstrap=nowhere:1", "--data-dir=/nowhere", "job")
                .endsWith(2)
                .err())
        .contains("Give --data-dir or a cluster, not both.");
  }
}
