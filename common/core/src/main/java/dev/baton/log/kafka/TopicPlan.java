package dev.baton.log.kafka;

import dev.baton.log.Channel;
import java.util.Map;

/**
 * A topic as Baton needs it.
 *
 * @param partitions how many partitions to create
 * @param replication on how many brokers; 0 leaves it to the cluster
 * @param settings topic settings that differ from a broker's defaults, sorted by key
 */
public record TopicPlan(
    Channel channel, String topic, int partitions, int replication, Map<String, String> settings) {

  static final String MAX_MESSAGE_BYTES = "max.message.bytes";

  /**
   * The command with which an administrator creates it, for a terminal.
   *
   * @param cluster the options that lead to the cluster, such as {@code --bootstrap-server a:9092}
   */
  public String command(String cluster) {
    StringBuilder command =
        new StringBuilder("kafka-topics.sh ")
            .append(cluster)
            .append(" --create --if-not-exists --topic ")
            .append(topic)
            .append(" --partitions ")
            .append(partitions);
    if (replication > 0) {
      command.append(" --replication-factor ").append(replication);
    }
    settings.forEach((key, value) -> command.append(" --config ").append(key + '=' + value));
    return command.toString();
  }
}
