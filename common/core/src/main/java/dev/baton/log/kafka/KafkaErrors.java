package dev.baton.log.kafka;

import dev.baton.BatonException;
import dev.baton.ClusterException;
import dev.baton.EnvironmentException;
import dev.baton.log.kafka.login.KeyLoginModule;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Turns exceptions of Kafka clients into one sentence that says what happened and what to do. */
final class KafkaErrors {

  private static final Duration PROBE_LIMIT = Duration.ofSeconds(1);

  private final String broker;
  private final String protocol;
  private final Duration limit;

  /**
   * Creates the errors of one connection.
   *
   * @param properties its client properties
   * @param limit how long the broker may take to answer
   */
  KafkaErrors(Map<String, String> properties, Duration limit) {
    this.broker = properties.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "?");
    this.protocol =
        properties.getOrDefault(
            CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
            CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL);
    this.limit = limit;
  }

  /** The exception to throw for a failed call. */
  BatonException explain(Throwable failure) {
    Throwable cause = unwrap(failure);
    return switch (cause) {
      case BatonException known -> known;
      case SslAuthenticationException e ->
          new EnvironmentException(TlsErrors.explain(broker, e), e);
      case AuthenticationException e ->
          new EnvironmentException(
              "The Kafka broker at "
                  + broker
                  + " refused the login: "
                  + reason(e)
                  + " Check security.protocol, sasl.mechanism and sasl.jaas.config.",
              e);
      case AuthorizationException e ->
          new EnvironmentException(
              "The Kafka user lacks the rights it needs at "
                  + broker
                  + ": "
                  + firstLine(e)
                  + " Ask the cluster's administrator for those that docs/security.md lists.",
              e);
      case RecordTooLargeException e ->
          new EnvironmentException(
              "The Kafka broker at "
                  + broker
                  + " refused a record as too large: "
                  + firstLine(e)
                  + " Raise max.message.bytes of the pool's topics, or lower max.request.size in"
                  + " the Kafka client properties to what they take.",
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
      case IOException e ->
          new EnvironmentException("A Kafka client property is wrong: " + firstLine(e), e);
      default ->
          new EnvironmentException(
              "The Kafka broker at " + broker + " cannot be used: " + firstLine(cause), cause);
    };
  }

  /** Kafka wraps what our side of a login says in a sentence of its own. */
  private static String reason(AuthenticationException e) {
    return String.valueOf(e.getMessage()).contains(KeyLoginModule.OTHER_BROKER)
        ? KeyLoginModule.OTHER_BROKER
        : firstLine(e);
  }

  private EnvironmentException unreachable(TimeoutException e) {
    EnvironmentException mismatch = tlsMismatch(e);
    return mismatch == null ? noAnswer(e) : mismatch;
  }

  /** What to say if one side uses TLS and the other does not; null if that is not so. */
  @Nullable EnvironmentException tlsMismatch(TimeoutException e) {
    boolean usesTls = protocol.toUpperCase(Locale.ROOT).endsWith("SSL");
    ListenerProbe.Found found = ListenerProbe.look(broker, PROBE_LIMIT);
    if (found == ListenerProbe.Found.TLS && !usesTls) {
      return new EnvironmentException(
          "What listens at "
              + broker
              + " expects TLS, and the Kafka client properties have security.protocol="
              + protocol
              + ". Set it to SASL_SSL, or to SSL if there is no login by name, with"
              + " ssl.truststore.* for the broker's certificate.",
          e);
    }
    if (found == ListenerProbe.Found.NO_TLS && usesTls) {
      return new EnvironmentException(
          "What listens at "
              + broker
              + " does not speak TLS, and the Kafka client properties have security.protocol="
              + protocol
              + ". Give the address of the broker's TLS listener, or set it to the protocol of"
              + " this one.",
          e);
    }
    return null;
  }

  private EnvironmentException noAnswer(TimeoutException e) {
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

  static String firstLine(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    String line = message.lines().findFirst().orElse(message).strip();
    return line.endsWith(".") ? line : line + ".";
  }
}
