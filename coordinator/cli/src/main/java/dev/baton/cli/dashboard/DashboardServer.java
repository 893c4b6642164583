package dev.baton.cli.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.baton.BatonException;
import dev.baton.cli.web.WebServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Serves a dashboard: the page, what changes on it, whole texts, and actions. Thread-safe. */
final class DashboardServer implements AutoCloseable {

  private static final String HTML = "text/html; charset=utf-8";
  private static final int LONGEST_BODY = 4_096;
  private static final int CONFLICT = HttpURLConnection.HTTP_CONFLICT;

  /** A line now and then shows whether the browser is still there. */
  private static final long LONGEST_SILENCE_MS = 10_000;

  /** For the last news to be sent. */
  private static final long CLOSE_LIMIT_MS = 1_000;

  private final ObjectMapper mapper = new ObjectMapper();
  private final WebServer server;
  private final Gate gate;
  private final DashboardPage page;
  private final DashboardState state;
  private final Actions actions;

  /** Streams that are being sent, and this server. */
  private final Phaser streams = new Phaser(1);

  /** Serves a state on a server that is closed with this. */
  DashboardServer(
      WebServer server, Gate gate, DashboardPage page, DashboardState state, Actions actions) {
    this.server = server;
    this.gate = gate;
    this.page = page;
    this.state = state;
    this.actions = actions;
    server.handle("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Security-Policy", page.policy());
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    Map<String, String> parameters = parameters(exchange.getRequestURI().getRawQuery());
    if (gate.refuses(exchange, parameters)) {
      return;
    }
    String path = exchange.getRequestURI().getPath();
    switch (path) {
      case "/cancel", "/drain", "/replay" -> act(exchange, path);
      case "/", "/events", "/text" -> show(exchange, path, parameters);
      default -> send(exchange, HttpURLConnection.HTTP_NOT_FOUND, "not here");
    }
  }

  private void show(HttpExchange exchange, String path, Map<String, String> parameters)
      throws IOException {
    if (WebServer.refusesMethod(exchange, "GET")) {
      return;
    }
    switch (path) {
      case "/events" -> stream(exchange, View.of(parameters));
      case "/text" -> text(exchange, parameters.getOrDefault("id", ""));
      default -> WebServer.send(exchange, HttpURLConnection.HTTP_OK, HTML, page.html());
    }
  }

  private void stream(HttpExchange exchange, View view) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "text/event-stream");
    headers.set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, 0);
    if (streams.register() < 0) {
      return; // it is closing
    }
    try (OutputStream out = exchange.getResponseBody()) {
      long seen = -1;
      while (true) {
        long now = state.awaitNews(seen, LONGEST_SILENCE_MS);
        boolean isLast = state.hasEnded();
        out.write(now == seen ? ":\n\n".getBytes(StandardCharsets.UTF_8) : event(view));
        if (isLast) {
          out.write("event: end\ndata: end\n\n".getBytes(StandardCharsets.UTF_8));
          return;
        }
        out.flush();
        seen = now;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      streams.arriveAndDeregister();
    }
  }

  private byte[] event(View view) throws JsonProcessingException {
    String json = mapper.writeValueAsString(state.snapshot(view, System.currentTimeMillis()));
    return ("data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  private void text(HttpExchange exchange, String id) throws IOException {
    String text = id.matches("\\d{1,18}") ? state.text(Long.parseLong(id)) : null;
    if (text == null) {
      send(exchange, HttpURLConnection.HTTP_NOT_FOUND, "not among the newest any more");
    } else {
      send(exchange, HttpURLConnection.HTTP_OK, text);
    }
  }

  private void act(HttpExchange exchange, String path) throws IOException {
    if (WebServer.refusesMethod(exchange, "POST")) {
      return;
    }
    String target = target(exchange);
    if (target == null) {
      send(exchange, HttpURLConnection.HTTP_BAD_REQUEST, "expected JSON: {\"target\": \"…\"}");
      return;
    }
    try {
      String done =
          switch (path) {
            case "/cancel" -> actions.cancel(target);
            case "/drain" -> actions.drain(hexadecimal(target));
            default -> actions.replay(target);
          };
      send(exchange, HttpURLConnection.HTTP_OK, done);
    } catch (BatonException e) {
      send(exchange, CONFLICT, String.valueOf(e.getMessage()));
    }
  }

  private static long hexadecimal(String host) {
    return host.matches("[0-9a-f]{1,16}") ? Long.parseUnsignedLong(host, 16) : 0;
  }

  private @Nullable String target(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY);
    try {
      JsonNode target = mapper.readTree(body).path("target");
      return target.isTextual() ? target.textValue() : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    WebServer.send(exchange, status, WebServer.TEXT, text + "\n");
  }

  private static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      int sign = pair.indexOf('=');
      try {
        if (sign > 0) {
          parameters.put(
              pair.substring(0, sign),
              URLDecoder.decode(pair.substring(sign + 1), StandardCharsets.UTF_8));
        }
      } catch (IllegalArgumentException e) {
        // It is as if it was not there.
      }
    }
    return parameters;
  }

  /** Lets the last news be sent if the state has ended, with a limit, and stops. */
  @Override
  public void close() {
    if (state.hasEnded()) {
      int phase = streams.arriveAndDeregister();
      try {
        var _ = streams.awaitAdvanceInterruptibly(phase, CLOSE_LIMIT_MS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (TimeoutException e) {
        // A browser that does not read does not see the end.
      }
    }
    server.close();
  }
}
