package dev.baton.log.kafka;

import dev.baton.log.Channel;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A topic as Baton needs it.
 *
 * @param partitions how many partitions to create
 * @param settings topic settings that differ from a broker's defaults, sorted by key
 */
public record TopicPlan(
    Channel channel, String topic, int partitions, Map<String, String> settings) {

  /**
   * Describes it to a person who creates it: {@code baton.inbox (64 partitions,
   * retention.ms=3600000)}.
   */
  public String describe() {
    return settings.entrySet().stream()
        .map(setting -> ", " + setting.getKey() + "=" + setting.getValue())
        .collect(
            Collectors.joining(
                "",
                topic + " (" + partitions + (partitions == 1 ? " partition" : " partitions"),
                ")"));
  }
}
