package dev.baton.cli.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.baton.cli.terminal.Version;
import dev.baton.cli.web.WebServer;
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
import java.net.URI;

/**
 * Serves the meters of a process to Prometheus, and answers the probes of orchestrators.
 * Thread-safe.
 *
 * <p>It reads nothing from a request but its first line and one header, and holds no secret.
 */
public final class MetricsServer implements AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final WebServer server;
  private volatile Probe health = () -> null;
  private volatile Probe readiness = () -> "starting";

  private MetricsServer(WebServer server) {
    this.server = server;
  }

  /**
   * Starts to serve, healthy and not ready.
   *
   * @param role which of Baton's processes it is
   * @param server closed with this
   */
  static MetricsServer start(String role, WebServer server) {
    MetricsServer metrics = new MetricsServer(server);
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
    serve("/", this::tellPaths);
    serve("/metrics", this::scrape);
    serve("/healthz", exchange -> answer(exchange, health));
    serve("/readyz", exchange -> answer(exchange, readiness));
    server.start();
  }

  /** The server's paths are prefixes. */
  private void serve(String path, HttpHandler handler) {
    server.handle(
        path,
        exchange -> {
          if (WebServer.refusesMethod(exchange, "GET", "HEAD")) {
            return;
          }
          if (exchange.getRequestURI().getPath().equals(path)) {
            handler.handle(exchange);
          } else {
            WebServer.send(
                exchange, HttpURLConnection.HTTP_NOT_FOUND, WebServer.TEXT, "not here; see /\n");
          }
        });
  }

  private void tellPaths(HttpExchange exchange) throws IOException {
    WebServer.send(
        exchange, HttpURLConnection.HTTP_OK, WebServer.TEXT, "/metrics\n/healthz\n/readyz\n");
  }

  private void scrape(HttpExchange exchange) throws IOException {
    boolean isOpenMetrics =
        String.valueOf(exchange.getRequestHeaders().getFirst("Accept"))
            .contains("application/openmetrics-text");
    String type =
        isOpenMetrics
            ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
            : "text/plain; version=0.0.4; charset=utf-8";
    WebServer.send(exchange, HttpURLConnection.HTTP_OK, type, registry.scrape(type));
  }

  private static void answer(HttpExchange exchange, Probe probe) throws IOException {
    String problem = probe.problem();
    if (problem == null) {
      WebServer.send(exchange, HttpURLConnection.HTTP_OK, WebServer.TEXT, "ok\n");
    } else {
      WebServer.send(exchange, HttpURLConnection.HTTP_UNAVAILABLE, WebServer.TEXT, problem + "\n");
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
    return server.uri("/metrics");
  }

  /** Stops at once. */
  @Override
  public void close() {
    server.close();
    collections.close();
    registry.close();
  }
}
