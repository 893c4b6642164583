package dev.baton.job.builtin.fetch;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * The HTTP client of this process: one for all tasks, so that they share connections and one thread
 * that watches them. Thread-safe.
 */
final class SharedClient {

  /** One for each time limit, which is part of a client; in practice there is one. */
  private static final Map<Duration, HttpClient> CLIENTS = new ConcurrentHashMap<>();

  private SharedClient() {}

  /** The client with this time limit for a connection. */
  static HttpClient of(Duration connectTimeout) {
    return CLIENTS.computeIfAbsent(
        connectTimeout,
        timeout ->
            HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build());
  }
}
