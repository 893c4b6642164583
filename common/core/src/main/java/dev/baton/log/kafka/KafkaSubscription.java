package dev.baton.log.kafka;

import dev.baton.EnvironmentException;
import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Message;
import dev.baton.log.Start;
import dev.baton.log.Subscription;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/** A consumer of assigned partitions, each at a known offset. */
final class KafkaSubscription implements Subscription {

  /**
   * There is no group to leave and nothing to commit. A close with a limit would wait for the
   * current fetch, which the broker holds back for half a second when there is nothing to read.
   */
  private static final Duration CLOSE_LIMIT = Duration.ZERO;

  /** The metric of a partition. */
  private static final String LAG = "records-lag";

  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], ByteBuffer> consumer;
  private final String namespace;
  private final Map<TopicPartition, Channel> channels;
  private final KafkaErrors errors;

  private KafkaSubscription(
      String namespace,
      Consumer<byte[], ByteBuffer> consumer,
      Map<TopicPartition, Channel> channels,
      KafkaErrors errors) {
    this.namespace = namespace;
    this.consumer = consumer;
    this.channels = channels;
    this.errors = errors;
  }

  /** Takes over a consumer and positions it; closes it if that fails. */
  static KafkaSubscription start(
      String namespace,
      Consumer<byte[], ByteBuffer> consumer,
      Set<ChannelPartition> partitions,
      Start start,
      Duration limit,
      KafkaErrors errors) {
    Map<TopicPartition, Channel> channels = new HashMap<>();
    for (ChannelPartition part : partitions) {
      channels.put(topicPartition(namespace, part), part.channel());
    }
    KafkaSubscription subscription = new KafkaSubscription(namespace, consumer, channels, errors);
    try {
      consumer.assign(channels.keySet());
      subscription.positions(start, limit).forEach(consumer::seek);
      return subscription;
    } catch (KafkaException e) {
      subscription.close();
      throw errors.explain(e);
    }
  }

  @Override
  public List<Message> poll(Duration limit) {
    try {
      List<Message> messages = new ArrayList<>();
      for (ConsumerRecord<byte[], ByteBuffer> read : consumer.poll(limit)) {
        messages.add(message(read));
      }
      return messages;
    } catch (WakeupException e) {
      return List.of();
    } catch (InterruptException e) {
      // It has set the thread's interrupt flag again, where the caller finds it.
      return List.of();
    } catch (KafkaException e) {
      throw errors.explain(e);
    }
  }

  /**
   * Reads to the current end of the single partition.
   *
   * @param silence how long the broker may be silent before the end is reached
   */
  void readToEnd(Duration silence, java.util.function.Consumer<Message> reader) {
    try {
      TopicPartition part = channels.keySet().iterator().next();
      long end = consumer.endOffsets(Set.of(part), silence).getOrDefault(part, 0L);
      long heardNs = System.nanoTime();
      while (consumer.position(part, silence) < end) {
        List<Message> messages = poll(POLL);
        messages.stream().filter(message -> message.offset() < end).forEach(reader);
        if (!messages.isEmpty()) {
          heardNs = System.nanoTime();
        } else if (Thread.currentThread().isInterrupted()
            || System.nanoTime() - heardNs > silence.toNanos()) {
          throw new EnvironmentException("The broker does not send the rest of " + part + '.');
        }
      }
    } catch (KafkaException e) {
      throw errors.explain(e);
    }
  }

  @Override
  public void seek(ChannelPartition partition, long offset) {
    TopicPartition part = topicPartition(namespace, partition);
    channels.clear();
    channels.put(part, partition.channel());
    consumer.assign(channels.keySet());
    consumer.seek(part, offset);
  }

  private static TopicPartition topicPartition(String namespace, ChannelPartition part) {
    return new TopicPartition(part.channel().topic(namespace), part.partition());
  }

  @Override
  public void wakeup() {
    consumer.wakeup();
  }

  /**
   * Of the consumer's own metrics: asking the consumer itself is for its thread only. Kafka 4.1 has
   * each lag of a topic with dots twice, once with the underscores of former versions.
   */
  @Override
  public long lag() {
    Map<String, Long> lags = new HashMap<>();
    for (Metric metric : consumer.metrics().values()) {
      if (metric.metricName().name().equals(LAG)
          && metric.metricValue() instanceof Double records) {
        Map<String, String> tags = metric.metricName().tags();
        String topic = tags.getOrDefault("topic", "").replace('.', '_');
        lags.put(topic + '-' + tags.get("partition"), records.longValue());
      }
    }
    return lags.values().stream().mapToLong(Long::longValue).filter(lag -> lag > 0).sum();
  }

  @Override
  @SuppressWarnings("deprecation") // Kafka 3.9 does not have its replacement
  public void close() {
    try {
      consumer.close(CLOSE_LIMIT);
    } catch (KafkaException e) {
      System.getLogger(KafkaSubscription.class.getName())
          .log(System.Logger.Level.DEBUG, "A consumer could not be closed properly", e);
    }
  }

  private Map<TopicPartition, Long> positions(Start start, Duration limit) {
    Set<TopicPartition> all = channels.keySet();
    return switch (start) {
      case Start.Latest() -> consumer.endOffsets(all, limit);
      case Start.At(long offset) -> {
        Map<TopicPartition, Long> positions = new HashMap<>();
        all.forEach(part -> positions.put(part, offset));
        yield positions;
      }
      case Start.Earliest() -> consumer.beginningOffsets(all, limit);
      case Start.Since(Instant time) -> {
        Map<TopicPartition, Long> positions = new HashMap<>(consumer.endOffsets(all, limit));
        Map<TopicPartition, Long> times = new HashMap<>();
        all.forEach(part -> times.put(part, time.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times, limit);
        found.forEach(
            (part, place) -> {
              if (place != null) { // null: there is nothing that recent; read records from now on
                positions.put(part, place.offset());
              }
            });
        yield positions;
      }
    };
  }

  private Message message(ConsumerRecord<byte[], ByteBuffer> read) {
    Channel channel = channels.get(new TopicPartition(read.topic(), read.partition()));
    if (channel == null) {
      throw new IllegalStateException("not subscribed to " + read.topic());
    }
    return new Message(channel, read.partition(), read.offset(), read.timestamp(), read.value());
  }
}
