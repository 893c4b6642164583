package dev.baton.cli.command;

import dev.baton.UsageException;
import dev.baton.config.BootstrapServers;
import dev.baton.config.KafkaConfigFile;
import dev.baton.config.PoolSettings;
import dev.baton.config.Settings;
import dev.baton.config.TopicSettings;
import dev.baton.log.kafka.PoolTopics;
import dev.baton.log.kafka.login.JoinToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which cluster, and which pool on it. */
public final class ClusterOptions {

  private static final String BOOTSTRAP = "bootstrap.servers";
  private static final Path STANDARD_INPUT = Path.of("-");

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "The Kafka cluster, as host:port[,host:port...].")
  private @Nullable String bootstrap;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description =
          "Kafka client properties, such as security settings; 'bootstrap.servers' in it stands in"
              + " for --bootstrap.")
  private @Nullable Path kafkaConfig;

  @Option(
      names = "--join",
      paramLabel = "TOKEN",
      description =
          "The join token of a 'baton broker --listen'. Other users of this machine can see it in"
              + " the list of processes: prefer --join-file.")
  private @Nullable String join;

  @Option(
      names = "--join-file",
      paramLabel = "FILE",
      description = "A file with the join token; - for standard input.")
  private @Nullable Path joinFile;

  private @Nullable JoinToken token;

  @Option(
      names = "--pool",
      paramLabel = "NAME",
      defaultValue = "baton",
      description = "The pool: a namespace of topics and workers (default: ${DEFAULT-VALUE}).")
  private String pool = "baton";

  @Mixin private SettingOptions topics = new SettingOptions(List.of(TopicSettings.PREFIX));

  /** The pool's name. */
  public String pool() {
    return checkedPool(pool);
  }

  /** The pool, and what its topics are called. */
  public Settings settings() {
    return topics.settings().with(PoolSettings.POOL, pool());
  }

  /** The topics of the pool. */
  public PoolTopics topics() {
    return PoolTopics.of(settings());
  }

  /** A name that topics and folders can carry. */
  public static String checkedPool(String name) {
    try {
      return PoolSettings.POOL.type().parse(name);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage() + " (--pool).", e);
    }
  }

  /** Whether a cluster was named. */
  public boolean isGiven() {
    return bootstrap != null || kafkaConfig != null || isJoining();
  }

  /** Whether a token says which cluster. */
  public boolean isJoining() {
    return join != null || joinFile != null;
  }

  /** Kafka client properties with {@code bootstrap.servers}; empty if no cluster was named. */
  public Map<String, String> clientProperties() {
    if (isJoining()) {
      return token().clientProperties(PoolTopics.LARGEST_BATCH_BYTES);
    }
    Map<String, String> properties = new HashMap<>();
    if (kafkaConfig != null) {
      properties.putAll(KafkaConfigFile.read(kafkaConfig));
    }
    if (bootstrap != null) {
      properties.put(BOOTSTRAP, bootstrap);
    }
    String servers = properties.get(BOOTSTRAP);
    if (servers != null) {
      properties.put(BOOTSTRAP, checked(servers));
    } else if (kafkaConfig != null) {
      throw new UsageException(
          kafkaConfig + " has no 'bootstrap.servers': add it, or give --bootstrap HOST:PORT.");
    }
    return properties;
  }

  /** The properties for worker processes, which have a login of their own in a join token. */
  public Map<String, String> workerProperties() {
    return isJoining()
        ? token().workerProperties(PoolTopics.LARGEST_BATCH_BYTES)
        : clientProperties();
  }

  /** The token, which standard input has only once. */
  private JoinToken token() {
    if (bootstrap != null || kafkaConfig != null || (join != null && joinFile != null)) {
      throw new UsageException(
          "One of --join, --join-file, and --bootstrap or --kafka-config says which cluster.");
    }
    if (token == null) {
      token = readToken();
    }
    return token;
  }

  private JoinToken readToken() {
    if (join != null) {
      return JoinToken.parse(join);
    }
    Path file = Objects.requireNonNull(joinFile);
    if (!file.equals(STANDARD_INPUT)) {
      return JoinToken.read(file);
    }
    try {
      return JoinToken.read(System.in);
    } catch (IOException e) {
      throw new UsageException("Cannot read the join token from standard input.", e);
    }
  }

  /** The same as words of a command line, with files that are found from anywhere. */
  public List<String> asArguments() {
    List<String> arguments = new ArrayList<>();
    if (bootstrap != null) {
      arguments.add("--bootstrap=" + bootstrap);
    }
    if (kafkaConfig != null) {
      arguments.add("--kafka-config=" + kafkaConfig.toAbsolutePath().normalize());
    }
    if (isJoining()) {
      arguments.add("--join=" + token().text()); // these words are for this process only
    }
    if (isGiven()) {
      arguments.add("--pool=" + pool);
      arguments.addAll(prefixOption("="));
    }
    return arguments;
  }

  /** What workers are to be started with, to be copied into a terminal. */
  public String workerCommand() {
    StringBuilder command = new StringBuilder("baton worker");
    if (bootstrap != null) {
      command.append(" --bootstrap ").append(bootstrap);
    }
    if (kafkaConfig != null) {
      command.append(" --kafka-config ").append(SuggestedCommand.quoted(kafkaConfig.toString()));
    }
    if (isJoining()) {
      command
          .append(" --join-file ")
          .append(
              joinFile == null || joinFile.equals(STANDARD_INPUT)
                  ? "FILE"
                  : SuggestedCommand.quoted(joinFile.toString()));
    }
    return command
        + (pool.equals("baton") ? "" : " --pool " + pool)
        + prefixOption(" ").stream().map(word -> " " + word).collect(Collectors.joining());
  }

  private List<String> prefixOption(String separator) {
    String prefix = topics.settings().get(TopicSettings.PREFIX);
    return prefix.isEmpty() ? List.of() : List.of("--topic-prefix" + separator + prefix);
  }

  private String checked(String servers) {
    try {
      return BootstrapServers.parse(servers);
    } catch (IllegalArgumentException e) {
      String where = bootstrap != null ? "--bootstrap" : BOOTSTRAP + " in " + kafkaConfig;
      throw new UsageException(e.getMessage() + " (" + where + ").", e);
    }
  }
}
