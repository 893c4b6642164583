package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.cli.job.JobJar;
import dev.baton.pool.ProcessPool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same jobs over three terminals: a broker, workers that join it, and jobs. */
class ClusterIT extends WithSandbox {

  @Test
  void brokerWorkersAndJobsInThreeTerminals() throws IOException {
    String config = sandbox.startBroker();
    assertThat(sandbox.run("status", "--kafka-config", config).endsWith(0).out())
        .contains("No host has joined pool 'baton'");
    BatonProcess worker = sandbox.start("worker", "--kafka-config", config, "--workers=2");
    worker.awaitPrinted("2 workers joined pool 'baton'");

    for (int i = 0; i < 2; i++) {
      BatonProcess run =
          sandbox.run("run", "--kafka-config", config, "sum", "--to=1000000", "--tasks=8");
      run.endsWith(0);
      assertThat(run.out()).contains("499999500000");
    }

    try (ProcessPool pool = ProcessPool.connect(Path.of(config))) {
      assertThat(pool.statistics().workers()).isPositive();
    }

    worker.signal("TERM");
    worker.endsWith(0);
    assertThat(worker.err()).contains("baton: leaving").doesNotContain("Exception");
  }

  @Test
  void theJarOfAJobReachesWorkersThatDoNotHaveIt() throws IOException {
    String config = sandbox.startBroker();
    BatonProcess worker = sandbox.start("worker", "--kafka-config", config, "--workers=2");
    worker.awaitPrinted("2 workers joined pool 'baton'");
    Path first = JobJar.make(folder, "acme.Squares", JobJar.SQUARES);
    String cubes =
        JobJar.SQUARES.replace("(long) number * number", "(long) number * number * number");
    Path second = JobJar.make(folder, "acme.Squares", cubes);

    for (int i = 0; i < 2; i++) {
      assertThat(runSquares(config, first).out()).isEqualTo("285\n");
      assertThat(runSquares(config, second).out()).as("another version").isEqualTo("2025\n");
    }
  }

  private BatonProcess runSquares(String config, Path jar) throws IOException {
    return sandbox
        .run("run", "--kafka-config", config, "--jar=" + jar, "squares", "--below=10")
        .endsWith(0);
  }

  @Test
  void aBrokerWithDataComesBackWhereItWas() throws IOException {
    Path data = folder.resolve("data");
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      BatonProcess broker = sandbox.start("broker", "--data-dir", data.toString());
      broker.awaitPrinted("baton status");
      addresses.add(broker.out().lines().findFirst().orElseThrow().replaceFirst(" \\(.*", ""));
      broker.signal("TERM");
      broker.endsWith(0);
      assertThat(broker.err()).contains("goes on with its records");
    }

