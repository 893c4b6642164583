package dev.baton.cli.terminal;

import java.util.regex.Pattern;

/**
 * Text from a channel, where anybody who can write to it can write anything, as it can be shown.
 */
public final class Printable {

  private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

  private Printable() {}

  /** The beginning of a text, without control characters. */
  public static String of(String text, int longest) {
    String start = text.substring(0, Math.min(text.length(), longest));
    return UNPRINTABLE.matcher(start).replaceAll("?");
  }
}
