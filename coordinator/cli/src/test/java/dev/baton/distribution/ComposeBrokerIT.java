package dev.baton.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.EnvironmentException;
import dev.baton.config.KafkaConfigFile;
import dev.baton.kafka.KafkaCluster;
import dev.baton.kafka.KafkaNode;
import dev.baton.kafka.KafkaRelease;
import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.Message;
import dev.baton.log.Start;
import dev.baton.log.Subscription;
import dev.baton.log.kafka.ClientProperties;
import dev.baton.log.kafka.FoundTopic;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.log.kafka.PoolTopics;
import dev.baton.log.kafka.TopicAdmin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The broker settings and the login of the compose files, tried on real brokers: Kafka's own
 * programs, as its image calls them, with the names of containers replaced by this machine and free
 * ports.
 */
class ComposeBrokerIT {

  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final PoolTopics TOPICS = PoolTopics.of("baton", 4, 4);

  @TempDir private Path directory;
  private final List<KafkaNode> nodes = new ArrayList<>();
  private Path secrets;

  @BeforeEach
  void makeTheLogin() throws Exception {
    secrets = directory.resolve("secrets");
    Shell shell = new Shell(directory);
    Path program = SourceTree.ROOT.resolve("containers/make-secrets");
    assertThat(shell.run(program, secrets).exitCode()).isZero();
    assertThat(shell.run(program, secrets).err()).contains("has a login already");
  }

  @AfterEach
  void stopBrokers() {
    nodes.forEach(KafkaNode::close);
  }

  @Test
  void oneBrokerCarriesThePoolsTopicsForWhoHasTheLogin() throws Exception {
    Map<String, String> client = start(ComposeFile.read(), List.of("kafka"));
    createTopics(client);
    assertThat(echo(client)).containsExactly("hello".getBytes(StandardCharsets.UTF_8));

    Map<String, String> stranger = new HashMap<>(client);
    stranger.computeIfPresent(
        "sasl.jaas.config", (_, jaas) -> jaas.replaceAll("password=\"\\w+", "password=\"x"));
    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(() -> KafkaLog.connect("baton", stranger))
        .withMessageContaining("refused the login");
  }

  @Test
  void threeBrokersGoOnWithoutOneOfThem() throws Exception {
    ComposeFile file = ComposeFile.of(ComposeFileIT.composed(directory, ComposeFile.THREE_BROKERS));
    Map<String, String> client = start(file, List.of("kafka", "kafka-2", "kafka-3"));
    createTopics(client);
    try (TopicAdmin admin = TopicAdmin.open(ClientProperties.of(client), LIMIT)) {
      assertThat(admin.find(TOPICS).values()).extracting(FoundTopic::replication).containsOnly(3);
    }

    nodes.get(1).kill();

    assertThat(echo(client)).containsExactly("hello".getBytes(StandardCharsets.UTF_8));
  }

  /** Starts brokers; returns the client properties of the pool's programs. */
  private Map<String, String> start(ComposeFile file, List<String> services) throws Exception {
    List<Integer> ports = KafkaCluster.freePorts(2 * services.size());
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < services.size(); i++) {
      String service = services.get(i);
      Map<String, String> settings = new HashMap<>();
      file.brokerProperties(service)
          .forEach((key, value) -> settings.put(key, here(value, services, ports)));
      settings.put(
          "listeners",
          "CLIENTS://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
              .formatted(ports.get(2 * i), ports.get(2 * i + 1)));
      String login =
          file.variable(service, "KAFKA_OPTS").replace("/run/secrets", secrets.toString());
      nodes.add(
          KafkaNode.format(
              directory.resolve(service),
              KafkaRelease.V4,
              Uuid.fromString(file.variable(service, "CLUSTER_ID")).toString(),
              settings,
              List.of(login)));
      addresses.add("127.0.0.1:" + ports.get(2 * i));
    }
    for (KafkaNode node : nodes) {
      node.start();
    }
    Map<String, String> client =
        new HashMap<>(KafkaConfigFile.read(secrets.resolve("client.properties")));
    client.put("bootstrap.servers", String.join(",", addresses));
    return client;
  }

  /** A value with the addresses of containers replaced by ports of this machine. */
  private static String here(String value, List<String> services, List<Integer> ports) {
    String here = value;
    for (int i = 0; i < services.size(); i++) {
      here =
          here.replace(services.get(i) + ":9092", "127.0.0.1:" + ports.get(2 * i))
              .replace(services.get(i) + ":9093", "127.0.0.1:" + ports.get(2 * i + 1));
    }
    return here;
  }

  private void createTopics(Map<String, String> client) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .failFast(this::requireAlive)
        .untilAsserted(
            () -> {
              try (TopicAdmin admin = TopicAdmin.open(ClientProperties.of(client), LIMIT)) {
                admin.createMissing(TOPICS);
              }
            });
  }

  private void requireAlive() {
    for (KafkaNode node : nodes) {
      assertThat(node.isAlive()).as(node::output).isTrue();
    }
  }

  private static List<byte[]> echo(Map<String, String> client) {
    try (Log log = KafkaLog.connect(TOPICS, client, Duration.ofSeconds(30));
        Subscription events =
            log.subscribe(Set.of(new ChannelPartition(Channel.EVENTS, 0)), new Start.Latest())) {
      byte[] record = "hello".getBytes(StandardCharsets.UTF_8);
      log.publisher().publish(Channel.EVENTS, 0, record, _ -> {});
      return Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> events.poll(LIMIT), messages -> !messages.isEmpty())
          .stream()
          .map(Message::bytes)
          .toList();
    }
  }
}