    assertThat(addresses.get(1)).startsWith("Broker ready at ").isEqualTo(addresses.get(0));
    int port = Integer.parseInt(addresses.get(0).replaceFirst(".*:", ""));
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      BatonProcess refused = sandbox.run("broker", "--data-dir", data.toString()).endsWith(3);
      assertThat(refused.err())
          .contains("Port " + taken.getLocalPort() + " on 127.0.0.1 cannot be used")
          .contains("with '--port 0' it takes a free one");
    }
  }

  @Test
  void whoWaitsForWorkersIsToldEarlyHowToStartSome() throws IOException {
    String config = sandbox.startBroker();
    BatonProcess run = sandbox.start("run", "--kafka-config", config, "sum", "--to=10");

    run.awaitPrinted(
        " no worker of pool 'baton' has answered yet. Start some on each host:"
            + " baton worker --kafka-config "
            + config
            + "\n");

    run.signal("INT");
    run.endsWith(130);
    assertThat(run.err()).contains("baton: interrupted while starting\n");
  }

  @Test
  @Tag("thorough")
  void aJobWhoseCoordinatorIsKilledGoesOnWithWhatIsOnTheLog() throws IOException {
    int tasks = 20;
    int free = 8;
    String config = sandbox.startBroker("--data-dir=" + folder.resolve("broker"));
    GatedJob job = new GatedJob(folder);
    BatonProcess worker =
        sandbox.start("worker", "--kafka-config", config, "--workers=2", job.jarOption());
    worker.awaitPrinted("2 workers joined");
    List<String> words = new ArrayList<>(List.of("run", "--kafka-config", config));
    words.addAll(job.arguments(tasks, free));
    words.add("--progress=always");
    BatonProcess run = sandbox.start(words.toArray(String[]::new));
    run.awaitPrinted("8 of 20 tasks");
    run.signal("KILL");
    run.endsWith(137);
    String[] jobs = {"jobs", "--kafka-config", config};
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> assertThat(sandbox.run(jobs).endsWith(0).out()).containsPattern(" lost "));
    String jobId = sandbox.run(jobs).out().lines().skip(1).findFirst().orElse("").split(" ", 2)[0];
    job.open();

    BatonProcess resume = sandbox.run("resume", jobId, "--kafka-config", config);

    resume.endsWith(0);
    assertThat(resume.out()).isEqualTo(GatedJob.output(tasks));
    assertThat(resume.err()).containsPattern("resuming " + jobId + ": \\d+ of 20 tasks");
    assertThat(job.runs().stream().filter(number -> number < free))
        .as("what was done runs once")
        .doesNotHaveDuplicates();
    assertThat(sandbox.run(jobs).endsWith(0).out()).contains("done").doesNotContain("lost");
  }

  @Test
  void statusShowsWhatEachWorkerRuns() throws IOException {
    String config = sandbox.startBroker();
    BatonProcess worker = sandbox.start("worker", "--kafka-config", config, "--workers=2");
    worker.awaitPrinted("2 workers joined");
    BatonProcess run =
        sandbox.start(
            "run",
            "--kafka-config",
            config,
            "--progress=always",
            "sleep",
            "--seconds=600",
            "--tasks=5");
    run.awaitPrinted("0 of 5 tasks");

    for (String[] command : new String[][] {{"status"}, {"status", "--kafka-config", config}}) {
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(sandbox.run(command).endsWith(0).out())
                      .contains("pool baton", "agent " + worker.pid(), "WORKER", "busy")
                      .containsPattern("PENDING +DISPATCHED +DONE +FAILED")
                      .containsPattern("baton +\\d{8}-\\d{6}-\\p{XDigit}{4} +3 +2 +0 +0"));
    }
    JsonNode json =
        new ObjectMapper()
            .readTree(sandbox.run("status", "--kafka-config", config, "--json").endsWith(0).out());
    assertThat(json.at("/hosts/0/pid").asLong()).isEqualTo(worker.pid());
    assertThat(json.at("/hosts/0/workers")).hasSize(2);
    assertThat(json.at("/jobs/0/pending").asLong()).isEqualTo(3);

    run.signal("INT");
    run.endsWith(130);
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(sandbox.run("status").endsWith(0).out())
                    .as("the cancelled task has left its worker")
                    .contains("idle")
                    .doesNotContain("busy", "DISPATCHED"));
  }

  @Test
  void hostsComeAndGoDuringAJob() throws IOException {
    int tasks = 10;
    String config = sandbox.startBroker();
    GatedJob job = new GatedJob(folder);
    BatonProcess first = startWorkerOf(job, config);
    Path report = folder.resolve("report.json");
    List<String> words = new ArrayList<>(List.of("run", "--kafka-config", config));
    words.addAll(job.arguments(tasks, 0));
    words.add("--report=" + report);
    BatonProcess run = sandbox.start(words.toArray(String[]::new));
    awaitRunning(job, 1);
    int taskOfTheFirst = job.runs().getFirst();
    BatonProcess second = startWorkerOf(job, config);
    awaitRunning(job, 2);

    first.signal("TERM");
    first.awaitPrinted("baton: leaving");
    job.letThrough(taskOfTheFirst);
    first.endsWith(0);
    run.awaitPrinted("has left the pool");
    job.open();

    run.endsWith(0);
    assertThat(second.isAlive()).isTrue();
    assertThat(run.out()).isEqualTo(GatedJob.output(tasks));
    JsonNode told = new ObjectMapper().readTree(report.toFile());
    assertThat(told.at("/workers").asInt()).isEqualTo(2);
    assertThat(told.at("/retried").asInt()).isZero();
  }

  @Test
  void aHostWhoseAgentIsKilledCostsTheJobNothingButTime() throws IOException {
    String config = sandbox.startBroker();
    BatonProcess doomed = sandbox.start("worker", "--kafka-config", config, "--workers=1");
    doomed.awaitPrinted("1 worker joined");
    BatonProcess other = sandbox.start("worker", "--kafka-config", config, "--workers=1");
    other.awaitPrinted("1 worker joined");
    BatonProcess run = startSleep(config, 40);

    doomed.kill();

    run.endsWith(0);
    assertThat(run.out()).contains("total\t4\ntasks\t40\n");
  }

  @Test
  @Tag("thorough")
  void aJobPausesWhileTheBrokerIsAwayAndSaysSo() throws IOException {
    Path data = folder.resolve("broker");
    int port = freePort();
    BatonProcess broker = startKeptBroker(data, port);
    String config = data.resolve("client.properties").toString();
    BatonProcess worker = sandbox.start("worker", "--kafka-config", config, "--workers=2");
    worker.awaitPrinted("2 workers joined");
    BatonProcess run = startSleep(config, 200);

    broker.signal("TERM");
    broker.awaitEnd();
    run.awaitPrinted("the broker does not answer");
    startKeptBroker(data, port);

    run.endsWith(0);
    assertThat(run.err()).contains("the broker is back");
    assertThat(worker.err()).contains("the broker does not answer", "the broker is back");
    assertThat(run.out()).contains("total\t20\ntasks\t200\n");
  }

  @Test
  @Tag("thorough")
  void aBrokerThatStaysAwayEndsTheJobWithAClearError() throws IOException {
    BatonProcess broker = sandbox.start("broker");
    Path kept = Files.copy(Path.of(broker.kafkaConfig()), folder.resolve("client.properties"));
    BatonProcess worker = sandbox.start("worker", "--kafka-config", kept.toString());
    worker.awaitPrinted("joined");
    BatonProcess run =
        sandbox.start(
            "run",
            "--kafka-config",
            kept.toString(),
            "--broker-timeout=6s",
            "--progress=always",
            "sleep",
            "--seconds=600");
    run.awaitPrinted("of 16 tasks");

    broker.signal("KILL");

    run.endsWith(3);
    assertThat(run.err()).contains("The broker has not answered for").doesNotContain("Exception");
  }

  private BatonProcess startWorkerOf(GatedJob job, String config) throws IOException {
    BatonProcess worker =
        sandbox.start("worker", "--kafka-config", config, "--workers=1", job.jarOption());
    worker.awaitPrinted("1 worker joined");
    return worker;
  }

  private static void awaitRunning(GatedJob job, int tasks) {
    await().atMost(Duration.ofMinutes(1)).until(() -> job.runs().size() == tasks);
  }

  /** Tasks of a tenth of a second; returns when the first of them can run. */
  private BatonProcess startSleep(String config, int tasks, String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("run", "--kafka-config", config));
    words.addAll(List.of(options));
    words.addAll(List.of("--progress=always", "sleep", "--seconds=0.1", "--tasks=" + tasks));
    BatonProcess run = sandbox.start(words.toArray(String[]::new));
    run.awaitPrinted("of " + tasks + " tasks");
    return run;
  }

  private BatonProcess startKeptBroker(Path data, int port) throws IOException {
    BatonProcess broker =
        sandbox.start("broker", "--data-dir", data.toString(), "--port", Integer.toString(port));
    broker.awaitPrinted("baton status");
    return broker;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void everythingEndsInOrder() throws IOException {
    BatonProcess broker = sandbox.start("broker");
    broker.awaitPrinted("Broker ready at 127.0.0.1:");

    broker.signal("INT");

    broker.endsWith(0);
    assertThat(broker.err())
        .isEqualTo("baton: the broker ends, and its records and its login with it\n");
    sandbox.assertNothingLeft();
  }

  @Test
  void workerWithoutClusterSaysWhatItNeeds() throws IOException {
    BatonProcess worker = sandbox.run("worker");

    worker.endsWith(2);
    assertThat(worker.err()).startsWith("baton: Which cluster? Give --bootstrap HOST:PORT");
  }

  @Test
  void jobWithoutWorkersSaysHowToStartSome() throws IOException {
    String config = sandbox.startBroker();

    BatonProcess status = sandbox.run("status");

    assertThat(status.endsWith(0).out()).startsWith("Nothing runs on this machine.");
    assertThat(config).isNotEmpty();
  }
}
