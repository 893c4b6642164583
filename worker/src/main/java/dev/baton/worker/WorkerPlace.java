package dev.baton.worker;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a worker is told when it starts, before there is a broker: the first block from its agent.
 *
 * @param pool the pool it works for
 * @param host what people call its host
 * @param number its place on the host, from 0
 * @param slots how many tasks it runs at a time
 * @param store the directory of the host store
 */
public record WorkerPlace(String pool, String host, int number, int slots, Path store) {

  /** The place as a block. */
  public Map<String, String> toBlock() {
    return Map.of(
        "pool", pool,
        "host", host,
        "number", Integer.toString(number),
        "slots", Integer.toString(slots),
        "store", store.toString());
  }

  /** The place that a block holds. */
  public static WorkerPlace of(Map<String, String> block) {
    return new WorkerPlace(
        block.getOrDefault("pool", ""),
        block.getOrDefault("host", ""),
        Integer.parseInt(block.getOrDefault("number", "")),
        Integer.parseInt(block.getOrDefault("slots", "")),
        Path.of(block.getOrDefault("store", "")));
  }

  /** What tasks see as their worker. */
  String name() {
    return host + "/" + number;
  }
}
