package dev.baton.cli.dashboard;

import java.util.Map;

/**
 * Which workers a page wants to see.
 *
 * @param host the beginning of their hosts' names
 * @param state what they do; empty for anything
 * @param order by which they are sorted
 * @param from how many are passed over
 */
record View(String host, String state, Order order, int from) {

  /** How many workers are shown at a time. */
  static final int PAGE = 25;

  /** Of all workers, by host and number. */
  static final View FIRST = new View("", "", Order.NAME, 0);

  private static final int LONGEST = 253;

  /** By what workers are sorted; what needs a look comes first. */
  enum Order {
    NAME,
    TASK,
    CPU,
    MEMORY,
    RESTARTS,
    FAILED
  }

  /** What the parameters of a request say; what makes no sense is as if it was not there. */
  static View of(Map<String, String> parameters) {
    return new View(
        limited(parameters.getOrDefault("host", "")),
        limited(parameters.getOrDefault("state", "")),
        order(parameters.getOrDefault("order", "")),
        from(parameters.getOrDefault("from", "")));
  }

  private static String limited(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST));
  }

  private static Order order(String name) {
    for (Order order : Order.values()) {
      if (order.name().equalsIgnoreCase(name)) {
        return order;
      }
    }
    return Order.NAME;
  }

  private static int from(String number) {
    return number.matches("\\d{1,7}") ? Integer.parseInt(number) : 0;
  }
}
