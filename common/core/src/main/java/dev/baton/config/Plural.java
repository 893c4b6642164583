package dev.baton.config;

import java.util.Locale;

/** Formats counts of things for people. Stateless and thread-safe. */
public final class Plural {

  private Plural() {}

  /** A number and what it counts: {@code 1 task}, {@code 2,000 tasks}. */
  public static String of(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
