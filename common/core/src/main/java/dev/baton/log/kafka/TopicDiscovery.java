package dev.baton.log.kafka;

import dev.baton.EnvironmentException;
import dev.baton.log.Access;
import dev.baton.log.Channel;
import dev.baton.process.StartCache;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What a process finds out about its pool's topics when it connects: whether they are there, what
 * they take, and whether its user may do what it has to do. It has one administrative client for
 * all that, if it needs one: each connection costs a login. For one thread.
 */
final class TopicDiscovery implements AutoCloseable {

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
  private final Rights rights;
  private final Map<Channel, Integer> partitions = new EnumMap<>(Channel.class);
  private @Nullable TopicAdmin admin;

  /**
   * Has found out nothing yet.
   *
   * @param access what this process does with the topics
   * @param limit how long the broker may take for each answer
   */
  TopicDiscovery(
      PoolTopics topics,
      ClientProperties properties,
      Access access,
      Duration limit,
      KafkaErrors errors) {
    this.topics = topics;
    this.properties = properties;
    this.access = access;
    this.limit = limit;
    this.errors = errors;
    this.rights = new Rights(topics.namespace(), access, properties.given());
  }

  /**
   * How many partitions the topics have that the process knows.
   *
   * @param create whether to create topics that are missing: once connected, a process creates none
   * @throws EnvironmentException if one is not there, or the user may not know it
   */
  Map<Channel, Integer> partitions(Consumer<byte[], ByteBuffer> consumer, boolean create) {
    try {
      find(consumer, create);
      awaitLeaders(consumer);
      return partitions;
    } catch (AuthorizationException e) {
      throw lackOfRights();
    }
  }

  private void find(Consumer<byte[], ByteBuffer> consumer, boolean create) {
    lookFor(consumer);
    if (create && !allFound()) {
      admin().createMissing(topics);
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

  /**
   * Waits until the leader of each partition takes records. A broker tells of a new topic before it
   * has opened its partitions. It may then refuse the first records of a producer and take those
   * behind them, after which the producer offers the first ones in vain for as long as it may
   * (KAFKA-15591).
   */
  private void awaitLeaders(Consumer<byte[], ByteBuffer> consumer) {
    List<TopicPartition> all = new ArrayList<>();
    partitions.forEach(
        (channel, count) -> {
          for (int i = 0; i < count; i++) {
            all.add(new TopicPartition(topics.plan(channel).topic(), i));
          }
        });
    var _ = consumer.endOffsets(all, limit); // which only a leader with an open partition knows
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

  /**
   * Checks what the user may do. The owner of a pool's own broker may do everything: there is
   * nothing to ask for, except in training, so that start caches also have what it takes to connect
   * to other brokers.
   *
   * @throws EnvironmentException if a right is missing; the message names it
   */
  void requireRights() {
    if (!rights.areOfOwner() || StartCache.isTraining()) {
      admin().require(rights);
    }
  }

  /** How large records may be. */
  RecordLimits limits() {
    return access == Access.OBSERVER
        ? RecordLimits.DEFAULT // it sends nothing large
        : RecordLimits.find(topics, properties.given(), this::admin);
  }

  /** Kafka names the first topic only; an administrator wants to know all at once. */
  private EnvironmentException lackOfRights() {
    try {
      admin().require(rights);
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

  private TopicAdmin admin() {
    TopicAdmin opened = admin;
    if (opened == null) {
      opened = TopicAdmin.open(properties, limit);
      admin = opened;
    }
    return opened;
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close();
    }
  }
}
