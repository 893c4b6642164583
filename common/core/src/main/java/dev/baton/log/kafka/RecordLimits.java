package dev.baton.log.kafka;

import dev.baton.EnvironmentException;
import dev.baton.log.Channel;
import dev.baton.process.StartCache;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** How large a record may be in each channel: what its topic says, and what the brokers read. */
final class RecordLimits {

  /** What Kafka adds to a record, generously rounded up. */
  static final int RECORD_OVERHEAD_BYTES = 1024;

  /** Kafka's own default, 1 MiB; used when this user may not ask for a topic's limit. */
  static final int DEFAULT_BATCH_BYTES = 1 << 20;

  /** Below this Baton's own records would not fit. */
  static final int LEAST_BATCH_BYTES = 256 << 10;

  /** What a request to a broker has around a batch. */
  private static final int REQUEST_OVERHEAD_BYTES = 4096;

  /** For processes that send nothing large. */
  static final RecordLimits DEFAULT = new RecordLimits(Map.of());

  private final Map<Channel, Integer> batchBytes;

  private RecordLimits(Map<Channel, Integer> batchBytes) {
    this.batchBytes = batchBytes;
  }

  /**
   * Asks for the limits. A broker of Baton's own need not be asked, except in training: its clients
   * are told.
   *
   * @param properties the client properties, as given
   * @param admin asks the broker
   * @throws EnvironmentException if a topic takes too little to be of use
   */
  static RecordLimits find(
      PoolTopics topics, Map<String, String> properties, Supplier<TopicAdmin> admin) {
    int most = most(properties);
    boolean isKnown = most < Integer.MAX_VALUE && ClientProperties.haveOwnLogin(properties);
    boolean asks = !isKnown || StartCache.isTraining();
    return of(topics, most, asks ? ask(topics, admin.get()) : Map.of());
  }

  /**
   * The limits of topics.
   *
   * @param most what the user or the brokers allow in any topic
   * @param asked the topics' own limits, without those that are unknown
   */
  static RecordLimits of(PoolTopics topics, int most, Map<Channel, Integer> asked) {
    int unknown = most < Integer.MAX_VALUE ? most : DEFAULT_BATCH_BYTES;
    Map<Channel, Integer> limits = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.values()) {
      int bytes = Math.min(most, asked.getOrDefault(channel, unknown));
      if (bytes < LEAST_BATCH_BYTES && (channel == Channel.INBOX || channel == Channel.RESULTS)) {
        throw tooSmall(topics, channel, bytes);
      }
      limits.put(channel, bytes);
    }
    return new RecordLimits(limits);
  }

  /** The largest record of a channel, in bytes. */
  int recordBytes(Channel channel) {
    return batchBytes.getOrDefault(channel, DEFAULT_BATCH_BYTES) - RECORD_OVERHEAD_BYTES;
  }

  /** The largest batch of any channel, as Kafka counts it. */
  int largestBatchBytes() {
    return batchBytes.values().stream()
        .mapToInt(Integer::intValue)
        .max()
        .orElse(DEFAULT_BATCH_BYTES);
  }

  private static int most(Map<String, String> given) {
    String size = given.get("max.request.size");
    return size == null ? Integer.MAX_VALUE : Integer.parseInt(size.strip());
  }

  /** A broker closes the connection on a request that is larger than it reads. */
  private static Map<Channel, Integer> ask(PoolTopics topics, TopicAdmin admin) {
    Map<Channel, Integer> limits = new EnumMap<>(admin.maxMessageBytes(topics));
    if (limits.values().stream().anyMatch(bytes -> bytes > DEFAULT_BATCH_BYTES)) {
      admin
          .maxRequestBytes()
          .ifPresent(
              bytes ->
                  limits.replaceAll((_, own) -> Math.min(own, bytes - REQUEST_OVERHEAD_BYTES)));
    }
    return limits;
  }

  private static EnvironmentException tooSmall(PoolTopics topics, Channel channel, int bytes) {
    return new EnvironmentException(
        "Topic %s takes records of up to %d bytes only. Set max.message.bytes of %s and %s to at least %d, better %d."
            .formatted(
                topics.plan(channel).topic(),
                bytes,
                topics.plan(Channel.INBOX).topic(),
                topics.plan(Channel.RESULTS).topic(),
                LEAST_BATCH_BYTES,
                PoolTopics.LARGEST_BATCH_BYTES));
  }
}
