package dev.baton.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.UsageException;
import dev.baton.log.Access;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientPropertiesTest {

  private static final Map<String, String> GIVEN =
      Map.of(
          "bootstrap.servers", "kafka-1:9092",
          "security.protocol", "SASL_SSL",
          "linger.ms", "3",
          "fetch.max.wait.ms", "100",
          "group.id", "ignored",
          "acks", "0");

  @Test
  void eachClientGetsWhatItKnows() {
    ClientProperties properties = ClientProperties.of(GIVEN);

    assertThat(properties.producer(1000, Access.WORKER))
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("linger.ms", "3")
        .doesNotContainKeys("fetch.max.wait.ms", "group.id");
    assertThat(properties.consumer())
        .containsEntry("fetch.max.wait.ms", "100")
        .doesNotContainKeys("linger.ms", "group.id");
    assertThat(properties.admin())
        .containsEntry("bootstrap.servers", "kafka-1:9092")
        .doesNotContainKeys("linger.ms", "fetch.max.wait.ms");
  }

  @Test
  void guaranteesAreNotForTheUserToGiveUp() {
    assertThat(ClientProperties.of(GIVEN).producer(1000, Access.WORKER))
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", "true");
    assertThat(ClientProperties.of(GIVEN).consumer())
        .containsEntry("enable.auto.commit", "false")
        .containsEntry("allow.auto.create.topics", "false");
  }

  @Test
  void defaultsAreMeantForLowLatencyAndQuickReconnects() {
    Map<String, String> least = Map.of("bootstrap.servers", "kafka-1:9092");

    assertThat(ClientProperties.of(least).producer(64 << 20, Access.WORKER))
        .containsEntry("linger.ms", "0")
        .containsEntry("max.request.size", "67108864")
        .containsEntry("buffer.memory", "134217728")
        .containsEntry("reconnect.backoff.max.ms", "200")
        .containsEntry("enable.metrics.push", "false");
    assertThat(ClientProperties.of(least).consumer()).containsEntry("fetch.min.bytes", "1");
  }

  @Test
  void recordsWaitForABrokerThatIsAway() {
    assertThat(
            ClientProperties.of(Map.of("bootstrap.servers", "kafka-1:9092"))
                .producer(1000, Access.WORKER))
        .containsEntry("metadata.recovery.strategy", "none")
        .containsEntry("delivery.timeout.ms", "1800000")
        .containsEntry("max.block.ms", "1800000");
  }

  @Test
  void unknownKeyIsAnErrorWithASuggestion() {
    assertThatThrownBy(
            () -> ClientProperties.of(Map.of("bootstrap.servers", "a:1", "sasl.jas.config", "x")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'sasl.jas.config'")
        .hasMessageContaining("Did you mean sasl.jaas.config?");
    assertThatThrownBy(
            () -> ClientProperties.of(Map.of("bootstrap.servers", "a:1", "colour", "red")))
        .isInstanceOf(UsageException.class)
        .hasMessage("Unknown Kafka client property 'colour' in the Kafka client properties.");
  }

  @Test
  void aBrokerMustBeNamed() {
    assertThatThrownBy(() -> ClientProperties.of(Map.of("client.id", "x")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--bootstrap HOST:PORT");
  }
}
