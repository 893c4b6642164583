package dev.baton.config;

import java.util.regex.Pattern;

/**
 * The addresses at which a Kafka cluster is first asked, {@code HOST:PORT[,HOST:PORT…]}.
 * Thread-safe.
 */
public final class BootstrapServers {

  private static final Pattern ADDRESS =
      Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%]+]):(\\d{1,5})");

  private BootstrapServers() {}

  /**
   * Checks the addresses.
   *
   * @return the addresses without blanks
   * @throws IllegalArgumentException if one is not {@code HOST:PORT}, with an example
   */
  public static String parse(String text) {
    String compact = text.replace(" ", "");
    for (String address : compact.split(",", -1)) {
      var matcher = ADDRESS.matcher(address);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "'" + address + "' is not HOST:PORT, such as localhost:9092");
      }
      int port = Integer.parseInt(matcher.group(1));
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException(
            "'" + address + "' has no port from 1 to 65535, such as localhost:9092");
      }
    }
    return compact;
  }
}
