package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Hosts that are told to leave by {@code baton drain}, during a job. */
class DrainIT extends WithSandbox {

  private static final int TASKS = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private String config;
  private GatedJob job;

  private void startBroker() throws IOException {
    config = sandbox.startBroker();
    job = new GatedJob(folder);
  }

  private BatonProcess startWorker() throws IOException {
    BatonProcess worker =
        sandbox.start("worker", "--kafka-config", config, "--workers=1", job.jarOption());
    worker.awaitPrinted("1 worker joined");
    return worker;
  }

  private BatonProcess startJob() throws IOException {
    List<String> words = new ArrayList<>(List.of("run", "--kafka-config", config));
    words.addAll(job.arguments(TASKS, 0));
    BatonProcess run = sandbox.start(words.toArray(String[]::new));
    await().atMost(PATIENCE).until(() -> job.runs().size() == 2);
    return run;
  }

  private JsonNode status() throws IOException {
    return new ObjectMapper()
        .readTree(sandbox.run("status", "--kafka-config", config, "--json").endsWith(0).out());
  }

  private String nameOf(BatonProcess worker) throws IOException {
    for (JsonNode host : status().at("/hosts")) {
      if (host.at("/pid").asLong() == worker.pid()) {
        return host.at("/name").asText();
      }
    }
    throw new AssertionError("status does not show process " + worker.pid());
  }

  @Test
  void aDrainedHostFinishesWhatItRunsAndTheJobLosesNothing() throws IOException {
    startBroker();
    BatonProcess first = startWorker();
    BatonProcess second = startWorker();
    BatonProcess run = startJob();
    String name = nameOf(first);
    String common = name.substring(0, name.lastIndexOf(':'));
    BatonProcess ambiguous = sandbox.run("drain", "--kafka-config", config, common).endsWith(2);
    assertThat(ambiguous.err())
        .contains("'" + common + "' may be any of 2 hosts: ", name, nameOf(second));
    assertThat(sandbox.run("drain", "--kafka-config", config, "nobody").endsWith(2).err())
        .contains("No host is called 'nobody'. There are: ", name);
    assertThat(first.isAlive()).isTrue();

    BatonProcess drain = sandbox.start("drain", "--kafka-config", config, name);
    drain.awaitPrinted("baton: " + name + " is leaving; it finishes what it runs");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(status().findValuesAsText("state")).contains("draining"));
    assertThat(status().at("/slots").asInt()).as("the slots of the other host").isEqualTo(1);
    job.open();

    first.endsWith(0);
    drain.endsWith(0);
    assertThat(first.err())
        .containsPattern(
            "baton: leaving, as \\S+@\\S+ asks with 'baton drain'; running tasks have 30 s")
        .containsPattern("baton: left the pool: 1 task finished, \\d+ handed back")
        .doesNotContain("Exception");
    assertThat(drain.out())
        .matches(Pattern.quote(name) + " has left the pool: 1 task finished, \\d+ handed back\n");
    run.endsWith(0);
    assertThat(run.out()).isEqualTo(GatedJob.output(TASKS));
    assertThat(job.runs()).as("every task ran once").hasSize(TASKS).doesNotHaveDuplicates();
    assertThat(second.isAlive()).isTrue();
  }

  @Test
  void whatDoesNotFinishInTimeIsHandedBackAndRunsElsewhere() throws IOException {
    startBroker();
    BatonProcess first = startWorker();
    BatonProcess second = startWorker();
    BatonProcess run = startJob();
    String name = nameOf(first);

    BatonProcess drain =
        sandbox.run("drain", "--kafka-config", config, "--no-wait", "--timeout=500ms", name);

    drain.endsWith(0);
    assertThat(drain.err()).isEqualTo("baton: asked " + name + " to leave\n");
    first.endsWith(0);
    assertThat(first.err())
        .containsPattern("left the pool: 0 tasks finished, [1-9]\\d* handed back");
    job.open();
    run.endsWith(0);
    assertThat(run.out()).isEqualTo(GatedJob.output(TASKS));
    assertThat(second.isAlive()).isTrue();
    assertThat(run.err()).doesNotContain("retr", "lost");
  }

  @Test
  void withoutAClusterItSaysWhatItNeeds() throws IOException {
    assertThat(sandbox.run("drain", "host").endsWith(2).err())
        .startsWith("baton: Which cluster? Give --bootstrap HOST:PORT");
  }
}
