package dev.baton.config;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** The settings of a pool's topics: what they are called, and how they are created. */
public final class TopicSettings {

  private static final int MOST_REPLICAS = 100;
  private static final int MOST_WORKERS = 10_000;

  /** What precedes the pool's name in the names of its topics. */
  public static final Setting<String> PREFIX =
      Setting.of(
              "topicPrefix",
              SettingType.name(
                  Pattern.compile("[A-Za-z0-9._-]{0,100}"),
                  "a prefix of up to 100 letters, digits, '.', '_' and '-'"),
              "")
          .option(
              "What precedes the pool's name in the names of its topics, exactly as written:"
                  + " 'team-a.' gives team-a.baton.inbox.",
              "--topic-prefix")
          .labelled("PREFIX");

  /** On how many brokers each record is kept. */
  public static final Setting<Integer> REPLICATION =
      Setting.of("topicReplication", SettingType.number("broker", 1, MOST_REPLICAS), 0)
          .option(
              "Replication factor of the topics that are created; 'broker' leaves it to the"
                  + " brokers (default: %s).",
              "--topic-replication")
          .labelled("broker|N");

  /** How many of the replicas must have a record before it counts as written. */
  public static final Setting<Integer> MIN_ISR =
      Setting.of("topicMinIsr", SettingType.number("broker", 1, MOST_REPLICAS), 0)
          .option(
              "min.insync.replicas of the topics that are created (default: %s).",
              "--topic-min-isr")
          .labelled("broker|N");

  /** How long results and the states of jobs are kept; tasks and events for an hour at most. */
  public static final Setting<Duration> RETENTION =
      Setting.of("topicRetention", SettingType.time(Duration.ofMinutes(10)), Duration.ofDays(7))
          .option(
              "How long the topics that are created keep results and the states of jobs; 'baton"
                  + " resume' needs them (default: %s).",
              "--topic-retention");

  /** How many inboxes the pool is created with. */
  public static final Setting<Integer> MAX_WORKERS =
      Setting.of("maxWorkers", SettingType.number(1, MOST_WORKERS), 64)
          .option(
              "The most workers the pool can have: partitions of the inbox topic, if it is created"
                  + " (default: %s).",
              "--max-workers");

  /** How topics are created. */
  public static final List<Setting<?>> CREATION =
      List.of(REPLICATION, MIN_ISR, RETENTION, MAX_WORKERS);

  static final List<Setting<?>> ALL = Setting.union(List.of(List.of(PREFIX), CREATION));

  private TopicSettings() {}
}
