package dev.baton.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import dev.baton.config.PoolSettings;
import dev.baton.config.Settings;
import dev.baton.config.TopicSettings;
import dev.baton.log.Channel;
import dev.baton.log.PublishCallback;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.log.kafka.PoolTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose administrator allows less than Baton would like. */
class ClusterLimitsIT {

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int REQUEST_BYTES = 2 << 20;

  @TempDir private static Path directory;
  private static KafkaCluster kafka;

  @BeforeAll
  static void startKafka() throws Exception {
    kafka =
        KafkaCluster.start(
            directory,
            KafkaRelease.V4,
            1,
            Map.of(
                "create.topic.policy.class.name", NoLargeTopics.class.getName(),
                "message.max.bytes", Integer.toString(3 << 20),
                "socket.request.max.bytes", Integer.toString(REQUEST_BYTES)));
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @Test
  void recordsAreAsLargeAsTopicsAndBrokersAllow() {
    PoolTopics topics = PoolTopics.of("small");
    try (KafkaLog log = KafkaLog.connectCreating(topics, client(), LIMIT)) {
      int most = log.publisher().maxRecordBytes();
      assertThat(most).isBetween(REQUEST_BYTES - 10_000, REQUEST_BYTES);

      CompletableFuture<Void> sent = new CompletableFuture<>();
      log.publisher()
          .publish(
              Channel.INBOX,
              0,
              new byte[most],
              failure -> {
                if (failure == null) {
                  sent.complete(null);
                } else {
                  sent.completeExceptionally(failure);
                }
              });
      assertThat(sent).succeedsWithin(LIMIT);
      assertThatExceptionOfType(BatonException.class)
          .isThrownBy(
              () ->
                  log.publisher()
                      .publish(Channel.INBOX, 0, new byte[most + 1], PublishCallback.IGNORE))
          .withMessageContaining("larger than");
    }
  }

  @Test
  void aRecordThatOnlyTheBrokerKnowsToBeTooLargeSaysWhatToSet() throws Exception {
    PoolTopics topics = PoolTopics.of("lowered");
    KafkaLog.connectCreating(topics, client(), LIMIT).close();
    try (KafkaLog log = KafkaLog.connect(topics, client(), LIMIT)) {
      lower(topics.plan(Channel.INBOX).topic());

      // A broker hears of a topic's new limit a moment after the controller has confirmed it.
      String told =
          await().atMost(LIMIT).until(() -> failureOfLargeRecord(log), text -> !text.isEmpty());

      assertThat(told)
          .startsWith("The Kafka broker refused a record of 1048576 bytes for topic lowered.inbox")
          .contains("set max.request.size");
    }
  }

  /** Why a record was refused; empty if it was taken. */
  private static String failureOfLargeRecord(KafkaLog log) {
    CompletableFuture<String> told = new CompletableFuture<>();
    log.publisher()
        .publish(
            Channel.INBOX,
            0,
            new byte[1 << 20],
            failure -> told.complete(failure == null ? "" : failure.getMessage()));
    return told.orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  private static void lower(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    AlterConfigOp lower =
        new AlterConfigOp(new ConfigEntry("max.message.bytes", "300000"), AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(Map.copyOf(client()))) {
      admin.incrementalAlterConfigs(Map.of(resource, List.of(lower))).all().get();
    }
  }

  @Test
  void moreReplicasThanBrokersAreRefusedWithTheCommandsToRun() {
    PoolTopics topics =
        PoolTopics.of(
            Settings.DEFAULT
                .with(PoolSettings.POOL, "safe")
                .with(TopicSettings.REPLICATION, 3)
                .with(TopicSettings.MIN_ISR, 2));

    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(() -> KafkaLog.connectCreating(topics, client(), LIMIT))
        .withMessageStartingWith("The Kafka cluster refuses to create topic safe.inbox: ")
        .withMessageContaining("--topic-replication")
        .withMessageContaining(
            "--create --if-not-exists --topic safe.inbox --partitions 64 --replication-factor 3");
  }

  private static Map<String, String> client() {
    return Map.of("bootstrap.servers", kafka.bootstrap());
  }
}
