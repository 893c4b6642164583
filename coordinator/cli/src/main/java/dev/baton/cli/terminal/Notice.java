package dev.baton.cli.terminal;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** What a person should know of what happens meanwhile; it may be read hours later, in a log. */
public final class Notice {

  private Notice() {}

  /** A notice as a line, with the time of now. */
  public static String line(String notice) {
    LocalTime now = LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
    return "baton: " + now + " " + notice;
  }
}
