package dev.baton.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What a worker is told when it starts, before there is a broker: the first block from its agent.
 *
 * @param pool the pool it works for
 * @param host what people call its host
 * @param slots how many tasks it runs at a time
 * @param store the directory of the host store
 * @param grace how long a task may go on after its interrupt
 * @param maxTasks after how many tasks it makes way for another; 0 for never
 */
public record WorkerPlace(
    String pool, String host, int slots, Path store, Duration grace, int maxTasks) {

  /** The place as a block. */
  public Map<String, String> toBlock() {
    return Map.of(
        "pool", pool,
        "host", host,
        "slots", Integer.toString(slots),
        "store", store.toString(),
        "graceMs", Long.toString(grace.toMillis()),
        "maxTasks", Integer.toString(maxTasks));
  }

  /** The place that a block holds. */
  public static WorkerPlace of(Map<String, String> block) {
    return new WorkerPlace(
        block.getOrDefault("pool", ""),
        block.getOrDefault("host", ""),
        Integer.parseInt(block.getOrDefault("slots", "")),
        Path.of(block.getOrDefault("store", "")),
        Duration.ofMillis(Long.parseLong(block.getOrDefault("graceMs", ""))),
        Integer.parseInt(block.getOrDefault("maxTasks", "")));
  }
}
