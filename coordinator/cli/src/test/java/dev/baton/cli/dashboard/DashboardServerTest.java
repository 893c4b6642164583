package dev.baton.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.UsageException;
import dev.baton.cli.web.WebServer;
import dev.baton.measure.report.HtmlReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardServerTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private final AccessToken token = AccessToken.random();
  private final List<String> done = new ArrayList<>();
  private final DashboardState state =
      new DashboardState("sum", "baton", "run", new DashboardState.Abilities(true, true));
  private DashboardServer server;
  private URI base;

  /** Notes what it is asked for, and refuses to drain. */
  private final class Noted implements Actions {
    @Override
    public String cancel(String jobId) {
      done.add("cancel " + jobId);
      return "cancelled";
    }

    @Override
    public String drain(long host) {
      throw new UsageException("no such host");
    }

    @Override
    public String replay(String task) {
      done.add("replay " + task);
      return "replayed";
    }
  }

  @BeforeEach
  void start() throws IOException {
    WebServer web = WebServer.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Gate gate = new Gate(token, web, null);
    server = new DashboardServer(web, gate, DashboardPage.load(), state, new Noted());
    base = web.uri("/");
  }

  @AfterEach
  void stop() {
    state.ended("done");
    server.close();
    client.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "?token=", "?token=wrong", "events", "events?token=x", "text?id=1", "nowhere"})
  void withoutTheTokenThereIsNothingToSee(String path) throws Exception {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body())
        .isEqualTo("the token is missing or wrong: use the address that baton printed\n");
  }

  @Test
  void thePageRunsItsOwnScriptsOnlyAndLoadsNothing() throws Exception {
    HttpResponse<String> answer = get("?token=" + token.text());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; connect-src 'self'; ")
        .contains("script-src 'sha256-")
        .doesNotContain("unsafe");
    assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(answer.body().replace(HtmlReport.chartLibrary(), ""))
        .doesNotContain("@@")
        .doesNotContainPattern("<(script|link|img|iframe)[^>]* (src|href)=\"(?!data:)");
  }

  @Test
  void whatIsNewIsSentUntilTheEnd() throws Exception {
    state.ended("failed: a <script> ran");
    HttpResponse<String> answer = get("events?token=" + token.text());

    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    assertThat(answer.body())
        .contains("\"end\":\"failed: a <script> ran\"")
        .endsWith("event: end\ndata: end\n\n");
  }

  @Test
  void anotherNameThatLeadsHereIsRefused() throws IOException {
    assertThat(raw("evil.example:80")).startsWith("HTTP/1.1 403 ");
    assertThat(raw("localhost:1234")).startsWith("HTTP/1.1 200 ");
  }

  private String raw(String host) throws IOException {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      OutputStream out = socket.getOutputStream();
      String request =
          "GET /?token=%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(token.text(), host);
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void actionsNeedTheTokenInAHeaderAndThisSite() throws Exception {
    String body = "{\"target\": \"job-1\"}";

    assertThat(post("cancel?token=" + token.text(), body).statusCode()).isEqualTo(401);
    assertThat(post("cancel", body, "Authorization", "Bearer nonsense").statusCode())
        .isEqualTo(401);
    assertThat(asked("cancel", body, "Origin", "http://evil.example").statusCode()).isEqualTo(403);
    assertThat(asked("cancel", body, "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
    assertThat(done).isEmpty();

    assertThat(asked("cancel", body).body()).isEqualTo("cancelled\n");
    assertThat(asked("replay", "{\"target\": \"job-1/7\"}").body()).isEqualTo("replayed\n");
    assertThat(done).containsExactly("cancel job-1", "replay job-1/7");
  }

  @Test
  void whatCannotBeDoneSaysWhy() throws Exception {
    HttpResponse<String> refused = asked("drain", "{\"target\": \"1f\"}");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).isEqualTo("no such host\n");
    assertThat(asked("cancel", "not JSON").statusCode()).isEqualTo(400);
    assertThat(get("cancel?token=" + token.text()).statusCode()).isEqualTo(405);
    assertThat(get("text?id=77&token=" + token.text()).statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> asked(String path, String body, String... headers)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("Authorization", "Bearer " + token.text()));
    all.addAll(List.of(headers));
    return post(path, body, all.toArray(String[]::new));
  }

  private HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path)).POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
