package dev.baton.log.kafka;

import dev.baton.UsageException;
import dev.baton.config.PoolSettings;
import dev.baton.config.Settings;
import dev.baton.config.TopicSettings;
import dev.baton.log.Channel;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

  /** The number of coordinators with a results partition of their own; more of them share. */
  private static final int RESULT_PARTITIONS = 16;

  private final String namespace;
  private final Settings settings;
  private final Map<Channel, TopicPlan> plans = new EnumMap<>(Channel.class);

  private PoolTopics(String namespace, Settings settings, int inboxes, int resultPartitions) {
    this.namespace = namespace;
    this.settings = settings;
    long keptMs = settings.get(TopicSettings.RETENTION).toMillis();
    long briefMs = Math.min(HOUR_MS, keptMs);
    // segment.bytes must exceed the largest batch; deletion works by whole segments
    add(Channel.INBOX, inboxes, briefMs, 256 * MIB, LARGEST_BATCH_BYTES);
    // baton resume reads the results of a job whose coordinator was lost
    add(Channel.RESULTS, resultPartitions, keptMs, 1024 * MIB, LARGEST_BATCH_BYTES);
    add(Channel.EVENTS, 1, briefMs, 64 * MIB, SMALL_BATCH_BYTES);
    // read once by each host that needs it, soon after it was written
    add(Channel.BLOBS, BLOB_PARTITIONS, briefMs, 4096 * MIB, SMALL_BATCH_BYTES);
    add(Channel.JOURNAL, 1, keptMs, 256 * MIB, SMALL_BATCH_BYTES);
    add(Channel.QUARANTINE, 1, Math.max(30 * DAY_MS, keptMs), 256 * MIB, LARGEST_BATCH_BYTES);
  }

  /**
   * The topics of a pool with these settings, on a cluster.
   *
   * @throws UsageException if they could take no record
   */
  public static PoolTopics of(Settings settings) {
    int replication = settings.get(TopicSettings.REPLICATION);
    int minIsr = settings.get(TopicSettings.MIN_ISR);
    if (replication > 0 && minIsr > replication) {
      throw new UsageException(
          "%d replicas cannot be in sync (--topic-min-isr) where there are %d (--topic-replication)."
              .formatted(minIsr, replication));
    }
    return new PoolTopics(
        namespace(settings), settings, settings.get(TopicSettings.MAX_WORKERS), RESULT_PARTITIONS);
  }

  /** The topics of a pool with this name that has no other settings, on a cluster. */
  public static PoolTopics of(String pool) {
    return of(Settings.DEFAULT.with(PoolSettings.POOL, pool));
  }

  /**
   * The topics of a pool on a broker of its own.
   *
   * @param inboxPartitions the maximum number of workers in the pool
   * @param resultPartitions the maximum number of coordinators with a partition of their own
   */
  public static PoolTopics of(String namespace, int inboxPartitions, int resultPartitions) {
    return new PoolTopics(namespace, Settings.DEFAULT, inboxPartitions, resultPartitions);
  }

  /** What all names of the topics of a pool begin with, up to the last dot. */
  public static String namespace(Settings settings) {
    return settings.get(TopicSettings.PREFIX) + settings.get(PoolSettings.POOL);
  }

  /** What all names begin with, up to the last dot. */
  public String namespace() {
    return namespace;
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

  /**
   * The commands with which an administrator creates topics, one a line.
   *
   * @param client the client properties of the process that needs them
   */
  public static String commands(List<TopicPlan> plans, Map<String, String> client) {
    String servers = client.getOrDefault("bootstrap.servers", "HOST:PORT");
    boolean hasLogin = !client.getOrDefault("security.protocol", "PLAINTEXT").equals("PLAINTEXT");
    String cluster =
        "--bootstrap-server " + servers + (hasLogin ? " --command-config admin.properties" : "");
    return plans.stream()
        .map(plan -> "  " + plan.command(cluster))
        .collect(Collectors.joining("\n"));
  }

  private void add(Channel channel, int partitions, long keepMs, long keepBytes, int batchBytes) {
    Map<String, String> map = new TreeMap<>();
    map.put("retention.ms", Long.toString(keepMs));
    map.put("retention.bytes", Long.toString(keepBytes));
    map.put(TopicPlan.MAX_MESSAGE_BYTES, Integer.toString(batchBytes));
    map.put(
        "segment.bytes", Long.toString(Math.max(batchBytes, Math.min(keepBytes / 4, 128 * MIB))));
    map.put("message.timestamp.type", "LogAppendTime");
    map.put("cleanup.policy", "delete");
    int minIsr = settings.get(TopicSettings.MIN_ISR);
    if (minIsr > 0) {
      map.put("min.insync.replicas", Integer.toString(minIsr));
    }
    plans.put(
        channel,
        new TopicPlan(
            channel,
            channel.topic(namespace),
            partitions,
            settings.get(TopicSettings.REPLICATION),
            Collections.unmodifiableMap(map)));
  }
}
