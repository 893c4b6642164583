package dev.baton.worker;

import dev.baton.wire.Address;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

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
      return Map.of(COMMAND, "drain", "limitMs", Long.toString(limit.toMillis()));
    }
  }

  /**
   * Connect to the log too, and say when tasks can come that way: there is a broker now.
   *
   * @param kafkaProperties Kafka client properties, none of which begins with {@code baton.}
   * @param inbox where tasks will come
   */
  record Join(Map<String, String> kafkaProperties, Address inbox) implements WorkerCommand {

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

  /** What a block calls its command. */
  String COMMAND = "baton.command";

  /** The command that a block holds. */
  static WorkerCommand of(Map<String, String> block) {
    String name = block.getOrDefault(COMMAND, "");
    return switch (name) {
      case "drain" ->
          new Drain(Duration.ofMillis(Long.parseLong(block.getOrDefault("limitMs", "0"))));
      case "join" -> Join.of(block);
      default -> throw new IllegalArgumentException("unknown command '" + name + "'");
    };
  }
}
