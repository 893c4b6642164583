package dev.baton.log.kafka;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import dev.baton.log.Access;
import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.Message;
import dev.baton.log.Publisher;
import dev.baton.log.Start;
import dev.baton.log.Subscription;
import dev.baton.process.Library;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** The channels of a pool on a Kafka cluster. Thread-safe. */
public final class KafkaLog implements Log {

  /**
   * How long a broker may take to answer the first time. Together with the start of a JVM this is
   * less than the 10 s after which a person at a terminal gives up.
   */
  public static final Duration DEFAULT_CONNECT_LIMIT = Duration.ofSeconds(8);

  private final PoolTopics topics;
  private final ClientProperties properties;
  private final Duration limit;
  private final KafkaErrors errors;
  private final Map<Channel, Integer> partitions;
  private final KafkaPublisher publisher;

  /**
   * The consumer that asked for the topics serves the first subscription: it is already connected.
   */
  private final AtomicReference<@Nullable Consumer<byte[], ByteBuffer>> spare =
      new AtomicReference<>();

  private KafkaLog(
      PoolTopics topics,
      Map<String, String> given,
      Access access,
      Duration limit,
      boolean createTopics) {
    Library.KAFKA_CLIENTS.require();
    KafkaLogging.quieten();
    this.topics = topics;
    this.properties = ClientProperties.of(given);
    this.limit = limit;
    this.errors = new KafkaErrors(properties.given(), limit);
    Consumer<byte[], ByteBuffer> consumer = newConsumer(properties.consumer());
    try (TopicDiscovery discovery = new TopicDiscovery(topics, properties, access, limit, errors)) {
      this.partitions = discovery.partitions(consumer, createTopics);
      discovery.requireRights();
      RecordLimits limits = discovery.limits();
      this.publisher =
          new KafkaPublisher(
              topics.namespace(),
              new KafkaProducer<>(properties.producer(limits.largestBatchBytes(), access)),
              limits,
              errors);
      spare.set(consumer);
    } catch (KafkaException e) {
      consumer.close();
      throw errors.explain(e);
    } catch (BatonException e) {
      consumer.close();
      throw e;
    }
  }

  /** Connects a coordinator to a pool that has no other settings of topics. */
  public static KafkaLog connect(String pool, Map<String, String> properties) {
    return connect(PoolTopics.of(pool), properties);
  }

  /** Connects a coordinator within {@link #DEFAULT_CONNECT_LIMIT}. */
  public static KafkaLog connect(PoolTopics topics, Map<String, String> properties) {
    return connect(topics, properties, Access.COORDINATOR);
  }

  /** Connects within {@link #DEFAULT_CONNECT_LIMIT}. */
  public static KafkaLog connect(PoolTopics topics, Map<String, String> properties, Access access) {
    return connect(topics, properties, access, DEFAULT_CONNECT_LIMIT);
  }

  /** Connects a coordinator. */
  public static KafkaLog connect(
      PoolTopics topics, Map<String, String> properties, Duration limit) {
    return connect(topics, properties, Access.COORDINATOR, limit);
  }

  /**
   * Connects to a pool's topics.
   *
   * @param properties Kafka client properties; {@code max.request.size}, if given, also limits the
   *     size of records
   * @param access what this process does with the topics
   * @param limit how long the broker may take to answer
   * @throws dev.baton.UsageException if a property is unknown
   * @throws EnvironmentException if the broker does not answer, refuses the login, or lacks a
   *     topic, or if the user lacks a right
   */
  public static KafkaLog connect(
      PoolTopics topics, Map<String, String> properties, Access access, Duration limit) {
    return new KafkaLog(topics, properties, access, limit, false);
  }

  /**
   * Like {@link #connect(PoolTopics, Map, Access, Duration)}, but creates the pool's missing
   * topics. For host agents: a coordinator that misspells its pool should not create a new one.
   *
   * @throws EnvironmentException also if the broker does not allow it; the message names what an
   *     administrator must create
   */
  public static KafkaLog connectCreating(
      PoolTopics topics, Map<String, String> properties, Duration limit) {
    return new KafkaLog(topics, properties, Access.AGENT, limit, true);
  }

  @Override
  public Publisher publisher() {
    return publisher;
  }

  @Override
  public Subscription subscribe(Set<ChannelPartition> parts, Start start) {
    return place(parts, start);
  }

  private KafkaSubscription place(Set<ChannelPartition> parts, Start start) {
    boolean isBulk = parts.stream().anyMatch(part -> part.channel() == Channel.BLOBS);
    Consumer<byte[], ByteBuffer> connected = isBulk ? null : spare.getAndSet(null);
    Consumer<byte[], ByteBuffer> consumer =
        connected == null
            ? newConsumer(isBulk ? properties.bulkConsumer() : properties.consumer())
            : connected;
    return KafkaSubscription.start(topics.namespace(), consumer, parts, start, limit, errors);
  }

  @Override
  public void readToEnd(
      ChannelPartition partition, Start start, java.util.function.Consumer<Message> reader) {
    try (KafkaSubscription subscription = place(Set.of(partition), start)) {
      subscription.readToEnd(limit, reader);
    }
  }

  @Override
  public int partitions(Channel channel) {
    Integer count = partitions.get(channel);
    if (count == null) {
      throw new IllegalStateException("no topic for " + channel);
    }
    return count;
  }

  @Override
  public void close() {
    Consumer<byte[], ByteBuffer> unused = spare.getAndSet(null);
    if (unused != null) {
      unused.close();
    }
    publisher.close();
  }

  private Consumer<byte[], ByteBuffer> newConsumer(Map<String, Object> settings) {
    try {
      return new KafkaConsumer<>(settings);
    } catch (KafkaException e) {
      throw errors.explain(e);
    }
  }
}
