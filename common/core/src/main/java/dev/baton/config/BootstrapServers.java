package dev.baton.config;

import java.util.regex.Pattern;

/**
 * The addresses at which clients first contact a Kafka cluster, {@code HOST:PORT[,HOST:PORT…]}.
 * Thread-safe.
 */
public final class BootstrapServers {

  private static final Pattern ADDRESS =
      Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%]+]):(\\d{1,5})");

  /** A name and a password before a host; a password may contain any character. */
  private static final Pattern LOGIN = Pattern.compile(".*@", Pattern.DOTALL);

  private BootstrapServers() {}

  /**
   * Refuses addresses with a login, which no Kafka client accepts.
   *
   * @throws IllegalArgumentException if there is one; the message does not repeat it
   */
  public static void refuseLogin(String text) {
    if (text.contains("@")) {
      throw new IllegalArgumentException(
          "'"
              + LOGIN.matcher(text).replaceFirst("***@")
              + "' contains a login, which is not part of an address: give HOST:PORT, and"
              + " sasl.jaas.config in the Kafka client properties (--kafka-config,"
              + " kafkaProperties)");
    }
  }

  /**
   * Checks the addresses.
   *
   * @return the addresses without blanks
   * @throws IllegalArgumentException if one is not {@code HOST:PORT}, with an example
   */
  public static String parse(String text) {
    refuseLogin(text);
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
