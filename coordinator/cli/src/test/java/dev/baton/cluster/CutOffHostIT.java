package dev.baton.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A cable is pulled out, or the broker loses its power, in the middle of a job. */
@Tag("thorough")
class CutOffHostIT extends WithThreeHosts {

  private static final int TASKS = 240;
  private static final String RESULT = "total\t120\ntasks\t240\n";
  private static final Duration CUT = Duration.ofSeconds(20);

  private HostProcess run;
  private Path told;

  /** Starts a job of half a second for each task, half a minute at least in total. */
  private void startJob() {
    cluster.startWorkers(cluster.left());
    cluster.startWorkers(cluster.right());
    told = folder.resolve("report.json");
    run =
        onCluster(
            "run",
            "--report=" + told,
            "--progress=always",
            "sleep",
            "--seconds=0.5",
            "--tasks=" + TASKS);
    run.awaitPrinted("of " + TASKS + " tasks");
    await()
        .atMost(HostProcess.PATIENCE)
        .until(() -> done(status(), cluster.left()) > 0 && done(status(), cluster.right()) > 0);
    assertThat(run.isAlive()).as("the job is in its middle").isTrue();
  }

  /** Each task counts once, in the result and in the report. */
  private void assertNothingLostOrDoubled() throws IOException {
    run.endsWith(0);
    JsonNode report = json(Files.readString(told));
    report(
        "the job has ended: %d ms, %d attempts repeated, %d speculated"
            .formatted(
                report.at("/wallMs").asLong(),
                report.at("/retried").asLong(),
                report.at("/speculated").asLong()));
    assertThat(run.out()).isEqualTo(RESULT);
    assertThat(report.at("/tasks").asInt()).isEqualTo(TASKS);
    assertThat(report.at("/done").asInt()).isEqualTo(TASKS);
    assertThat(report.at("/failed").asInt()).isZero();
  }

  private void awaitSaid(String text) {
    await()
        .atMost(HostProcess.PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> run.err().contains(text) || !run.isAlive());
    assertThat(run.err()).contains(text);
    report("the job says: " + text);
  }

  @Test
  void aHostThatIsCutOffForAWhileIsGivenUpAndComesBack() throws IOException {
    startJob();

    cluster.right().link().down();
    long downNs = System.nanoTime();
    report("right is cut off");
    awaitSaid("host right has been silent for");
    awaitState(cluster.right(), "silent");
    await()
        .pollInterval(Duration.ofMillis(100))
        .atMost(HostProcess.PATIENCE)
        .until(() -> System.nanoTime() - downNs > CUT.toNanos());
    cluster.right().link().up();
    report("right is connected again");
    if (run.isAlive()) {
      awaitState(cluster.right(), "up");
      report("the status shows right as up");
    }

    assertNothingLostOrDoubled();
    awaitState(cluster.right(), "up");
    reportBytes();
  }

  @Test
  void aHostThatIsCutOffForGoodCostsTheJobNothingButTime() throws IOException {
    startJob();

    cluster.right().link().down();
    report("right is cut off");
    awaitSaid("host right has been silent for");

    assertNothingLostOrDoubled();
  }

  @Test
  void aBrokerThatIsKilledAndRestartedLosesNothing() throws IOException {
    startJob();
    long before = done(status(), cluster.left()) + done(status(), cluster.right());
    long killedNs = System.nanoTime();

    cluster.broker().killAndRestart();
    report("the broker was killed and is starting again");

    await()
        .atMost(HostProcess.PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode now = status(); // fails until the broker answers
              assertThat(done(now, cluster.left()) + done(now, cluster.right()))
                  .isGreaterThan(before);
            });
    report(
        "tasks end again, %.1f s after the kill"
            .formatted(Duration.ofNanos(System.nanoTime() - killedNs).toMillis() / 1_000.0));
    assertNothingLostOrDoubled();
    JsonNode status = status();
    assertThat(host(status, cluster.left()).at("/state").asText()).isEqualTo("up");
    assertThat(host(status, cluster.right()).at("/state").asText()).isEqualTo("up");
  }
}
