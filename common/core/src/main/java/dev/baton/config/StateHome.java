package dev.baton.config;

import java.nio.file.Path;

/**
 * Where Baton keeps data that outlives its processes and is not configuration: the place for state
 * of the XDG Base Directory Specification (0.8).
 */
public final class StateHome {

  private StateHome() {}

  /**
   * {@code $XDG_STATE_HOME/baton}, or without the variable {@code ~/.local/state/baton}.
   *
   * @param stateHome the variable's value, or empty; one that is not absolute is ignored, as the
   *     specification says
   * @param userHome the user's home
   */
  public static Path of(String stateHome, Path userHome) {
    boolean isGiven = !stateHome.isEmpty() && Path.of(stateHome).isAbsolute();
    Path state = isGiven ? Path.of(stateHome) : userHome.resolve(".local").resolve("state");
    return state.resolve("baton");
  }

  /** The state directory of this process's user. */
  public static Path ofThisUser() {
    String given = System.getenv("XDG_STATE_HOME");
    return of(given == null ? "" : given, Path.of(System.getProperty("user.home")));
  }
}
