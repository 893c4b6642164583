package dev.baton.cli.command;

import dev.baton.UsageException;
import dev.baton.config.BootstrapServers;
import dev.baton.config.KafkaConfigFile;
import dev.baton.config.PoolSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which cluster, and which pool on it. */
public final class ClusterOptions {

  private static final String BOOTSTRAP = "bootstrap.servers";

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
      names = "--pool",
      paramLabel = "NAME",
      defaultValue = "baton",
      description = "The pool: a namespace of topics and workers (default: ${DEFAULT-VALUE}).")
  private String pool = "baton";

  /** The pool's name. */
  public String pool() {
    return checkedPool(pool);
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
    return bootstrap != null || kafkaConfig != null;
  }

  /** Kafka client properties with {@code bootstrap.servers}; empty if no cluster was named. */
  public Map<String, String> clientProperties() {
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

  /** The same as words of a command line, with files that are found from anywhere. */
  public List<String> asArguments() {
    List<String> arguments = new ArrayList<>();
    if (bootstrap != null) {
      arguments.add("--bootstrap=" + bootstrap);
    }
    if (kafkaConfig != null) {
      arguments.add("--kafka-config=" + kafkaConfig.toAbsolutePath().normalize());
    }
    if (isGiven()) {
      arguments.add("--pool=" + pool);
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
    return command + (pool.equals("baton") ? "" : " --pool " + pool);
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
