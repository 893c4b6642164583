package dev.baton.cli.terminal;

/** Which Baton this is. */
public final class Version {

  private Version() {}

  /**
   * The version of the jar that this class came from; {@code development} when it came from none.
   */
  public static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** One line with what a bug report needs. */
  public static String describe() {
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
