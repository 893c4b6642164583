package dev.baton.cli;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** What a person should know of what happens meanwhile; it may be read hours later, in a log. */
final class Notice {

  private Notice() {}

  /** A notice as a line, with the time of now. */
  static String line(String notice) {
    LocalTime now = LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
    return "baton: " + now + " " + notice;
  }
}
