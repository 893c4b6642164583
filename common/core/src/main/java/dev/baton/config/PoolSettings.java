package dev.baton.config;

import dev.baton.Attach;
import dev.baton.CodePolicy;
import dev.baton.Handoff;
import dev.baton.Transport;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** The settings of a pool and its tasks. */
public final class PoolSettings {

  /** The pool's name, a namespace of topics, workers and stores. */
  public static final Setting<String> POOL =
      Setting.of(
          "pool",
          SettingType.name(
              Pattern.compile("[A-Za-z0-9._-]{1,100}"),
              "a name of 1 to 100 letters, digits, '.', '_' and '-'"),
          "baton");

  /** Whether local workers are taken from those that {@code baton up} keeps warm. */
  public static final Setting<Attach> ATTACH =
      Setting.of("attach", SettingType.choice(Attach.class), Attach.NEVER);

  /** Whether the pool ends by a shutdown hook of its own when the JVM ends. */
  public static final Setting<Boolean> SHUTDOWN_HOOK =
      Setting.of("shutdownHook", SettingType.flag(), true);

  /** How the workers of a cluster get the program's classes. */
  public static final Setting<CodePolicy> CODE_POLICY =
      Setting.of("codePolicy", SettingType.choice(CodePolicy.class), CodePolicy.SHIP);

  /** The handoff of arguments and results. */
  public static final Setting<Handoff> HANDOFF =
      Setting.of("handoff", SettingType.choice(Handoff.class), Handoff.AUTO)
          .option(
              "How data gets to the workers and back: serialised, by reference, or as its size"
                  + " suggests (default: %s).",
              "--handoff")
          .labelled("auto|kryo|shared");

  /** How tasks and results travel. */
  public static final Setting<Transport> TRANSPORT =
      Setting.of("transport", SettingType.choice(Transport.class), Transport.AUTO)
          .option(
              "How tasks and results travel: on Kafka topics; over sockets, with nothing left to"
                  + " resume; or over sockets on this host, with the results on a topic"
                  + " (default: %s).",
              "--transport")
          .labelled("auto|local|kafka");

  /**
   * The command with which workers join the cluster, for a user who has none; set by the command
   * line.
   */
  public static final Setting<String> WORKER_COMMAND =
      Setting.of("workerCommand", SettingType.text(), "");

  /** The limit of each attempt of a task. */
  public static final Setting<Duration> TASK_TIMEOUT =
      Setting.of("taskTimeout", SettingType.time("none"), Duration.ZERO)
          .option("Limit for one attempt of a task, such as 30s or 5m (default: %s).", "--timeout");

  /** How often a failed task is retried. */
  public static final Setting<Integer> RETRIES =
      Setting.of("retries", SettingType.number(0, Integer.MAX_VALUE), 0)
          .option(
              "Retry a failed task up to this many times, with growing pauses (default: %s).",
              "--retries");

  /**
   * The number of worker deaths after which a task that each of them ran is given up. Three, as in
   * Dask's {@code allowed-failures}.
   */
  public static final Setting<Integer> DEATHS_ALLOWED =
      Setting.of("deathsAllowed", SettingType.number(1, 1_000_000), 3)
          .option(
              "Give up a task after it has cost this many workers, and record it for 'baton"
                  + " quarantine' (default: %s).",
              "--deaths");

  /** Whether a task that takes far longer than the others gets a second copy. */
  public static final Setting<Boolean> SPECULATE =
      Setting.of("speculate", SettingType.flag(), false)
          .option(
              "Start a second copy of a task that takes far longer than the others; the first"
                  + " result wins.",
              "--speculate");

  /** How long the broker and the workers may take to be ready; a minute, for busy machines. */
  public static final Setting<Duration> START_TIMEOUT =
      Setting.of("startTimeout", SettingType.time(), Duration.ofSeconds(60));

  /**
   * How long the broker may be away; longer than its restart takes by default, on a cluster too.
   */
  public static final Setting<Duration> BROKER_TIMEOUT =
      Setting.of("brokerTimeout", SettingType.time(), Duration.ofMinutes(5))
          .option(
              "How long the broker may be away before the job fails (default: %s).",
              "--broker-timeout");

  /**
   * The maximum number of tasks of one map in flight. The default is enough to keep many workers
   * busy with full batches, and takes little memory for small inputs.
   */
  public static final Setting<Integer> WINDOW =
      Setting.of("window", SettingType.number(1, Integer.MAX_VALUE), 16_384);

  /**
   * How long results of short tasks may wait for others to travel with. Three milliseconds are less
   * than anybody notices, and save most of what single records cost.
   */
  public static final Setting<Duration> LINGER =
      Setting.of("linger", SettingType.time(), Duration.ofMillis(3));

  /** The weight of a program that asks for no less than others. */
  public static final int FULL_WEIGHT = 100;

  /**
   * How much of the workers' time a program gets beside others. Nobody can ask for more than is the
   * default, so nobody has to.
   */
  public static final Setting<Integer> WEIGHT =
      Setting.of("weight", SettingType.number(1, FULL_WEIGHT), FULL_WEIGHT)
          .option(
              "How much of the workers' time the job gets on a cluster, beside others, from 1 to"
                  + " 100: a job of weight 25 gets a quarter of what one of 100 gets (default:"
                  + " %s).",
              "--weight");

  /** How a pool handles faults. */
  public static final List<Setting<?>> FAULTS =
      List.of(TASK_TIMEOUT, RETRIES, DEATHS_ALLOWED, SPECULATE, BROKER_TIMEOUT);

  static final List<Setting<?>> ALL =
      Setting.union(
          List.of(
              FAULTS,
              List.of(
                  POOL,
                  ATTACH,
                  CODE_POLICY,
                  TRANSPORT,
                  HANDOFF,
                  SHUTDOWN_HOOK,
                  WORKER_COMMAND,
                  START_TIMEOUT,
                  WINDOW,
                  LINGER,
                  WEIGHT)));

  private PoolSettings() {}
}
