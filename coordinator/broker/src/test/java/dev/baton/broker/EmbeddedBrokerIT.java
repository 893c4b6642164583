package dev.baton.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.EnvironmentException;
import dev.baton.config.KafkaConfigFile;
import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Message;
import dev.baton.log.Start;
import dev.baton.log.Subscription;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.log.kafka.PoolTopics;
import dev.baton.process.JvmCommand;
import dev.baton.process.ParentLink;
import dev.baton.process.Signals;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

  private static final Duration READY = Duration.ofMinutes(2);
  private static final Duration SHORT = Duration.ofSeconds(6);
  private static final Duration END = ParentLink.HALT_AFTER.multipliedBy(2);
  private static final Set<ChannelPartition> INBOX = Set.of(new ChannelPartition(Channel.INBOX, 1));

  private final List<String> output = new CopyOnWriteArrayList<>();

  @TempDir private Path temporary;

  @AfterEach
  void brokerHadNothingToSay() {
    assertThat(output).isEmpty();
  }

  @Test
  void servesItsUserAndLeavesNothingBehind() {
    Path directory;
    EmbeddedBroker broker = start(BrokerConfig.temporary("night").withInboxPartitions(5));
    try (broker) {
      Map<String, String> properties = broker.awaitReady(READY);
      directory = broker.clientPropertiesFile().getParent();
      Map<String, String> forOthers = KafkaConfigFile.read(broker.clientPropertiesFile());
      assertThat(forOthers).containsEntry("sasl.mechanism", "SCRAM-SHA-512");
      KafkaLog.connect("night", forOthers).close();
      try (Admin anyClient = Admin.create(Map.copyOf(forOthers))) {
        assertThat(anyClient.listTopics().names().toCompletionStage())
            .succeedsWithin(READY)
            .asInstanceOf(InstanceOfAssertFactories.ITERABLE)
            .contains("night.inbox");
      }
      try (KafkaLog log = KafkaLog.connect("night", properties)) {
        assertThat(log.partitions(Channel.INBOX)).isEqualTo(5);
        assertThat(log.publisher().maxRecordBytes()).isGreaterThanOrEqualTo(64 << 20);
      }
    }
    assertThat(ProcessHandle.of(broker.pid())).isEmpty();
    assertThat(directory).doesNotExist();
  }

  @Test
  void aSignalThatItsParentDidNotSendLeavesItsDataToTheParent() throws Exception {
    EmbeddedBroker broker = start(BrokerConfig.temporary("night").withInboxPartitions(5));
    Path directory;
    try (broker) {
      var _ = broker.awaitReady(READY);
      directory = broker.clientPropertiesFile().getParent();

      Signals.send("TERM", broker.pid());
      var _ = broker.onExit().get(1, TimeUnit.MINUTES);

      assertThat(directory).isDirectory();
      try (EmbeddedBroker again = broker.restart(output::add)) {
        try (KafkaLog log = KafkaLog.connect("night", again.awaitReady(READY))) {
          assertThat(log.partitions(Channel.INBOX)).isEqualTo(5);
        }
      }
    }
    assertThat(directory).doesNotExist();
  }

  @Test
  void refusesStrangers() throws Exception {
    try (EmbeddedBroker broker = start(BrokerConfig.temporary("baton"))) {
      Map<String, String> properties = broker.awaitReady(READY);

      assertThatThrownBy(
              () -> connect(with(properties, "sasl.jaas.config", jaas("scram.Scram", "x"))))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("refused the login");
      assertThatThrownBy(() -> connect(with(properties, "security.protocol", "PLAINTEXT")))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("No Kafka broker answered");

      controllerRefusesStrangers(properties);
    }
  }

  private static void controllerRefusesStrangers(Map<String, String> properties) throws Exception {
    Map<String, String> controller = new HashMap<>(properties);
    controller.remove("bootstrap.servers");
    controller.put("bootstrap.controllers", controllerAddress(properties));

    assertThatThrownBy(() -> describeQuorum(controller))
        .as("the client's own login is not one of the controller's")
        .hasCauseInstanceOf(UnsupportedSaslMechanismException.class);
    assertThatThrownBy(
            () ->
                describeQuorum(
                    with(
                        with(controller, "sasl.mechanism", "PLAIN"),
                        "sasl.jaas.config",
                        jaas("plain.Plain", "guess"))))
        .hasCauseInstanceOf(SaslAuthenticationException.class);
    assertThatThrownBy(() -> describeQuorum(with(controller, "security.protocol", "PLAINTEXT")))
        .hasCauseInstanceOf(org.apache.kafka.common.errors.TimeoutException.class);
  }

  @Test
  void endsWithAParentThatIsKilled() throws IOException {
    Process parent =
        new ProcessBuilder(JvmCommand.builder(BrokerParent.class.getName()).build().words())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = parent.inputReader(StandardCharsets.UTF_8)) {
      String[] told = lines.readLine().split(" ", 2);
      ProcessHandle broker = ProcessHandle.of(Long.parseLong(told[0])).orElseThrow();
      Path directory = Path.of(told[1]);
      assertThat(directory).isDirectory();

      parent.destroyForcibly();

      await().atMost(END).until(() -> !broker.isAlive());
      assertThat(directory).doesNotExist();
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void whatAKilledBrokerLeavesIsRemoved() {
    Path directory;
    try (EmbeddedBroker broker = start(BrokerConfig.temporary("baton"))) {
      broker.awaitReady(READY);
      directory = broker.clientPropertiesFile().getParent();

      ProcessHandle.of(broker.pid()).orElseThrow().destroyForcibly();
      assertThat(broker.onExit().join().describe()).isEqualTo("signal 9 (killed)");
      assertThat(directory).isDirectory();
    }
    assertThat(directory).doesNotExist();
  }

  @Test
  void keptDataOutlivesTheBrokerAndASubscriptionItsAbsence() throws Exception {
    Path data = temporary.resolve("data");
    BrokerConfig config =
        BrokerConfig.temporary("baton").withDataDirectory(data).withPort(freePort());
    EmbeddedBroker first = start(config);
    Map<String, String> properties = first.awaitReady(READY);
    try (KafkaLog log = KafkaLog.connect("baton", properties);
        Subscription open = log.subscribe(INBOX, new Start.Latest())) {
      assertThat(publish(log, "before")).succeedsWithin(READY).isNull();
      assertThat(next(open)).isEqualTo("before");

      assertThatThrownBy(() -> startAndAwait(config.withPort(0)))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("another broker is using it");
      first.close();
      assertThat(open.poll(Duration.ofMillis(100))).isEmpty();
      CompletableFuture<@Nullable Exception> whileAway = publish(log, "while away");

      try (EmbeddedBroker second = start(config)) {
        assertThat(second.awaitReady(READY)).as("same login, same port").isEqualTo(properties);
        assertThat(whileAway).succeedsWithin(READY).isNull();
        assertThat(next(open)).isEqualTo("while away");
        assertThat(publish(log, "after")).succeedsWithin(READY).isNull();
        assertThat(next(open)).isEqualTo("after");
        try (Subscription all = log.subscribe(INBOX, new Start.Earliest())) {
          assertThat(take(all, 3)).containsExactly("before", "while away", "after");
        }
      }
    } finally {
      first.close();
    }
    assertThat(data).isDirectory();
  }

  @Test
  void takenPortIsAClearError() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      BrokerConfig config = BrokerConfig.temporary("baton").withPort(taken.getLocalPort());

      assertThatThrownBy(() -> startAndAwait(config))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("Port " + taken.getLocalPort() + " on 127.0.0.1 cannot be used");
    }
  }

  private EmbeddedBroker start(BrokerConfig config) {
    return EmbeddedBroker.start(config, output::add);
  }

  private void startAndAwait(BrokerConfig config) {
    try (EmbeddedBroker broker = start(config)) {
      broker.awaitReady(READY);
    }
  }

  private static void connect(Map<String, String> properties) {
    KafkaLog.connect(PoolTopics.of("baton"), properties, SHORT).close();
  }

  private static CompletableFuture<@Nullable Exception> publish(KafkaLog log, String text) {
    CompletableFuture<@Nullable Exception> fate = new CompletableFuture<>();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    log.publisher().publish(Channel.INBOX, 1, bytes, fate::complete);
    return fate;
  }

  private static String next(Subscription subscription) {
    return take(subscription, 1).getFirst();
  }

  private static List<String> take(Subscription subscription, int count) {
    List<String> texts = new CopyOnWriteArrayList<>();
    await()
        .atMost(READY)
        .until(
            () -> {
              for (Message message : subscription.poll(Duration.ofMillis(200))) {
                texts.add(new String(message.bytes(), StandardCharsets.UTF_8));
              }
              return texts.size() >= count;
            });
    return texts;
  }

  private static String controllerAddress(Map<String, String> properties) throws Exception {
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
    try (Admin admin = Admin.create(new HashMap<>(properties))) {
      String listeners =
          admin.describeConfigs(List.of(broker)).all().get().get(broker).get("listeners").value();
      return listeners.substring(listeners.indexOf("CONTROLLER://") + "CONTROLLER://".length());
    }
  }

  private static void describeQuorum(Map<String, String> properties) throws Exception {
    Map<String, Object> quick = new HashMap<>(properties);
    quick.put("default.api.timeout.ms", "3000");
    quick.put("request.timeout.ms", "3000");
    try (Admin admin = Admin.create(quick)) {
      var _ = admin.describeMetadataQuorum().quorumInfo().get();
    }
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> copy = new HashMap<>(map);
    copy.put(key, value);
    return copy;
  }

  private static String jaas(String module, String password) {
    return "org.apache.kafka.common.security.%sLoginModule required username=\"baton\" password=\"%s\";"
        .formatted(module, password);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
