package dev.baton.cli.terminal;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where output has colours, as the user's environment says: {@code NO_COLOR} (no-color.org), {@code
 * CLICOLOR} and {@code CLICOLOR_FORCE} (bixense.com/clicolors), and {@code TERM=dumb}.
 */
public enum Colours {
  NEVER,
  ON_TERMINALS,
  ALWAYS;

  /**
   * What the user wants.
   *
   * @param environment gives the value of a variable, or null
   */
  static Colours wanted(UnaryOperator<@Nullable String> environment) {
    if (isSet(environment.apply("NO_COLOR"))) {
      return NEVER;
    }
    @Nullable String force = environment.apply("CLICOLOR_FORCE");
    if (isSet(force) && !"0".equals(force)) {
      return ALWAYS;
    }
    boolean isPlain =
        "0".equals(environment.apply("CLICOLOR")) || "dumb".equals(environment.apply("TERM"));
    return isPlain ? NEVER : ON_TERMINALS;
  }

  /** An empty variable counts as none, as both conventions say. */
  private static boolean isSet(@Nullable String value) {
    return value != null && !value.isEmpty();
  }

  boolean on(boolean isTerminal) {
    return this == ALWAYS || (this == ON_TERMINALS && isTerminal);
  }
}
