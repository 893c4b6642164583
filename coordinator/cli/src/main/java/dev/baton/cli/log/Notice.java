package dev.baton.cli.log;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a person should know of what happens meanwhile; it may be read hours later, in a log. */
public final class Notice {

  private static final Pattern LINE = Pattern.compile("baton: \\d\\d:\\d\\d(?::\\d\\d)? (.*)");

  private Notice() {}

  /** A notice as a line, with the time of now. */
  public static String line(String notice) {
    LocalTime now = LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
    return "baton: " + now + " " + notice;
  }

  /** The notice of a line; null if it is no notice. */
  static @Nullable String text(String line) {
    Matcher parts = LINE.matcher(line);
    return parts.matches() ? parts.group(1) : null;
  }
}
