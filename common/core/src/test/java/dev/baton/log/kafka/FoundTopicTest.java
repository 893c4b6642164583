package dev.baton.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.log.Channel;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FoundTopicTest {

  private static final TopicPlan PLAN = PoolTopics.of("night").plan(Channel.INBOX);

  private final Map<String, String> settings = new TreeMap<>(PLAN.settings());

  @Test
  void aTopicAsPlannedHasNoDifferences() {
    FoundTopic topic = new FoundTopic(64, 3, settings);

    assertThat(topic.uselessness()).isEmpty();
    assertThat(topic.differences(PLAN)).isEmpty();
  }

  @Test
  void whatDiffersIsSaidAndMayStillDo() {
    settings.put("max.message.bytes", "1048588");
    settings.put("retention.ms", "604800000");
    FoundTopic topic = new FoundTopic(8, 1, settings);

    assertThat(topic.uselessness()).isEmpty();
    assertThat(topic.differences(PLAN))
        .containsExactly(
            "8 of 64 partitions",
            "max.message.bytes 1048588 instead of 67174400",
            "retention.ms 604800000 instead of 3600000");
  }

  @Test
  void whatCannotBeUsedIsSaid() {
    settings.put("max.message.bytes", "1000");
    assertThat(new FoundTopic(64, 1, settings).uselessness().orElse(""))
        .contains("1000 bytes only");
    settings.putAll(Map.of("max.message.bytes", "1048588", "cleanup.policy", "compact,delete"));
    assertThat(new FoundTopic(64, 1, settings).uselessness().orElse("")).contains("compacted");
    settings.putAll(Map.of("cleanup.policy", "delete", "min.insync.replicas", "2"));
    assertThat(new FoundTopic(64, 1, settings).uselessness().orElse(""))
        .contains("wants 2 replicas to be in sync and has 1");
    assertThat(new FoundTopic(64, 2, settings).uselessness()).isEmpty();
  }

  @Test
  void whatMayNotBeAskedForCountsAsFit() {
    FoundTopic topic = new FoundTopic(64, 1, Map.of());

    assertThat(topic.uselessness()).isEmpty();
    assertThat(topic.differences(PLAN)).isEmpty();
  }
}
