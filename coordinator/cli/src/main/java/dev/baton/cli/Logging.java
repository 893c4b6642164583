package dev.baton.cli;

import java.util.List;

/**
 * Keeps what libraries log off the terminal: what matters of it reaches people as Baton's own
 * messages.
 */
final class Logging {

  private static final String LEVEL = "org.slf4j.simpleLogger.log.";
  private static final List<String> LIBRARIES = List.of("org.apache.kafka", "kafka", "net.openhft");

  private Logging() {}

  /**
   * Sets the levels of this JVM, unless they were set from outside; before the first logger is
   * made.
   */
  static void quieten(List<String> arguments) {
    String level = CommandLineProgram.isVerbose(arguments) ? "warn" : "off";
    for (String library : LIBRARIES) {
      if (System.getProperty(LEVEL + library) == null) {
        System.setProperty(LEVEL + library, level);
      }
    }
  }
}
