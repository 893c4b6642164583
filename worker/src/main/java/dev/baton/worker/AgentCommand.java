package dev.baton.worker;

import java.time.Duration;
import java.util.Map;

/** What an agent tells a running worker: every block after the {@link Assignment}. */
public sealed interface AgentCommand {

  /** The command as a block. */
  Map<String, String> toBlock();

  /**
   * Take no more tasks, hand back those that have not started, and end when the running ones have
   * ended or the limit has passed.
   */
  record Drain(Duration limit) implements AgentCommand {

    @Override
    public Map<String, String> toBlock() {
      return Map.of(COMMAND, "drain", "limitMs", Long.toString(limit.toMillis()));
    }
  }

  /** The key under which a block names its command. */
  String COMMAND = "baton.command";

  /** The command that a block holds. */
  static AgentCommand of(Map<String, String> block) {
    String name = block.getOrDefault(COMMAND, "");
    return switch (name) {
      case "drain" ->
          new Drain(Duration.ofMillis(Long.parseLong(block.getOrDefault("limitMs", "0"))));
      default -> throw new IllegalArgumentException("unknown command '" + name + "'");
    };
  }
}
