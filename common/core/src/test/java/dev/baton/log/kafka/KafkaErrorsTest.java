package dev.baton.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import dev.baton.UsageException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class KafkaErrorsTest {

  private final KafkaErrors errors =
      new KafkaErrors(Map.of("bootstrap.servers", "kafka-1:9092"), Duration.ofSeconds(10));

  @Test
  void sayWhatHappenedAndWhatToDo() {
    assertThat(explain(new TimeoutException("Timed out waiting for a node assignment.")))
        .startsWith("No Kafka broker answered at kafka-1:9092 within 10 s. Check the address");
    assertThat(explain(new SaslAuthenticationException("invalid credentials")))
        .isEqualTo(
            "The Kafka broker at kafka-1:9092 refused the login: invalid credentials. Check"
                + " security.protocol, sasl.mechanism and sasl.jaas.config.");
    assertThat(explain(new SslAuthenticationException("handshake failed", new KafkaException())))
        .contains("TLS", "handshake failed. Check the ssl.* client properties.");
    assertThat(explain(new TopicAuthorizationException("Not authorized")))
        .contains("lacks the rights it needs", "docs/security.md");
    assertThat(explain(new RecordTooLargeException("too large")))
        .contains("refused a record as too large", "max.message.bytes", "max.request.size");
    assertThat(explain(new ConfigException("security.protocol", "X", "unknown")))
        .startsWith("A Kafka client property is wrong: ");
  }

  @Test
  void lookBehindWrappers() {
    assertThat(
            explain(
                new ExecutionException(
                    new KafkaException(
                        "Failed to construct", new SaslAuthenticationException("no")))))
        .contains("refused the login: no.");
  }

  @Test
  void leaveOurOwnAsTheyAre() {
    UsageException own = new UsageException("wrong");

    assertThat(errors.explain(own)).isSameAs(own);
  }

  private String explain(Exception failure) {
    BatonException explained = errors.explain(failure);
    assertThat(explained).isInstanceOf(EnvironmentException.class);
    return String.valueOf(explained.getMessage());
  }
}
