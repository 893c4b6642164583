package dev.baton.config;

import java.util.Locale;

/** Formats counts of things for people. Stateless and thread-safe. */
public final class Plural {

  private Plural() {}

  /** A number and what it counts: {@code 1 task}, {@code 2,000 tasks}. */
  public static String of(long number, String noun) {
    return with(String.format(Locale.ROOT, "%,d", number), number, noun);
  }

  /** The same without separators, next to tables that have none: {@code 2000 tasks}. */
  public static String plain(long number, String noun) {
    return with(Long.toString(number), number, noun);
  }

  private static String with(String digits, long number, String noun) {
    return digits + ' ' + noun + (number == 1 ? "" : "s");
  }
}
