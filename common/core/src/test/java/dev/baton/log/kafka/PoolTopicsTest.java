package dev.baton.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.UsageException;
import dev.baton.config.PoolSettings;
import dev.baton.config.Settings;
import dev.baton.config.TopicSettings;
import dev.baton.log.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolTopicsTest {

  private static final Settings NIGHT = Settings.DEFAULT.with(PoolSettings.POOL, "night");

  private final PoolTopics topics = PoolTopics.of("night", 12, 3);

  @Test
  void everyChannelHasItsTopic() {
    assertThat(topics.all())
        .extracting(TopicPlan::topic)
        .containsExactly(
            "night.inbox",
            "night.results",
            "night.events",
            "night.blobs",
            "night.journal",
            "night.quarantine");
    assertThat(topics.plan(Channel.INBOX).partitions()).isEqualTo(12);
    assertThat(topics.plan(Channel.RESULTS).partitions()).isEqualTo(3);
    assertThat(topics.plan(Channel.EVENTS).partitions())
        .as("its order decides claims")
        .isEqualTo(1);
  }

  @Test
  void everyTopicForgetsByTimeAndBySize() {
    assertThat(topics.all())
        .allSatisfy(
            plan -> {
              assertThat(number(plan, "retention.ms")).isPositive();
              assertThat(number(plan, "retention.bytes")).isPositive();
              assertThat(number(plan, "segment.bytes"))
                  .as("what is deleted at once in %s", plan.topic())
                  .isLessThanOrEqualTo(number(plan, "retention.bytes"))
                  .isGreaterThanOrEqualTo(number(plan, "max.message.bytes"));
            });
  }

  @Test
  void tasksAndResultsOf64MiBFit() {
    int overhead = RecordLimits.RECORD_OVERHEAD_BYTES;

    for (Channel channel : new Channel[] {Channel.INBOX, Channel.RESULTS, Channel.QUARANTINE}) {
      assertThat(number(topics.plan(channel), "max.message.bytes") - overhead)
          .isGreaterThanOrEqualTo(64 << 20);
    }
  }

  @Test
  void theCommandsForAnAdministratorHaveAllSettings() {
    Settings settings =
        NIGHT
            .with(TopicSettings.PREFIX, "team-a.")
            .with(TopicSettings.REPLICATION, 3)
            .with(TopicSettings.MIN_ISR, 2);
    List<TopicPlan> events = List.of(PoolTopics.of(settings).plan(Channel.EVENTS));

    assertThat(PoolTopics.commands(events, Map.of("bootstrap.servers", "a:1,b:1")))
        .isEqualTo(
            "  kafka-topics.sh --bootstrap-server a:1,b:1 --create --if-not-exists --topic"
                + " team-a.night.events --partitions 1 --replication-factor 3"
                + " --config cleanup.policy=delete --config max.message.bytes=1048576"
                + " --config message.timestamp.type=LogAppendTime --config min.insync.replicas=2"
                + " --config retention.bytes=67108864 --config retention.ms=3600000"
                + " --config segment.bytes=16777216");
    assertThat(
            PoolTopics.commands(
                events, Map.of("bootstrap.servers", "a:1", "security.protocol", "SASL_SSL")))
        .contains("--bootstrap-server a:1 --command-config admin.properties --create");
  }

  @Test
  void whatIsNotSetIsLeftToTheBrokers() {
    assertThat(PoolTopics.of("night").all())
        .allSatisfy(
            plan -> {
              assertThat(plan.replication()).isZero();
              assertThat(plan.settings()).doesNotContainKey("min.insync.replicas");
              assertThat(plan.command("")).doesNotContain("--replication-factor");
            });
  }

  @Test
  void resultsAreKeptAsLongAsAskedAndTasksForAnHourAtMost() {
    PoolTopics longer = PoolTopics.of(NIGHT.with(TopicSettings.RETENTION, Duration.ofDays(60)));
    PoolTopics brief = PoolTopics.of(NIGHT.with(TopicSettings.RETENTION, Duration.ofMinutes(10)));

    for (Channel channel : List.of(Channel.RESULTS, Channel.JOURNAL, Channel.QUARANTINE)) {
      assertThat(retention(longer, channel)).isEqualTo(Duration.ofDays(60));
    }
    assertThat(retention(longer, Channel.INBOX)).isEqualTo(Duration.ofHours(1));
    assertThat(retention(brief, Channel.RESULTS)).isEqualTo(Duration.ofMinutes(10));
    assertThat(retention(brief, Channel.INBOX)).isEqualTo(Duration.ofMinutes(10));
    assertThat(retention(brief, Channel.QUARANTINE)).isEqualTo(Duration.ofDays(30));
  }

  @Test
  void moreReplicasInSyncThanThereAreAreRefused() {
    Settings settings = NIGHT.with(TopicSettings.REPLICATION, 1).with(TopicSettings.MIN_ISR, 2);

    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> PoolTopics.of(settings))
        .withMessageContaining("--topic-min-isr");
  }

  private static Duration retention(PoolTopics topics, Channel channel) {
    return Duration.ofMillis(number(topics.plan(channel), "retention.ms"));
  }

  private static long number(TopicPlan plan, String setting) {
    return Long.parseLong(String.valueOf(plan.settings().get(setting)));
  }
}
