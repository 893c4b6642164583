package dev.baton.cli;

/** Which Baton this is. */
final class Version {

  private Version() {}

  /**
   * The version of the jar that this class came from; {@code development} when it came from none.
   */
  static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** One line with what a bug report needs. */
  static String describe() {
    return "baton "
        + number()
        + " (Java "
        + System.getProperty("java.version")
        + ", "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ")";
  }
}
