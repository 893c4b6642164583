package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.docs.DocumentedMetrics;
import dev.baton.docs.DocumentedMetrics.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What {@code --metrics-port} serves, of real processes. */
class MetricsIT extends WithSandbox {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int KILLS = 2;
  private static final int TASKS = 80;

  @Test
  void theFiguresOfARunUnderKillsAreThoseOfItsLedger() throws IOException {
    Path report = folder.resolve("report.json");
    BatonProcess run =
        sandbox.start(
            "run",
            "--metrics-port=0",
            "--workers=2",
            "--spares=0",
            "--report=" + report,
            "sleep",
            "--tasks=" + TASKS,
            "--seconds=0.2");
    String place = Scrape.place(run);
    for (int kill = 1; kill <= KILLS; kill++) {
      int killed = kill;
      Scrape.await(
          place, now -> now.sum("baton_workers") == 2 && now.sum("executor_active_threads") == 2);
      kill(run.worker());
      Scrape.await(
          place,
          now ->
              now.sum("baton_workers_lost_total", "cause=\"crashed\"") == killed
                  && now.sum("baton_workers_restarts_total") == killed);
    }
    Scrape last = Scrape.of(place);

    run.endsWith(0);
    JsonNode ledger = new ObjectMapper().readTree(report.toFile());
    assertThat(last.sum("baton_workers_lost_total")).isEqualTo(KILLS);
    assertThat(last.sum("baton_attempts_lost_total"))
        .as("each killed worker had a task")
        .isGreaterThanOrEqualTo(KILLS)
        .isEqualTo(last.sum("baton_attempts_lost_total", "cause=\"crashed\""))
        .isEqualTo(last.sum("baton_attempts_retried_total"))
        .isEqualTo(ledger.at("/retried").asDouble());
    assertThat(last.sum("baton_tasks_submitted_total"))
        .isEqualTo(TASKS)
        .isEqualTo(ledger.at("/tasks").asDouble());
    assertThat(last.sum("executor_completed_tasks_total"))
        .isLessThanOrEqualTo(ledger.at("/done").asDouble());
    assertThat(last.sum("baton_handoff_tasks_total"))
        .isEqualTo(ledger.at("/handoffs/KRYO/tasks").asDouble());
  }

  @Test
  void brokerHostAndRunTellWhatIsDocumented() throws IOException {
    BatonProcess broker = sandbox.start("broker", "--metrics-port=0");
    String config = broker.kafkaConfig();
    BatonProcess worker =
        sandbox.start("worker", "--metrics-port=0", "--kafka-config", config, "--workers=2");
    worker.awaitPrinted("2 workers joined pool 'baton'");
    String host = Scrape.place(worker);
    await().atMost(PATIENCE).until(() -> Scrape.get(host, "/readyz").statusCode() == 200);
    BatonProcess run =
        sandbox.start(
            "run",
            "--metrics-port=0",
            "--kafka-config",
            config,
            "sleep",
            "--tasks=20",
            "--seconds=0.3");
    String job = Scrape.place(run);
    Scrape ofRun = Scrape.await(job, now -> now.sum("baton_tasks_ended_total") > 0);
    assertThat(Scrape.get(job, "/readyz").statusCode()).isEqualTo(200);
    run.endsWith(0);

    Scrape ofHost = Scrape.await(host, now -> now.sum("baton_host_attempts_total") >= 20);
    assertThat(ofHost.sum("baton_host_busy_seconds_total")).isGreaterThanOrEqualTo(20 * 0.3);
    assertThat(ofHost.sum("baton_host_slots")).isEqualTo(2);
    Scrape ofBroker = Scrape.of(Scrape.place(broker));
    assertThat(ofBroker.sum("baton_broker_up")).isEqualTo(1);
    assertThat(ofBroker.sum("baton_broker_records_bytes")).isPositive();
    assertThat(ofBroker.sum("baton_broker_cpu_seconds_total")).isPositive();
    assertDocumented(List.of(ofRun, ofHost, ofBroker));

    broker.kill();
    await().atMost(PATIENCE).until(() -> Scrape.get(host, "/readyz").statusCode() == 503);
    assertThat(Scrape.get(host, "/readyz").body()).isEqualTo("the broker does not answer\n");
    assertThat(Scrape.get(host, "/healthz").statusCode()).as("another one may come").isEqualTo(200);
  }

  private static void assertDocumented(List<Scrape> all) throws IOException {
    Set<String> served = new TreeSet<>();
    Set<String> series = new HashSet<>();
    for (Scrape each : all) {
      served.addAll(each.names());
      series.addAll(each.values().keySet());
    }
    Set<String> own = new TreeSet<>(served);
    own.removeIf(name -> !name.startsWith("baton_") && !name.startsWith("executor_"));
    own.remove("baton_info");
    assertThat(DocumentedMetrics.names()).isEqualTo(own);

    List<Series> read = new ArrayList<>();
    for (String query : DocumentedMetrics.queries()) {
      read.addAll(DocumentedMetrics.series(query));
    }
    assertThat(read).hasSizeGreaterThan(20);
    assertThat(read)
        .allSatisfy(
            each -> assertThat(series).as(each.toString()).anyMatch(one -> isRead(each, one)));
  }

  private static boolean isRead(Series wanted, String series) {
    String tags =
        wanted.tag() == null ? ".*" : ".*\\b" + wanted.tag() + "=\"" + wanted.value() + "\".*";
    return series.matches(
        wanted.name() + (wanted.tag() == null ? "(\\{.*})?" : "\\{" + tags + "}"));
  }

  private static void kill(ProcessHandle process) {
    assertThat(process.destroyForcibly()).isTrue();
  }
}
