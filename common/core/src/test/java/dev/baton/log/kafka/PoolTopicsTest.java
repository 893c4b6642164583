package dev.baton.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.log.Channel;
import org.junit.jupiter.api.Test;

class PoolTopicsTest {

  private final PoolTopics topics = PoolTopics.of("night", 12, 3);

  @Test
  void everyChannelHasItsTopic() {
    assertThat(topics.all())
        .extracting(TopicPlan::topic)
        .containsExactly(
            "night.inbox", "night.results", "night.events", "night.journal", "night.quarantine");
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
    int overhead = KafkaPublisher.RECORD_OVERHEAD_BYTES;

    for (Channel channel : new Channel[] {Channel.INBOX, Channel.RESULTS, Channel.QUARANTINE}) {
      assertThat(number(topics.plan(channel), "max.message.bytes") - overhead)
          .isGreaterThanOrEqualTo(64 << 20);
    }
  }

  @Test
  void planReadsAsAnOrderToAnAdministrator() {
    assertThat(topics.plan(Channel.EVENTS).describe())
        .isEqualTo(
            "night.events (1 partition, cleanup.policy=delete, max.message.bytes=1048576,"
                + " message.timestamp.type=LogAppendTime, retention.bytes=67108864,"
                + " retention.ms=3600000, segment.bytes=16777216)");
  }

  private static long number(TopicPlan plan, String setting) {
    return Long.parseLong(String.valueOf(plan.settings().get(setting)));
  }
}
