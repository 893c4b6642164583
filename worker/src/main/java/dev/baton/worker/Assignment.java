package dev.baton.worker;

import java.util.Map;

/**
 * Which inbox a worker reads: the third block from its agent, after the Kafka client properties.
 *
 * @param incarnation the number that records for this process bear, and no other process ever had
 * @param partition the inbox
 */
public record Assignment(long incarnation, int partition) {

  /** The assignment as a block. */
  public Map<String, String> toBlock() {
    return Map.of(
        "incarnation", Long.toString(incarnation), "partition", Integer.toString(partition));
  }

  /** The assignment that a block holds. */
  public static Assignment of(Map<String, String> block) {
    return new Assignment(
        Long.parseLong(block.getOrDefault("incarnation", "")),
        Integer.parseInt(block.getOrDefault("partition", "")));
  }
}
