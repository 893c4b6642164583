package dev.baton.job.builtin.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.baton.UsageException;
import dev.baton.job.runner.LocalRunner;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchJobTest {

  private static final int LARGE = 300_000;

  @TempDir Path directory;

  private final ExecutorService handlers = Executors.newCachedThreadPool();
  private final CountDownLatch released = new CountDownLatch(1);
  private HttpServer server;
  private String base;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(handlers);
    server.createContext(
        "/ok", exchange -> answer(exchange, 200, "hello".getBytes(StandardCharsets.UTF_8)));
    server.createContext("/large", exchange -> answer(exchange, 200, new byte[LARGE]));
    server.createContext("/gone", exchange -> answer(exchange, 410, new byte[0]));
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/ok");
          answer(exchange, 302, "moved".getBytes(StandardCharsets.UTF_8));
        });
    server.createContext("/stalled", this::stall);
    server.start();
    base = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stopServer() {
    released.countDown();
    server.stop(0);
    handlers.shutdownNow();
  }

  @Test
  void printsStatusBytesTimeAndUrlInTheOrderOfTheInput() throws Exception {
    List<String> lines = run(base + "/large", base + "/gone", base + "/ok", base + "/moved");
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).matches("200\t" + LARGE + "\t\\d+\t" + base + "/large");
    assertThat(lines.get(1)).matches("410\t0\t\\d+\t" + base + "/gone");
    assertThat(lines.get(2)).matches("200\t5\t\\d+\t" + base + "/ok");
    assertThat(lines.get(3)).matches("200\t5\t\\d+\t" + base + "/moved");
  }

  @Test
  void readsUrlsFromAFileToo() throws Exception {
    Path input =
        Files.writeString(directory.resolve("urls"), "# mine\r\n\r\n" + base + "/gone\r\n");
    List<String> lines = run("--input", input.toString(), base + "/ok");
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).startsWith("200\t").endsWith("/ok");
    assertThat(lines.get(1)).startsWith("410\t").endsWith("/gone");
  }

  @Test
  void takesTheByteOrderMarkOfAFileForNoPartOfAUrl() throws Exception {
    Path input = Files.writeString(directory.resolve("urls"), "\uFEFF" + base + "/gone\n");
    assertThat(run("--input", input.toString()))
        .singleElement()
        .satisfies(line -> assertThat(line).startsWith("410\t"));
    Files.writeString(input, "\uFEFF" + base, StandardCharsets.UTF_16BE);
    assertThatThrownBy(() -> run("--input", input.toString()))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(input + ": ")
        .hasMessageContaining("UTF-16");
  }

  @Test
  void printsALineForEachFailureAndGoesOn() throws Exception {
    int closedPort;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closedPort = closed.getLocalPort();
    }
    String refused = "http://127.0.0.1:" + closedPort + "/";
    List<String> lines = run(refused, "ftp://127.0.0.1/x", "no url", "/path", base + "/ok");
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).matches("ERR\t0\t\\d+\t" + refused + "\t.*[Rr]efused.*");
    assertThat(lines.subList(1, 4))
        .allSatisfy(line -> assertThat(line).startsWith("ERR\t0\t").contains("not an http"));
    assertThat(lines.get(4)).startsWith("200\t5\t");
  }

  @Test
  void givesUpOnABodyThatDoesNotEnd() throws Exception {
    List<String> lines = run("--request-timeout", "300ms", base + "/stalled", base + "/ok");
    assertThat(lines.get(0)).matches("ERR\t0\t\\d+\t.*/stalled\tno whole answer within 300 ms");
    assertThat(lines.get(1)).startsWith("200\t5\t");
  }

  @Test
  void refusesToFetchNothing() {
    assertThatThrownBy(() -> run()).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> run("--input", directory.resolve("absent").toString()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("absent: no such file");
  }

  private static List<String> run(String... arguments) throws Exception {
    return LocalRunner.run(new FetchJob(), arguments).lines();
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private void stall(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 100);
    OutputStream body = exchange.getResponseBody();
    body.write(1);
    body.flush();
    try (exchange) {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
