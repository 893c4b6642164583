package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the dashboard of real processes shows, and what it can have done. */
class DashboardIT extends WithSandbox {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern ADDRESS = Pattern.compile("dashboard at (http://\\S+)token=(\\S+)");

  private String base = "";
  private String token = "";

  @Test
  void aRunShowsItsProgressAndTheEvidenceOfAKillAndCanBeCancelled() throws Exception {
    BatonProcess run =
        sandbox.start(
            "run", "--dashboard", "--workers=2", "sleep", "--tasks=100000", "--seconds=0.1");
    find(run);
    JsonNode before = await(now -> now.at("/jobs/0/done").asLong() > 0 && workers(now) == 2);
    assertThat(before.at("/jobs/0/tasks").asLong()).isEqualTo(100_000);

    kill(before.at("/workers/rows/0/pid").asLong());

    JsonNode after =
        await(now -> now.at("/losses/total").asLong() == 1 && workers(now) == 2 && restarts(now));
    String evidence = after.at("/losses/rows/0/text").asText();
    assertThat(get("text?id=" + evidence + "&").body()).startsWith("signal 9 (killed)");
    assertThat(after.at("/workers/rows/0/evidence").asText()).isEqualTo(evidence);
    assertThat(after.at("/series/rate")).isNotEmpty();

    String target = after.at("/jobs/0/id").asText();
    assertThat(post("cancel", target).statusCode()).isEqualTo(200);
    run.endsWith(130);
    assertThat(run.err()).contains("baton: interrupted").contains("baton resume " + target);
  }

  @Test
  void aClusterShowsItsHostsAndDrainsOne() throws Exception {
    String config = sandbox.startBroker();
    BatonProcess worker = startWorkers(config);
    BatonProcess dashboard = sandbox.start("dashboard", "--kafka-config", config);
    find(dashboard);
    BatonProcess run =
        sandbox.start("run", "--kafka-config", config, "sleep", "--tasks=100", "--seconds=0.1");
    await(now -> now.at("/jobs/0/done").asLong() > 0 && workers(now) == 2);
    run.endsWith(0);
    await(now -> now.at("/jobs/0/state").asText().equals("done"));

    sandbox.start("exec", "--kafka-config", config, "--retries=1", "false", ":::", "a").endsWith(1);
    JsonNode failed = await(now -> now.at("/failures/total").asLong() == 1);
    String jobId = failed.at("/jobs/0/id").asText();
    assertThat(failed.at("/failures/rows/0/where").asText())
        .startsWith("job " + jobId + ", task 0, attempt 1");
    String trace = failed.at("/failures/rows/0/text").asText();
    assertThat(get("text?id=" + trace + "&").body()).contains("false a: exit code 1");
    assertThat(sandbox.start("explain", "--kafka-config", config, jobId).endsWith(0).out())
        .contains("1 attempt failed:")
        .contains("exit code 1, first of task 0");
    assertThat(sandbox.start("explain", "--kafka-config", config, jobId + "/0").endsWith(0).out())
        .containsPattern("attempt 1 failed on \\S+/[01], having waited");

    String host = await(now -> workers(now) == 2).at("/hosts/0/id").asText();
    assertThat(post("drain", host).body()).contains("was asked to leave");
    worker.endsWith(0);
    await(now -> now.at("/hosts").isEmpty());

    dashboard.signal("TERM");
    dashboard.endsWith(0);
  }

  @Test
  void aJobOfAClusterIsCancelledByWhoHasTheToken() throws Exception {
    String config = sandbox.startBroker();
    startWorkers(config);
    find(sandbox.start("dashboard", "--kafka-config", config));
    BatonProcess run =
        sandbox.start("run", "--kafka-config", config, "sleep", "--tasks=100000", "--seconds=0.1");
    JsonNode before = await(now -> now.at("/jobs/0/canCancel").asBoolean());
    String target = before.at("/jobs/0/id").asText();

    assertThat(postWith("a guess", "cancel", target).statusCode()).isEqualTo(401);
    assertThat(post("cancel", target + "0").body()).contains("Unknown job '" + target + "0'");
    assertThat(run.isAlive()).isTrue();
    HttpResponse<String> done = post("cancel", target);

    assertThat(done.body()).startsWith(target + " is cancelled: ").contains("baton resume");
    assertThat(done.statusCode()).isEqualTo(200);
    run.endsWith(130);
    assertThat(run.err())
        .containsPattern("baton: interrupted \\(cancelled by \\S+@\\S+ on a dashboard\\)\n");
    JsonNode after = await(now -> now.at("/jobs/0/state").asText().equals("interrupted"));
    assertThat(after.at("/jobs/0/canCancel").asBoolean()).isFalse();
    assertThat(after.at("/jobs/0/message").asText()).endsWith(" on a dashboard");
    HttpResponse<String> again = post("cancel", target);
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("was interrupted before");
  }

  private BatonProcess startWorkers(String config) throws IOException {
    BatonProcess worker = sandbox.start("worker", "--kafka-config", config, "--workers=2");
    worker.awaitPrinted("2 workers joined pool 'baton'");
    return worker;
  }

  private static int workers(JsonNode now) {
    return now.at("/workers/total").asInt();
  }

  private static boolean restarts(JsonNode now) {
    return now.at("/hosts/0/restarts").asLong() == 1;
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  private void find(BatonProcess process) {
    process.awaitPrinted("dashboard at ");
    Matcher address = ADDRESS.matcher(process.err());
    assertThat(address.find()).as(process.err()).isTrue();
    base = address.group(1).replace("?", "");
    token = address.group(2);
  }

  /** Reads what is sent until it is as wanted. */
  private JsonNode await(Predicate<JsonNode> wanted) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    long endNs = System.nanoTime() + PATIENCE.toNanos();
    String last = "nothing";
    try (HttpClient client = HttpClient.newHttpClient();
        Stream<String> lines =
            client.send(request("events?").build(), BodyHandlers.ofLines()).body()) {
      for (Iterator<String> all = lines.iterator(); all.hasNext(); ) {
        String line = all.next();
        if (line.startsWith("data: {")) {
          last = line;
          JsonNode now = mapper.readTree(line.substring("data: ".length()));
          if (wanted.test(now)) {
            client.shutdownNow();
            return now;
          }
        }
        assertThat(System.nanoTime()).as(last).isLessThan(endNs);
      }
    }
    throw new AssertionError("The stream has ended; last it said " + last);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path + "token=" + token)).timeout(PATIENCE);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request(path).build(), BodyHandlers.ofString());
    }
  }

  private HttpResponse<String> post(String path, String target)
      throws IOException, InterruptedException {
    return postWith(token, path, target);
  }

  private HttpResponse<String> postWith(String secret, String path, String target)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(base + path))
              .timeout(PATIENCE)
              .header("Authorization", "Bearer " + secret)
              .POST(BodyPublishers.ofString("{\"target\": \"" + target + "\"}"))
              .build(),
          BodyHandlers.ofString());
    }
  }
}
