package dev.baton.worker;

import dev.baton.wire.Address;
import java.util.Map;

/**
 * Which place a worker takes: the third block from its agent, after the Kafka client properties. A
 * spare waits for it.
 *
 * @param host the incarnation of the host agent
 * @param number the worker's place on the host, from 0
 * @param incarnation the number that marks the records for this process, unique among all processes
 * @param inbox where it gets its tasks
 */
public record Assignment(long host, int number, long incarnation, Address inbox) {

  /** The assignment as a block. */
  public Map<String, String> toBlock() {
    return Map.of(
        "host", Long.toString(host),
        "number", Integer.toString(number),
        "incarnation", Long.toString(incarnation),
        "inbox", inbox.toText());
  }

  /** The assignment that a block holds. */
  public static Assignment of(Map<String, String> block) {
    return new Assignment(
        Long.parseLong(block.getOrDefault("host", "")),
        Integer.parseInt(block.getOrDefault("number", "")),
        Long.parseLong(block.getOrDefault("incarnation", "")),
        Address.ofText(block.getOrDefault("inbox", "")));
  }
}
