package dev.baton.log.kafka.login;

/** Values of {@code sasl.jaas.config}. */
public final class JaasEntry {

  private JaasEntry() {}

  /**
   * An entry with a user and a password, in which there are no quotes and backslashes.
   *
   * @param module the class name of the login module
   * @param more further options, each after a space; may be empty
   */
  public static String of(String module, String user, String password, String more) {
    return module + " required username=\"" + user + "\" password=\"" + password + '"' + more + ';';
  }
}
