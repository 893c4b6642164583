package dev.baton.log.kafka;

import dev.baton.BatonException;
import dev.baton.ClusterException;
import dev.baton.EnvironmentException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Turns exceptions of Kafka clients into one sentence that says what happened and what to do. */
final class KafkaErrors {

  private final String broker;
  private final Duration limit;

  /**
   * Creates the errors of one connection.
   *
   * @param properties its client properties
   * @param limit how long the broker may take to answer
   */
  KafkaErrors(Map<String, String> properties, Duration limit) {
    this.broker = properties.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "?");
    this.limit = limit;
  }

  /** The exception to throw for a failed call. */
  BatonException explain(Throwable failure) {
    Throwable cause = unwrap(failure);
    return switch (cause) {
      case BatonException known -> known;
      case SslAuthenticationException e ->
          new EnvironmentException(
              "TLS with the Kafka broker at "
                  + broker
                  + " failed: "
                  + firstLine(e)
                  + " Check the ssl.* client properties.",
              e);
      case AuthenticationException e ->
          new EnvironmentException(
              "The Kafka broker at "
                  + broker
                  + " refused the login: "
                  + firstLine(e)
                  + " Check security.protocol, sasl.mechanism and sasl.jaas.config.",
              e);
      case AuthorizationException e ->
          new EnvironmentException(
              "The Kafka user lacks the rights it needs at "
                  + broker
                  + ": "
                  + firstLine(e)
                  + " Ask the cluster's administrator for READ, WRITE and DESCRIBE on the topics of"
                  + " the pool.",
              e);
      case TimeoutException e -> unreachable(e);
      case ConfigException e when firstLine(e).startsWith("No resolvable bootstrap") ->
          new ClusterException(
              "The Kafka address " + broker + " cannot be resolved.",
              "Check bootstrap(host:port).",
              "Check --bootstrap HOST:PORT.",
              e);
      case ConfigException e ->
          new EnvironmentException("A Kafka client property is wrong: " + firstLine(e), e);
      default ->
          new EnvironmentException(
              "The Kafka broker at " + broker + " cannot be used: " + firstLine(cause), cause);
    };
  }

  private EnvironmentException unreachable(TimeoutException e) {
    return new ClusterException(
        "No Kafka broker answered at "
            + broker
            + " within "
            + seconds()
            + " s. Check the address and that the broker runs; if it requires a login or TLS, as"
            + " that of 'baton broker' does,",
        "give its client properties: ProcessPool.connect(file), or kafkaConfig(file) or"
            + " kafkaProperties(map) of the builder.",
        "give its client properties with --kafka-config FILE.",
        e);
  }

  private String seconds() {
    return limit.toMillis() % 1000 == 0
        ? Long.toString(limit.toSeconds())
        : Double.toString(limit.toMillis() / 1000.0);
  }

  /** Constructors of clients and futures wrap the cause. */
  private static Throwable unwrap(Throwable failure) {
    @Nullable Throwable cause = failure.getCause();
    boolean wrapper =
        failure instanceof ExecutionException || failure.getClass() == KafkaException.class;
    return wrapper && cause != null ? unwrap(cause) : failure;
  }

  private static String firstLine(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    String line = message.lines().findFirst().orElse(message).strip();
    return line.endsWith(".") ? line : line + ".";
  }
}
