package dev.baton.cli.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.baton.cli.terminal.Version;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
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
 * Serves the meters of a process to Prometheus, and answers the probes of orchestrators.
 * Thread-safe.
 *
 * <p>It reads nothing from a request but its first line and one header, and holds no secret. A
 * client that does not finish its request is cut off after {@link #LONGEST_REQUEST_S} seconds.
 */
public final class MetricsServer implements AutoCloseable {

  private static final int LONGEST_REQUEST_S = 10;
  private static final int MOST_CONNECTIONS = 64;
  private static final int BACKLOG = 16;
  private static final String TEXT = "text/plain; charset=utf-8";

  static {
    // The JDK's server has no other way to set them; it reads them when its classes are loaded.
    System.setProperty("sun.net.httpserver.maxReqTime", Integer.toString(LONGEST_REQUEST_S));
    System.setProperty("jdk.httpserver.maxConnections", Integer.toString(MOST_CONNECTIONS));
  }

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final InetAddress address;
  private volatile Probe health = () -> null;
  private volatile Probe readiness = () -> "starting";

  private MetricsServer(HttpServer server, InetAddress address) {
    this.server = server;
    this.address = address;
  }

  /**
   * Starts a server, which is healthy and not ready.
   *
   * @param role which of Baton's processes it is
   * @throws IOException if the address cannot be used
   */
  static MetricsServer start(String role, InetSocketAddress address) throws IOException {
    MetricsServer metrics =
        new MetricsServer(HttpServer.create(address, BACKLOG), address.getAddress());
    metrics.bind(role);
    metrics.begin();
    return metrics;
  }

  private void bind(String role) {
    Gauge.builder("baton.info", () -> 1)
        .description("Always 1; the tags tell what runs")
        .tags("role", role, "version", Version.number())
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  private void begin() {
    server.setExecutor(requests);
    serve("/", this::tellPaths);
    serve("/metrics", this::scrape);
    serve("/healthz", exchange -> answer(exchange, health));
    serve("/readyz", exchange -> answer(exchange, readiness));
    server.start();
  }

  /** The JDK's contexts are prefixes. */
  private void serve(String path, HttpHandler handler) {
    var _ =
        server.createContext(
            path,
            exchange -> {
              try (exchange) {
                String method = exchange.getRequestMethod();
                if (!method.equals("GET") && !method.equals("HEAD")) {
                  exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                  send(exchange, HttpURLConnection.HTTP_BAD_METHOD, TEXT, "only GET and HEAD\n");
                } else if (exchange.getRequestURI().getPath().equals(path)) {
                  handler.handle(exchange);
                } else {
                  send(exchange, HttpURLConnection.HTTP_NOT_FOUND, TEXT, "not here; see /\n");
                }
              }
            });
  }

  private void tellPaths(HttpExchange exchange) throws IOException {
    send(exchange, HttpURLConnection.HTTP_OK, TEXT, "/metrics\n/healthz\n/readyz\n");
  }

  private void scrape(HttpExchange exchange) throws IOException {
    boolean isOpenMetrics =
        String.valueOf(exchange.getRequestHeaders().getFirst("Accept"))
            .contains("application/openmetrics-text");
    String type =
        isOpenMetrics
            ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
            : "text/plain; version=0.0.4; charset=utf-8";
    send(exchange, HttpURLConnection.HTTP_OK, type, registry.scrape(type));
  }

  private static void answer(HttpExchange exchange, Probe probe) throws IOException {
    String problem = probe.problem();
    if (problem == null) {
      send(exchange, HttpURLConnection.HTTP_OK, TEXT, "ok\n");
    } else {
      send(exchange, HttpURLConnection.HTTP_UNAVAILABLE, TEXT, problem + "\n");
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
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

  /** Where the meters go. */
  public MeterRegistry registry() {
    return registry;
  }

  /**
   * Answers {@code /healthz} from now on: if there is a problem, the process should be replaced.
   */
  public void health(Probe probe) {
    health = probe;
  }

  /** Answers {@code /readyz} from now on: if there is a problem, there is nothing to expect yet. */
  public void readiness(Probe probe) {
    readiness = probe;
  }

  /** Where the meters are served: at the address that was asked for, and the port that it has. */
  URI uri() {
    String host = address.getHostAddress();
    return URI.create(
        "http://%s:%d/metrics"
            .formatted(
                address instanceof Inet6Address ? "[" + host + "]" : host,
                server.getAddress().getPort()));
  }

  /** Stops at once. */
  @Override
  public void close() {
    server.stop(0);
    requests.shutdownNow();
    collections.close();
    registry.close();
  }
}
