package dev.baton.cli;

import java.util.List;

/**
 * Keeps what libraries log off the terminal: what matters of it reaches people as Baton's own
 * messages.
 */
final class Logging {

  private static final String LEVEL = "org.slf4j.simpleLogger.log.";

  /** The JDK's own loggers print one line, with the level first, as the others do. */
  private static final String LINE_OF_JDK = "java.util.logging.SimpleFormatter.format";

  private static final List<String> LIBRARIES = List.of("org.apache.kafka", "kafka", "net.openhft");

  private Logging() {}

  /**
   * Sets the levels of this JVM, unless they were set from outside; before the first logger is
   * made.
   *
   * @param verbose whether the user wants to see the libraries' warnings
   */
  static void quieten(boolean verbose) {
    setUnlessSet(LINE_OF_JDK, "%4$s %3$s - %5$s%6$s%n");
    String level = verbose ? "warn" : "off";
    for (String library : LIBRARIES) {
      setUnlessSet(LEVEL + library, level);
    }
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
