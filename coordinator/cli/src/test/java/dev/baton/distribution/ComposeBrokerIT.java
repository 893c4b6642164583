package dev.baton.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.distribution.Shell.Outcome;
import dev.baton.distribution.Shell.Started;
import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.Message;
import dev.baton.log.Start;
import dev.baton.log.Subscription;
import dev.baton.log.kafka.ClientProperties;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.log.kafka.PoolTopics;
import dev.baton.log.kafka.TopicAdmin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The broker settings of the compose file, tried on a real broker: Kafka's own programs, as its
 * image calls them, with the names of containers replaced by this machine and free ports.
 */
class ComposeBrokerIT {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  @TempDir private Path directory;

  @Test
  void carriesThePoolsTopics() throws Exception {
    int port = freePort();
    Path properties = brokerProperties(port);
    Shell shell = new Shell(directory);
    Outcome format =
        shell.run(
            kafka("kafka.tools.StorageTool", "format", "-t", Uuid.randomUuid(), "-c", properties));
    assertThat(format.exitCode()).as(format.err()).isZero();

    Started broker = shell.start(kafka("kafka.Kafka", properties));
    try {
      Map<String, String> client = Map.of("bootstrap.servers", "127.0.0.1:" + port);
      createTopics(client, broker);
      assertThat(echo(client)).containsExactly("hello".getBytes(StandardCharsets.UTF_8));
    } finally {
      broker.process().destroy();
      broker.await();
    }
  }

  private static void createTopics(Map<String, String> client, Started broker) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .failFast("the broker ended", () -> !broker.process().isAlive())
        .untilAsserted(
            () -> {
              try (TopicAdmin admin = TopicAdmin.open(ClientProperties.of(client), LIMIT)) {
                admin.createMissing(PoolTopics.of("baton", 4, 4));
              }
            });
  }

  private static List<byte[]> echo(Map<String, String> client) {
    try (Log log = KafkaLog.connect("baton", client);
        Subscription events =
            log.subscribe(Set.of(new ChannelPartition(Channel.EVENTS, 0)), new Start.Latest())) {
      byte[] record = "hello".getBytes(StandardCharsets.UTF_8);
      log.publisher().publish(Channel.EVENTS, 0, record, _ -> {});
      return Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> events.poll(LIMIT), messages -> !messages.isEmpty())
          .stream()
          .map(Message::bytes)
          .toList();
    }
  }

  private Path brokerProperties(int port) throws IOException {
    int containers = freePort();
    int controller = freePort();
    String text =
        ComposeFile.read().brokerProperties().entrySet().stream()
            .map(property -> property.getKey() + "=" + property.getValue())
            .collect(Collectors.joining("\n"))
            .replace("://:", "://127.0.0.1:")
            .replace("localhost", "127.0.0.1")
            .replace("kafka:", "127.0.0.1:")
            .replace(":9092", ":" + port)
            .replace(":19092", ":" + containers)
            .replace(":29093", ":" + controller)
            .replace("/tmp/kraft-combined-logs", directory.resolve("logs").toString());
    return Files.writeString(directory.resolve("server.properties"), text, StandardCharsets.UTF_8);
  }

  private static Object[] kafka(String main, Object... arguments) {
    List<Object> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main));
    words.addAll(List.of(arguments));
    return words.toArray();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
