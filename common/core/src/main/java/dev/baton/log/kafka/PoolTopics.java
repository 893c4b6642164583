package dev.baton.log.kafka;

import dev.baton.log.Channel;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The fixed topics of a pool, as Baton creates them or asks an administrator to create them.
 *
 * <p>All of them have limited retention: records are read within seconds, so time and size are
 * bounded, and a run of several days does not fill the disk. Readers lag by far less than the sizes
 * below, because a worker holds two batches and a coordinator has a bounded window of tasks in
 * flight.
 */
public final class PoolTopics {

  /** The largest record, as Kafka counts it: 64 MiB and what Kafka adds to it. */
  public static final int LARGEST_BATCH_BYTES = (64 << 20) + (64 << 10);

  private static final int SMALL_BATCH_BYTES = 1 << 20;

  /** Coordinators, and workers with large results, spread over these. */
  private static final int BLOB_PARTITIONS = 8;

  private static final long MINUTE_MS = 60_000;
  private static final long HOUR_MS = 60 * MINUTE_MS;
  private static final long DAY_MS = 24 * HOUR_MS;
  private static final long MIB = 1 << 20;

  private final Map<Channel, TopicPlan> plans = new EnumMap<>(Channel.class);

  private PoolTopics(String pool, int inboxPartitions, int resultPartitions) {
    // segment.bytes must exceed the largest batch; deletion works by whole segments
    add(pool, Channel.INBOX, inboxPartitions, HOUR_MS, 256 * MIB, LARGEST_BATCH_BYTES);
    // baton resume reads the results of a job whose coordinator was lost
    add(pool, Channel.RESULTS, resultPartitions, 7 * DAY_MS, 1024 * MIB, LARGEST_BATCH_BYTES);
    add(pool, Channel.EVENTS, 1, HOUR_MS, 64 * MIB, SMALL_BATCH_BYTES);
    // read once by each host that needs it, soon after it was written
    add(pool, Channel.BLOBS, BLOB_PARTITIONS, HOUR_MS, 4096 * MIB, SMALL_BATCH_BYTES);
    add(pool, Channel.JOURNAL, 1, 7 * DAY_MS, 256 * MIB, SMALL_BATCH_BYTES);
    add(pool, Channel.QUARANTINE, 1, 30 * DAY_MS, 256 * MIB, LARGEST_BATCH_BYTES);
  }

  /**
   * The topics of a pool.
   *
   * @param inboxPartitions the maximum number of workers in the pool
   * @param resultPartitions the maximum number of coordinators with a partition of their own
   */
  public static PoolTopics of(String pool, int inboxPartitions, int resultPartitions) {
    return new PoolTopics(pool, inboxPartitions, resultPartitions);
  }

  /** The plan of one channel's topic. */
  public TopicPlan plan(Channel channel) {
    TopicPlan plan = plans.get(channel);
    if (plan == null) {
      throw new IllegalStateException("no plan for " + channel);
    }
    return plan;
  }

  /** All plans, in the order of the channels. */
  public List<TopicPlan> all() {
    return Stream.of(Channel.values()).map(this::plan).toList();
  }

  private void add(
      String pool, Channel channel, int partitions, long keepMs, long keepBytes, int batchBytes) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("retention.ms", Long.toString(keepMs));
    settings.put("retention.bytes", Long.toString(keepBytes));
    settings.put("max.message.bytes", Integer.toString(batchBytes));
    settings.put(
        "segment.bytes", Long.toString(Math.max(batchBytes, Math.min(keepBytes / 4, 128 * MIB))));
    settings.put("message.timestamp.type", "LogAppendTime");
    settings.put("cleanup.policy", "delete");
    plans.put(
        channel,
        new TopicPlan(
            channel, channel.topic(pool), partitions, Collections.unmodifiableMap(settings)));
  }
}
