package dev.baton.cluster;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.Uuid;

/**
 * A Kafka broker as an administrator would start it, without a login: the network that it listens
 * on has no other hosts than those of the test.
 */
final class PlainBroker {

  private static final List<String> FLAGS = List.of("-Xmx384m", "-XX:TieredStopAtLevel=1");
  private static final int PORT = 9092;
  private static final int CONTROLLER_PORT = 9093;

  private final ClusterHost host;
  private final Path properties;
  private HostProcess process;

  private PlainBroker(ClusterHost host, Path properties) {
    this.host = host;
    this.properties = properties;
    this.process = launch();
  }

  /** Starts a broker with empty logs. */
  static PlainBroker start(ClusterHost host) {
    try {
      Path properties =
          Files.writeString(host.folder().resolve("server.properties"), properties(host));
      host.java(
              FLAGS,
              "kafka.tools.StorageTool",
              "format",
              "-t",
              Uuid.randomUuid().toString(),
              "-c",
              properties.toString())
          .endsWith(0);
      PlainBroker broker = new PlainBroker(host, properties);
      broker.awaitListening();
      return broker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String properties(ClusterHost host) {
    String clients = host.address() + ":" + PORT;
    String controller = host.address() + ":" + CONTROLLER_PORT;
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@%2$s
    controller.listener.names=CONTROLLER
    listeners=PLAINTEXT://%1$s,CONTROLLER://%2$s
    advertised.listeners=PLAINTEXT://%1$s
    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
    inter.broker.listener.name=PLAINTEXT
    offsets.topic.replication.factor=1
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    auto.create.topics.enable=false
    log.dirs=%3$s
    """
        .formatted(clients, controller, host.folder().resolve("kafka"));
  }

  /** Where clients reach it. */
  String address() {
    return host.address() + ":" + PORT;
  }

  /** Waits until it listens. */
  private void awaitListening() {
    await()
        .atMost(HostProcess.PATIENCE)
        .failFast("the broker ended", () -> !process.isAlive())
        .until(() -> !host.run("ss", "-ltnH", "sport = :" + PORT).isEmpty());
  }

  /** Kills it, as a power cut would, and starts it again with what it has on disk. */
  void killAndRestart() {
    process.close();
    process = launch();
  }

  private HostProcess launch() {
    return host.java(FLAGS, "kafka.Kafka", properties.toString());
  }
}
