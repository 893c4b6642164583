package dev.baton.codec.graph;

import org.jspecify.annotations.Nullable;

/** How reports name objects, and where texts differ. */
final class Naming {

  private static final int CONTEXT = 60;

  private Naming() {}

  static String nameOf(@Nullable Object object) {
    if (object == null) {
      return "nothing";
    }
    return FactFinder.isLambda(object)
        ? "lambda"
        : object.getClass().getName().replace("dev.baton.codec.graph.", "");
  }

  static String describe(@Nullable Object object) {
    return object == null || Facts.isBoxed(object) || object instanceof String
        ? nameOf(object) + " " + object
        : nameOf(object);
  }

  static String firstDifference(String one, String other) {
    int at = 0;
    while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
      at++;
    }
    return around(one, at) + " became " + around(other, at);
  }

  private static String around(String text, int at) {
    int from = Math.max(0, at - CONTEXT);
    return "«" + text.substring(from, Math.min(text.length(), at + CONTEXT)) + "»";
  }
}
