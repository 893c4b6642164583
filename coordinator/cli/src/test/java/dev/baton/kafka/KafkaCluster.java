package dev.baton.kafka;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/**
 * A Kafka cluster as an administrator has it: plain brokers on this machine, with Kafka's defaults
 * and no automatic creation of topics.
 */
public final class KafkaCluster implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final List<Integer> ports;
  private final List<KafkaNode> nodes = new ArrayList<>();

  private KafkaCluster(List<Integer> ports) {
    this.ports = ports;
  }

  /** Starts a cluster of one broker and waits until it serves. */
  public static KafkaCluster start(Path directory, KafkaRelease release)
      throws IOException, InterruptedException {
    return start(directory, release, 1, Map.of());
  }

  /**
   * Starts a cluster and waits until all brokers serve.
   *
   * @param settings what differs from Kafka's defaults
   */
  public static KafkaCluster start(
      Path directory, KafkaRelease release, int brokers, Map<String, String> settings)
      throws IOException, InterruptedException {
    List<Integer> ports = freePorts(2 * brokers);
    List<Integer> controllers = ports.subList(brokers, 2 * brokers);
    String id = Uuid.randomUuid().toString();
    KafkaCluster cluster = new KafkaCluster(ports.subList(0, brokers));
    String voters =
        IntStream.range(0, brokers)
            .mapToObj(i -> (i + 1) + "@127.0.0.1:" + controllers.get(i))
            .collect(Collectors.joining(","));
    try {
      for (int i = 0; i < brokers; i++) {
        Map<String, String> node = new TreeMap<>(plain(brokers, voters));
        node.put("node.id", Integer.toString(i + 1));
        node.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + ports.get(i));
        node.put(
            "listeners",
            "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                .formatted(ports.get(i), controllers.get(i)));
        node.putAll(settings);
        cluster.nodes.add(
            KafkaNode.format(directory.resolve("broker-" + (i + 1)), release, id, node, List.of()));
      }
      for (KafkaNode node : cluster.nodes) {
        node.start();
      }
      cluster.awaitServing();
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  private static Map<String, String> plain(int brokers, String voters) {
    Map<String, String> map = new TreeMap<>();
    map.put("process.roles", "broker,controller");
    map.put("controller.quorum.voters", voters);
    map.put("controller.listener.names", "CONTROLLER");
    map.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    map.put("auto.create.topics.enable", "false");
    map.put("default.replication.factor", Integer.toString(brokers));
    map.put("min.insync.replicas", Integer.toString(brokers / 2 + 1));
    map.put("offsets.topic.replication.factor", Integer.toString(brokers));
    // Half of the small heap otherwise; no topic is compacted.
    map.put("log.cleaner.dedupe.buffer.size", "4194304");
    return map;
  }

  /** The addresses of all brokers. */
  public String bootstrap() {
    return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  /** Its brokers. */
  public List<KafkaNode> nodes() {
    return nodes;
  }

  /** Waits until all brokers serve, and every partition has all its replicas. */
  public void awaitServing() {
    try (Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.servers", bootstrap(),
                "reconnect.backoff.max.ms", "500",
                "default.api.timeout.ms", "10000",
                "request.timeout.ms", "5000"))) {
      await("all brokers serve")
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(200))
          .failFast(this::requireAlive)
          .ignoreExceptions()
          .until(() -> isWhole(admin));
    }
  }

  private boolean isWhole(Admin admin) throws Exception {
    if (admin.describeCluster().nodes().get(10, TimeUnit.SECONDS).size() < nodes.size()) {
      return false;
    }
    var names = admin.listTopics().names().get(10, TimeUnit.SECONDS);
    return admin.describeTopics(names).allTopicNames().get(10, TimeUnit.SECONDS).values().stream()
        .flatMap(topic -> topic.partitions().stream())
        .allMatch(part -> part.isr().size() == part.replicas().size());
  }

  private void requireAlive() {
    for (KafkaNode node : nodes) {
      if (!node.isAlive()) {
        throw new AssertionError("A broker has ended:\n" + node.output());
      }
    }
  }

  /** Ports of this machine that nobody uses. */
  public static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1")));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  @Override
  public void close() {
    nodes.forEach(KafkaNode::close);
  }
}
