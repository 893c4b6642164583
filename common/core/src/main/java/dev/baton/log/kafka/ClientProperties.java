package dev.baton.log.kafka;

import dev.baton.EnvironmentException;
import dev.baton.UsageException;
import dev.baton.config.BootstrapServers;
import dev.baton.config.Suggestion;
import dev.baton.log.Access;
import dev.baton.log.kafka.login.BrokerFileLogin;
import dev.baton.log.kafka.login.KeyLoginModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/**
 * Kafka client properties: one set, given by the user or by the embedded broker, serves every
 * client that Baton creates. Properties that Baton requires override the user's; the rest is up to
 * the user.
 */
public final class ClientProperties {

  private static final String NO_VALUE = "";
  private static final String HALF_AN_HOUR_MS = "1800000";

  private final Map<String, String> given;

  private ClientProperties(Map<String, String> given) {
    this.given = Map.copyOf(given);
  }

  /**
   * Checks properties.
   *
   * @throws UsageException if a key is not one of a Kafka client's (the message suggests the
   *     nearest one), or if {@code bootstrap.servers} is missing or has a login in it
   * @throws EnvironmentException if a file that they name cannot be read
   */
  public static ClientProperties of(Map<String, String> properties) {
    checkKeys(properties.keySet());
    String servers =
        properties.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, NO_VALUE);
    if (servers.isBlank()) {
      throw new UsageException(
          "No Kafka broker is named: give --bootstrap HOST:PORT or bootstrap.servers.");
    }
    try {
      BootstrapServers.refuseLogin(servers);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage() + ".", e);
    }
    checkFiles(properties);
    Map<String, String> preferred = BrokerFileLogin.replaced(properties);
    if (haveOwnLogin(preferred)) {
      KeyLoginModule.provideMechanism();
    }
    return new ClientProperties(preferred);
  }

  /** Whether properties have a login at a broker of Baton's own, or a pool's. */
  static boolean haveOwnLogin(Map<String, String> properties) {
    return KeyLoginModule.MECHANISM.equals(properties.get(SaslConfigs.SASL_MECHANISM));
  }

  /** Kafka's own clients log a stack trace for each file that is not there. */
  private static void checkFiles(Map<String, String> properties) {
    for (String key :
        List.of(
            SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG)) {
      String file = properties.getOrDefault(key, NO_VALUE);
      if (!file.isEmpty() && !Files.isReadable(Path.of(file))) {
        throw new EnvironmentException(
            "There is no file "
                + file
                + " that this user can read ("
                + key
                + " in the Kafka client properties).");
      }
    }
  }

  /** The properties as given, but for a login that Baton has a faster way for. */
  Map<String, String> given() {
    return given;
  }

  /**
   * Properties for a producer that sends at once and gives up late: a broker may be away for a
   * while.
   *
   * @param access what the process does
   */
  Map<String, Object> producer(int maxRequestBytes, Access access) {
    Map<String, Object> map = common(ProducerConfig.configNames());
    map.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "0");
    map.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, HALF_AN_HOUR_MS);
    // With all buffers full a sender waits just as long: a record given up would be a task lost.
    map.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, HALF_AN_HOUR_MS);
    map.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(maxRequestBytes));
    map.putIfAbsent(
        ProducerConfig.BUFFER_MEMORY_CONFIG,
        Long.toString(Math.max(32L << 20, 2L * maxRequestBytes))); // 32 MiB is Kafka's default
    // A topic that was quiet for minutes must not cost the next record a metadata round trip.
    map.putIfAbsent(ProducerConfig.METADATA_MAX_IDLE_CONFIG, "86400000");
    map.put(ProducerConfig.ACKS_CONFIG, "all");
    // Who may write nowhere may not ask for the id that this takes.
    map.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, Boolean.toString(access != Access.OBSERVER));
    map.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    map.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    return map;
  }

  /** Properties for a consumer of assigned partitions without a group. */
  Map<String, Object> consumer() {
    Map<String, Object> map = common(ConsumerConfig.configNames());
    map.remove(ConsumerConfig.GROUP_ID_CONFIG);
    map.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    map.putIfAbsent(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1");
    map.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    // Used only when records were deleted before they were read: continue with the oldest one.
    map.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    map.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    map.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    // A record stays where it was received; the reader copies it if necessary.
    map.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteBufferDeserializer.class.getName());
    return map;
  }

  /** Like {@link #consumer}, for large data: many chunks come with each answer of the broker. */
  Map<String, Object> bulkConsumer() {
    Map<String, Object> map = consumer();
    map.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "8388608");
    return map;
  }

  /** Properties for an administrative client. */
  Map<String, Object> admin() {
    return common(AdminClientConfig.configNames());
  }

  private Map<String, Object> common(Set<String> known) {
    Map<String, Object> map = new HashMap<>();
    given.forEach(
        (key, value) -> {
          if (known.contains(key)) {
            map.put(key, value);
          }
        });
    map.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, "baton");
    // A broker that is still booting, or is back again, is found within a fifth of a second.
    map.putIfAbsent(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, "20");
    map.putIfAbsent(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, "200");
    map.putIfAbsent(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG, "20");
    map.putIfAbsent(CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG, "500");
    // -1 leaves socket buffers to the kernel, which sizes them for large records.
    map.putIfAbsent(CommonClientConfigs.SEND_BUFFER_CONFIG, "-1");
    map.putIfAbsent(CommonClientConfigs.RECEIVE_BUFFER_CONFIG, "-1");
    // The alternative, Kafka 4's default, forgets all topics when no broker answers: a record for a
    // broker that is away would then be given up instead of waiting.
    map.putIfAbsent(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
    map.putIfAbsent(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, NO_VALUE);
    map.putIfAbsent(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, "false");
    return map;
  }

  private static void checkKeys(Collection<String> keys) {
    Set<String> known = new TreeSet<>(ProducerConfig.configNames());
    known.addAll(ConsumerConfig.configNames());
    known.addAll(AdminClientConfig.configNames());
    for (String key : new TreeSet<>(keys)) {
      if (!known.contains(key)) {
        throw new UsageException(
            "Unknown Kafka client property '"
                + key
                + "' in the Kafka client properties."
                + Suggestion.question(key, known));
      }
    }
  }
}
