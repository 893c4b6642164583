package dev.baton.worker;

import java.time.Duration;
import java.util.Map;

/** What an agent tells a worker that runs: every block after the {@link Assignment}. */
public sealed interface WorkerCommand {

  /** The command as a block. */
  Map<String, String> toBlock();

  /**
   * Take no more tasks, hand back those that have not started, and end when the running ones have,
   * or the limit is over.
   */
  record Drain(Duration limit) implements WorkerCommand {

    @Override
    public Map<String, String> toBlock() {
      return Map.of("command", "drain", "limitMs", Long.toString(limit.toMillis()));
    }
  }

  /** The command that a block holds. */
  static WorkerCommand of(Map<String, String> block) {
    String name = block.getOrDefault("command", "");
    return switch (name) {
      case "drain" ->
          new Drain(Duration.ofMillis(Long.parseLong(block.getOrDefault("limitMs", "0"))));
      default -> throw new IllegalArgumentException("unknown command '" + name + "'");
    };
  }
}
