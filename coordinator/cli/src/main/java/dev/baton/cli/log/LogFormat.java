package dev.baton.cli.log;

/** How the lines of a log are written. */
public enum LogFormat {
  /** For people, and for {@code grep}. */
  TEXT,

  /** An object of JSON in each line. */
  JSON;

  /**
   * Writes entries in this format.
   *
   * @param source the process whose log it is
   */
  LogLayout layout(LogSource source) {
    return switch (this) {
      case TEXT -> new TextLayout(source);
      case JSON -> new JsonLayout(source);
    };
  }
}
