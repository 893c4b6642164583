package dev.baton.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.EnvironmentException;
import dev.baton.log.Channel;
import dev.baton.log.kafka.login.KeyLoginModule;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordLimitsTest {

  private static final int NO_LIMIT = Integer.MAX_VALUE;
  private static final PoolTopics TOPICS = PoolTopics.of("night");

  @Test
  void eachChannelHasTheLimitOfItsTopic() {
    RecordLimits limits =
        RecordLimits.of(
            TOPICS,
            NO_LIMIT,
            Map.of(Channel.INBOX, 3 << 20, Channel.RESULTS, 2 << 20, Channel.QUARANTINE, 5 << 20));

    assertThat(limits.recordBytes(Channel.INBOX)).isBetween((3 << 20) - 2000, (3 << 20) - 1000);
    assertThat(limits.recordBytes(Channel.RESULTS)).isLessThan(2 << 20);
    assertThat(limits.recordBytes(Channel.EVENTS)).as("unknown").isLessThan(1 << 20);
    assertThat(limits.largestBatchBytes()).isEqualTo(5 << 20);
  }

  @Test
  void whatTheUserAllowsIsAlsoALimit() {
    RecordLimits limits = RecordLimits.of(TOPICS, 600_000, Map.of(Channel.INBOX, 3 << 20));

    assertThat(limits.recordBytes(Channel.INBOX)).isLessThan(600_000);
    assertThat(limits.largestBatchBytes()).isEqualTo(600_000);
  }

  @Test
  void whereNobodyMayAskTheUserIsBelieved() {
    assertThat(RecordLimits.of(TOPICS, 8 << 20, Map.of()).recordBytes(Channel.RESULTS))
        .isGreaterThan(7 << 20);
    assertThat(RecordLimits.of(TOPICS, NO_LIMIT, Map.of()).recordBytes(Channel.RESULTS))
        .isBetween(1_040_000, 1_048_588);
  }

  @Test
  void topicsThatTakeTooLittleAreRefusedByName() {
    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(() -> RecordLimits.of(TOPICS, NO_LIMIT, Map.of(Channel.RESULTS, 1000)))
        .withMessageStartingWith("Topic night.results takes records of up to 1000 bytes only.");
  }

  @Test
  void aBrokerOfBatonsOwnIsNotAsked() {
    Map<String, String> client =
        Map.of(
            "bootstrap.servers", "127.0.0.1:1",
            "sasl.mechanism", KeyLoginModule.MECHANISM,
            "max.request.size", "8000000");

    RecordLimits limits =
        RecordLimits.find(
            TOPICS,
            client,
            () -> {
              throw new AssertionError("the broker was asked");
            });

    assertThat(limits.largestBatchBytes()).isEqualTo(8_000_000);
  }
}
