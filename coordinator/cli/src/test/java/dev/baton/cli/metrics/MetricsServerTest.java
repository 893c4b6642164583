package dev.baton.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.cli.web.WebServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
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

class MetricsServerTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private MetricsServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        MetricsServer.start(
            "test", WebServer.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  @Test
  void metersAreTextForPrometheus() throws Exception {
    server.registry().counter("baton.tried", "way", "here").increment(3);

    HttpResponse<String> answer = get("/metrics");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(answer.body().lines())
        .contains("baton_tried_total{way=\"here\"} 3.0")
        .anyMatch(line -> line.startsWith("baton_info{role=\"test\",version="))
        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
        .anyMatch(line -> line.startsWith("process_cpu_usage "));
  }

  @Test
  void openMetricsAreForThoseWhoAsk() throws Exception {
    HttpResponse<String> answer =
        send(
            request("/metrics")
                .header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5"));

    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/openmetrics-text");
    assertThat(answer.body()).endsWith("# EOF\n");
  }

  @Test
  void probesTellWhatIsWrong() throws Exception {
    assertThat(get("/healthz")).returns(200, HttpResponse::statusCode);
    assertThat(get("/readyz"))
        .returns(503, HttpResponse::statusCode)
        .returns("starting\n", HttpResponse::body);

    server.readiness(() -> null);
    server.health(() -> "stuck");

    assertThat(get("/readyz"))
        .returns(200, HttpResponse::statusCode)
        .returns("ok\n", HttpResponse::body);
    assertThat(get("/healthz"))
        .returns(503, HttpResponse::statusCode)
        .returns("stuck\n", HttpResponse::body);
  }

  @Test
  void thereIsNothingElse() throws Exception {
    assertThat(get("/").body()).contains("/metrics", "/healthz", "/readyz");
    assertThat(get("/metricsandmore").statusCode()).isEqualTo(404);
    assertThat(get("/metrics/../../etc/passwd").statusCode()).isEqualTo(404);
    assertThat(send(request("/metrics").POST(BodyPublishers.ofString("x"))))
        .returns(405, HttpResponse::statusCode);
    HttpResponse<String> head = send(request("/metrics").HEAD());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  /** Each holds a connection, and none of the threads that answer others. */
  @Test
  void clientsThatNeverFinishARequestDoNotKeepOthersWaiting() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort());
        silent.add(socket);
        OutputStream out = socket.getOutputStream();
        out.write("GET /metrics HTTP/1.1\r\nHost".getBytes(StandardCharsets.US_ASCII));
        out.flush();
      }

      assertThat(get("/healthz").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void nobodyIsServedAfterTheEnd() {
    server.close();

    assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> get("/metrics"));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.uri().toString().replace("/metrics", path)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
