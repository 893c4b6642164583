package dev.baton.log.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A topic as it is.
 *
 * @param replication the replication factor of the partition that has the fewest replicas
 * @param settings its settings with their defaults; empty if this user may not ask for them
 */
public record FoundTopic(int partitions, int replication, Map<String, String> settings) {

  private static final String MIN_ISR = "min.insync.replicas";

  /** What makes the topic useless for a pool; empty if it will do. */
  public Optional<String> uselessness() {
    int bytes = maxMessageBytes();
    if (bytes < RecordLimits.LEAST_BATCH_BYTES) {
      return Optional.of(
          "takes records of up to %d bytes only, and needs %d at least (%s)"
              .formatted(bytes, RecordLimits.LEAST_BATCH_BYTES, TopicPlan.MAX_MESSAGE_BYTES));
    }
    if (settings.getOrDefault("cleanup.policy", "delete").contains("compact")) {
      return Optional.of("is compacted, which refuses records without keys (cleanup.policy)");
    }
    return number(MIN_ISR)
        .filter(inSync -> inSync > replication)
        .map(
            inSync ->
                "wants %d replicas to be in sync and has %d, so it takes no record (%s)"
                    .formatted(inSync, replication, MIN_ISR));
  }

  /** In what the topic differs from its plan; each a phrase. */
  public List<String> differences(TopicPlan plan) {
    List<String> differences = new ArrayList<>();
    if (partitions < plan.partitions()) {
      differences.add(partitions + " of " + plan.partitions() + " partitions");
    }
    if (plan.replication() > 0 && replication != plan.replication()) {
      differences.add("replication " + replication + " instead of " + plan.replication());
    }
    plan.settings()
        .forEach(
            (key, wanted) -> {
              String there = settings.get(key);
              if (there != null && !there.equals(wanted)) {
                differences.add(key + " " + there + " instead of " + wanted);
              }
            });
    return differences;
  }

  private int maxMessageBytes() {
    return number(TopicPlan.MAX_MESSAGE_BYTES).orElse(RecordLimits.DEFAULT_BATCH_BYTES);
  }

  private Optional<Integer> number(String key) {
    return Optional.ofNullable(settings.get(key)).map(Integer::valueOf);
  }
}
