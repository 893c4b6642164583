package dev.baton.cli.doctor;

import java.util.Locale;

/** One thing that {@code baton doctor} looks at. */
@FunctionalInterface
public interface Check {

  /** How good it is. */
  enum Level {
    OK("32"),
    WARN("33"),
    FAIL("31");

    private final String colour;

    Level(String colour) {
      this.colour = colour;
    }
  }

  /**
   * What was seen.
   *
   * @param level how good it is
   * @param subject what was looked at
   * @param facts what was seen
   * @param advice what to change; empty if nothing
   */
  record Finding(Level level, String subject, String facts, String advice) {

    static Finding ok(String subject, String facts) {
      return new Finding(Level.OK, subject, facts, "");
    }

    static Finding warn(String subject, String facts, String advice) {
      return new Finding(Level.WARN, subject, facts, advice);
    }

    static Finding fail(String subject, String facts, String advice) {
      return new Finding(Level.FAIL, subject, facts, advice);
    }

    /** The finding as one aligned line. */
    String line(boolean colours) {
      String mark = String.format(Locale.ROOT, "%-4s", level.name().toLowerCase(Locale.ROOT));
      String shown = colours ? "\033[" + level.colour + "m" + mark + "\033[0m" : mark;
      return String.format(Locale.ROOT, "%s  %-14s %s", shown, subject, facts);
    }
  }

  /** Looks; never throws for what it finds. */
  Finding look();
}
