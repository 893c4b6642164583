package dev.baton.cli.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The JDK's HTTP server, with limits: a client that does not finish its request is cut off after
 * {@link #LONGEST_REQUEST_S} seconds. Each request has a virtual thread. Thread-safe.
 */
public final class WebServer implements AutoCloseable {

  public static final String TEXT = "text/plain; charset=utf-8";

  private static final int LONGEST_REQUEST_S = 10;
  private static final int MOST_CONNECTIONS = 64;
  private static final int BACKLOG = 16;

  static {
    // The JDK's server has no other way to set them; it reads them when its classes are loaded.
    System.setProperty("sun.net.httpserver.maxReqTime", Integer.toString(LONGEST_REQUEST_S));
    System.setProperty("jdk.httpserver.maxConnections", Integer.toString(MOST_CONNECTIONS));
  }

  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final InetAddress address;

  private WebServer(HttpServer server, InetAddress address) {
    this.server = server;
    this.address = address;
    server.setExecutor(requests);
  }

  /**
   * Takes an address; nothing is answered before {@link #start}.
   *
   * @throws IOException if it cannot be used
   */
  public static WebServer at(InetSocketAddress address) throws IOException {
    return new WebServer(HttpServer.create(address, BACKLOG), address.getAddress());
  }

  /** Has {@code handler} answer for all paths that begin with {@code path}. */
  public void handle(String path, HttpHandler handler) {
    var _ =
        server.createContext(
            path,
            exchange -> {
              try (exchange) {
                handler.handle(exchange);
              }
            });
  }

  /** Begins to answer. */
  public void start() {
    server.start();
  }

  /** At which it listens. */
  public InetAddress address() {
    return address;
  }

  /** A place on this server: at the address that was asked for, and the port that it has. */
  public URI uri(String path) {
    String host = address.getHostAddress();
    return URI.create(
        "http://%s:%d%s"
            .formatted(
                address instanceof Inet6Address ? "[" + host + "]" : host,
                server.getAddress().getPort(),
                path));
  }

  /** Refuses all methods but these; returns whether it has. */
  public static boolean refusesMethod(HttpExchange exchange, String... allowed) throws IOException {
    for (String method : allowed) {
      if (exchange.getRequestMethod().equals(method)) {
        return false;
      }
    }
    exchange.getResponseHeaders().set("Allow", String.join(", ", allowed));
    send(
        exchange,
        HttpURLConnection.HTTP_BAD_METHOD,
        TEXT,
        "only " + String.join(" and ", allowed) + "\n");
    return true;
  }

  /** Answers with a text, which nobody is to keep. */
  public static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Stops at once. */
  @Override
  public void close() {
    server.stop(0);
    requests.shutdownNow();
  }
}
