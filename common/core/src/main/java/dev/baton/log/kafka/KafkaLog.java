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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The channels of a pool on a Kafka cluster. Thread-safe. */
public final class KafkaLog implements Log {

  /**
   * How long a broker may take to answer the first time. Together with the start of a JVM this is
   * less than the 10 s after which a person at a terminal gives up.
   */
  public static final Duration DEFAULT_CONNECT_LIMIT = Duration.ofSeconds(8);

  /** A broker that is not very busy has answered by then. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** A new topic reaches the other brokers of a cluster a little later. */
  private static final Duration TOPIC_GRACE = Duration.ofSeconds(2);

  private static final Duration TOPIC_PAUSE = Duration.ofMillis(50);

  private final PoolTopics topics;
  private final ClientProperties properties;
  private final Access access;
  private final Duration limit;
  private final KafkaErrors errors;
  private final Map<Channel, Integer> partitions = new EnumMap<>(Channel.class);
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
    this.access = access;
    this.limit = limit;
    this.errors = new KafkaErrors(given, limit);
    Consumer<byte[], ByteBuffer> consumer = newConsumer(properties.consumer());
    try {
      findTopics(consumer, createTopics);
      requireRights();
      RecordLimits limits =
          access == Access.OBSERVER
              ? RecordLimits.DEFAULT // it sends nothing large
              : RecordLimits.find(topics, properties, limit);
      this.publisher =
          new KafkaPublisher(
              topics.namespace(),
              new KafkaProducer<>(properties.producer(limits.largestBatchBytes(), access)),
              limits,
              errors);
      spare.set(consumer);
    } catch (AuthorizationException e) {
      consumer.close();
      throw lackOfRights();
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

  /** Topics are created here or nowhere: once connected, a process creates none. */
  private void findTopics(Consumer<byte[], ByteBuffer> consumer, boolean create) {
    lookFor(consumer);
    if (create && !allFound()) {
      try (TopicAdmin admin = TopicAdmin.open(properties, limit)) {
        admin.createMissing(topics);
      }
    }
    long graceEndNs = System.nanoTime() + TOPIC_GRACE.toNanos();
    while (!allFound()) {
      if (System.nanoTime() - graceEndNs > 0) {
        throw missingTopics();
      }
      pause();
      lookFor(consumer);
    }
  }

  private boolean allFound() {
    return Stream.of(Channel.values()).filter(access::knows).allMatch(partitions::containsKey);
  }

  private void lookFor(Consumer<byte[], ByteBuffer> consumer) {
    for (Channel channel : Channel.values()) {
      if (access.knows(channel) && !partitions.containsKey(channel)) {
        int count = count(consumer, topics.plan(channel).topic());
        if (count > 0) {
          partitions.put(channel, count);
        }
      }
    }
  }

  /**
   * The number of partitions. A broker that is silent may be busy, or be one with which this client
   * will never talk; the latter need not wait for the whole limit.
   */
  private int count(Consumer<byte[], ByteBuffer> consumer, String topic) {
    if (limit.compareTo(PATIENCE) <= 0) {
      return consumer.partitionsFor(topic, limit).size();
    }
    try {
      return consumer.partitionsFor(topic, PATIENCE).size();
    } catch (TimeoutException e) {
      EnvironmentException mismatch = errors.tlsMismatch(e);
      if (mismatch != null) {
        throw mismatch;
      }
      return consumer.partitionsFor(topic, limit.minus(PATIENCE)).size();
    }
  }

  /** The owner of a pool's own broker may do everything: there is nothing to ask for. */
  private void requireRights() {
    Rights rights = new Rights(topics.namespace(), access, properties.given());
    if (!rights.areOfOwner()) {
      try (TopicAdmin admin = TopicAdmin.open(properties, limit)) {
        admin.require(rights);
      }
    }
  }

  /** Kafka names the first topic only; an administrator wants to know all at once. */
  private EnvironmentException lackOfRights() {
    Rights rights = new Rights(topics.namespace(), access, properties.given());
    try (TopicAdmin admin = TopicAdmin.open(properties, limit)) {
      admin.require(rights);
    } catch (EnvironmentException e) {
      return e;
    }
    return rights.missingSomewhere();
  }

  private EnvironmentException missingTopics() {
    List<TopicPlan> missing =
        Stream.of(Channel.values())
            .filter(access::knows)
            .filter(channel -> !partitions.containsKey(channel))
            .map(topics::plan)
            .toList();
    return new EnvironmentException(
        "The Kafka cluster lacks topics of pool '"
            + topics.namespace()
            + "'. The first worker that joins creates them (baton worker); if it may not, ask the"
            + " cluster's administrator for:\n"
            + PoolTopics.commands(missing, properties.given()));
  }

  private void pause() {
    try {
      Thread.sleep(TOPIC_PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("Interrupted while looking for the pool's topics.", e);
    }
  }
}
