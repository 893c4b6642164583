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
import dev.baton.log.kafka.login.KeyLoginModule;
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
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/** The channels of a pool on a Kafka cluster. Thread-safe. */
public final class KafkaLog implements Log {

  /**
   * How long a broker may take to answer the first time. Together with the start of a JVM this is
   * less than the 10 s after which a person at a terminal gives up.
   */
  public static final Duration DEFAULT_CONNECT_LIMIT = Duration.ofSeconds(8);

  /**
   * The partitions created for a cluster's pool whose topics do not exist yet: room for 64 cores.
   */
  private static final int INBOX_PARTITIONS = 64;

  /** The number of coordinators with a results partition of their own; more of them share. */
  private static final int RESULT_PARTITIONS = 16;

  /** A new topic reaches the other brokers of a cluster a little later. */
  private static final Duration TOPIC_GRACE = Duration.ofSeconds(2);

  private static final Duration TOPIC_PAUSE = Duration.ofMillis(50);

  /** Kafka's own default, 1 MiB; used when this user may not ask for the topic's limit. */
  private static final int DEFAULT_BATCH_BYTES = 1 << 20;

  /** Below this Baton's own records would not fit. */
  private static final int LEAST_BATCH_BYTES = 256 << 10;

  private final String pool;
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
      String pool, Map<String, String> given, Access access, Duration limit, boolean createTopics) {
    Library.KAFKA_CLIENTS.require();
    KafkaLogging.quieten();
    this.pool = pool;
    this.properties = ClientProperties.of(given);
    this.access = access;
    this.limit = limit;
    this.errors = new KafkaErrors(given, limit);
    Consumer<byte[], ByteBuffer> consumer = newConsumer(properties.consumer());
    try {
      findTopics(consumer, createTopics);
      requireRights();
      int batchBytes = batchBytes();
      this.publisher =
          new KafkaPublisher(
              pool,
              new KafkaProducer<>(properties.producer(batchBytes, access)),
              batchBytes,
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

  /** Connects a coordinator within {@link #DEFAULT_CONNECT_LIMIT}. */
  public static KafkaLog connect(String pool, Map<String, String> properties) {
    return connect(pool, properties, Access.COORDINATOR);
  }

  /** Connects within {@link #DEFAULT_CONNECT_LIMIT}. */
  public static KafkaLog connect(String pool, Map<String, String> properties, Access access) {
    return connect(pool, properties, access, DEFAULT_CONNECT_LIMIT);
  }

  /** Connects a coordinator. */
  public static KafkaLog connect(String pool, Map<String, String> properties, Duration limit) {
    return connect(pool, properties, Access.COORDINATOR, limit);
  }

  /**
   * Connects to a pool's topics.
   *
   * @param properties Kafka client properties; {@code max.request.size}, if given, is used as the
   *     topics' {@code max.message.bytes}, which saves asking for it
   * @param access what this process does with the topics
   * @param limit how long the broker may take to answer
   * @throws dev.baton.UsageException if a property is unknown
   * @throws EnvironmentException if the broker does not answer, refuses the login, or lacks a
   *     topic, or if the user lacks a right
   */
  public static KafkaLog connect(
      String pool, Map<String, String> properties, Access access, Duration limit) {
    return new KafkaLog(pool, properties, access, limit, false);
  }

  /**
   * Like {@link #connect(String, Map, Access, Duration)}, but creates the pool's missing topics.
   * For host agents: a coordinator that misspells its pool should not create a new one.
   *
   * @throws EnvironmentException also if the broker does not allow it; the message names what an
   *     administrator must create
   */
  public static KafkaLog connectCreating(
      String pool, Map<String, String> properties, Duration limit) {
    return new KafkaLog(pool, properties, Access.AGENT, limit, true);
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
    return KafkaSubscription.start(pool, consumer, parts, start, limit, errors);
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
        admin.createMissing(PoolTopics.of(pool, INBOX_PARTITIONS, RESULT_PARTITIONS));
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
        int count = consumer.partitionsFor(channel.topic(pool), limit).size();
        if (count > 0) {
          partitions.put(channel, count);
        }
      }
    }
  }

  /** A pool's own broker has one user, which may do everything: there is nothing to ask for. */
  private void requireRights() {
    if (!KeyLoginModule.MECHANISM.equals(properties.given().get(SaslConfigs.SASL_MECHANISM))) {
      try (TopicAdmin admin = TopicAdmin.open(properties, limit)) {
        admin.require(new Rights(pool, access, properties.given()));
      }
    }
  }

  /** Kafka names the first topic only; an administrator wants to know all at once. */
  private EnvironmentException lackOfRights() {
    Rights rights = new Rights(pool, access, properties.given());
    try (TopicAdmin admin = TopicAdmin.open(properties, limit)) {
      admin.require(rights);
    } catch (EnvironmentException e) {
      return e;
    }
    return rights.missingSomewhere();
  }

  private EnvironmentException missingTopics() {
    PoolTopics topics = PoolTopics.of(pool, INBOX_PARTITIONS, RESULT_PARTITIONS);
    List<TopicPlan> missing =
        Stream.of(Channel.values())
            .filter(access::knows)
            .filter(channel -> !partitions.containsKey(channel))
            .map(topics::plan)
            .toList();
    return new EnvironmentException(
        "The Kafka cluster lacks topics of pool '"
            + pool
            + "'. The first worker that joins makes them (baton worker); if it may not, ask the"
            + " cluster's administrator for: "
            + TopicAdmin.list(missing));
  }

  private int batchBytes() {
    if (access == Access.OBSERVER) {
      return DEFAULT_BATCH_BYTES; // it sends nothing large
    }
    String given = properties.given().get("max.request.size");
    int bytes = given == null ? askBatchBytes() : Integer.parseInt(given.strip());
    if (bytes < LEAST_BATCH_BYTES) {
      throw new EnvironmentException(
          "The topics of pool '"
              + pool
              + "' take records up to "
              + bytes
              + " bytes only; set max.message.bytes of "
              + Channel.INBOX.topic(pool)
              + " and "
              + Channel.RESULTS.topic(pool)
              + " to at least "
              + LEAST_BATCH_BYTES
              + ", better "
              + PoolTopics.LARGEST_BATCH_BYTES
              + '.');
    }
    return bytes;
  }

  private int askBatchBytes() {
    try (TopicAdmin admin = TopicAdmin.open(properties, limit)) {
      return Stream.of(Channel.INBOX, Channel.RESULTS)
          .mapToInt(
              channel -> admin.maxMessageBytes(channel.topic(pool)).orElse(DEFAULT_BATCH_BYTES))
          .min()
          .orElse(DEFAULT_BATCH_BYTES);
    }
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
