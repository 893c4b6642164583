package dev.baton.worker;

import java.time.Duration;
import java.util.Map;

/** What an agent tells a worker that runs: every block after the {@link Assignment}. */
public sealed interface Order {

  /** The order as a block. */
  Map<String, String> toBlock();

  /**
   * Take no more tasks, hand back those that have not started, and end when the running ones have,
   * or the limit is over.
   */
  record Drain(Duration limit) implements Order {

    @Override
    public Map<String, String> toBlock() {
      return Map.of("order", "drain", "limitMs", Long.toString(limit.toMillis()));
    }
  }

  /** The order that a block holds. */
  static Order of(Map<String, String> block) {
    String name = block.getOrDefault("order", "");
    return switch (name) {
      case "drain" ->
          new Drain(Duration.ofMillis(Long.parseLong(block.getOrDefault("limitMs", "0"))));
      default -> throw new IllegalArgumentException("unknown order '" + name + "'");
    };
  }
}
