package dev.baton.worker;

import dev.baton.wire.Address;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

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

  /**
   * Connect to the log too, now that there is a broker, and report when tasks can come that way.
   *
   * @param kafkaProperties Kafka client properties, none of whose names begins with {@code baton.}
   * @param inbox where tasks will come
   */
  record Join(Map<String, String> kafkaProperties, Address inbox) implements AgentCommand {

    private static final String INBOX = "baton.inbox";

    @Override
    public Map<String, String> toBlock() {
      Map<String, String> block = new TreeMap<>(kafkaProperties);
      block.put(COMMAND, "join");
      block.put(INBOX, inbox.toText());
      return block;
    }

    private static Join of(Map<String, String> block) {
      Map<String, String> properties = new TreeMap<>(block);
      properties.remove(COMMAND);
      return new Join(properties, Address.ofText(String.valueOf(properties.remove(INBOX))));
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
      case "join" -> Join.of(block);
      default -> throw new IllegalArgumentException("unknown command '" + name + "'");
    };
  }
}
