package dev.baton.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What tests of a cluster of three hosts stand on; each has new ones. */
abstract class WithThreeHosts {

  @TempDir Path folder;
  ThreeHosts cluster;
  private String test;
  private long beganNs;

  @BeforeEach
  void create(TestInfo info) {
    test = info.getDisplayName();
    cluster = ThreeHosts.create(folder);
    beganNs = System.nanoTime();
  }

  @AfterEach
  void close() {
    if (cluster != null) {
      cluster.close();
    }
  }

  /** Prints a figure of the test, for people. */
  void report(String what) {
    System.out.printf(
        "three hosts: %s, after %.1f s: %s%n",
        test, Duration.ofNanos(System.nanoTime() - beganNs).toMillis() / 1_000.0, what);
  }

  /** Prints what crossed the cables so far. */
  void reportBytes() {
    for (ClusterHost host : List.of(cluster.head(), cluster.left(), cluster.right())) {
      report(
          "%s received %,d bytes and sent %,d"
              .formatted(host.name(), host.link().receivedBytes(), host.link().sentBytes()));
    }
  }

  /** Runs {@code baton} on the first host, told where the cluster is. */
  HostProcess onCluster(String... arguments) {
    List<String> words =
        Stream.concat(
                Stream.of(arguments[0], "--bootstrap", cluster.broker().address()),
                Stream.of(arguments).skip(1))
            .toList();
    return cluster.head().baton(words.toArray(String[]::new));
  }

  /** What {@code baton status} says now. */
  JsonNode status() {
    return json(onCluster("status", "--json").endsWith(0).out());
  }

  /** What it says of a host, or nothing if it does not list it. */
  static JsonNode host(JsonNode status, ClusterHost host) {
    for (JsonNode each : status.at("/hosts")) {
      if (each.at("/name").asText().equals(host.name())) {
        return each;
      }
    }
    return status.at("/nothing");
  }

  /** How many tasks have ended on a host. */
  static long done(JsonNode status, ClusterHost host) {
    long sum = 0;
    for (JsonNode worker : host(status, host).at("/workers")) {
      sum += worker.at("/done").asLong();
    }
    return sum;
  }

  /** Waits until the status shows a host in a state. */
  void awaitState(ClusterHost host, String state) {
    await()
        .atMost(HostProcess.PATIENCE)
        .pollDelay(Duration.ZERO)
        .untilAsserted(
            () -> assertThat(host(status(), host).at("/state").asText()).isEqualTo(state));
  }

  static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
