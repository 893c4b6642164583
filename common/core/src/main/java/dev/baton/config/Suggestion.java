package dev.baton.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which known word the user meant. Thread-safe. */
public final class Suggestion {

  private Suggestion() {}

  /**
   * The known word nearest to {@code word}, if one is near enough to be worth suggesting.
   *
   * <p>Two words are near if one is a prefix of the other (of at least two characters), or if they
   * differ by at most one slip in three characters. A slip is a character added, missing, changed,
   * or swapped with its neighbour.
   */
  public static Optional<String> nearest(String word, Collection<String> known) {
    String typed = fold(word);
    return known.stream()
        .filter(candidate -> isNear(typed, fold(candidate)))
        .min(
            Comparator.<String>comparingInt(candidate -> distance(typed, fold(candidate)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** A question to append to an error message, {@code " Did you mean X?"}, or nothing. */
  public static String question(String word, Collection<String> known) {
    return nearest(word, known).map(found -> " Did you mean " + found + "?").orElse("");
  }

  private static boolean isNear(String typed, String candidate) {
    if (typed.length() >= 2 && (candidate.startsWith(typed) || typed.startsWith(candidate))) {
      return true;
    }
    int allowed = Math.max(1, Math.max(typed.length(), candidate.length()) / 3);
    return distance(typed, candidate) <= allowed;
  }

  private static String fold(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    int start = 0;
    while (start < lower.length() && lower.charAt(start) == '-') {
      start++;
    }
    return lower.substring(start);
  }

  /** Optimal string alignment distance: Levenshtein's, with swaps of neighbours as one slip. */
  static int distance(String left, String right) {
    int[] beforeLast = new int[right.length() + 1];
    int[] last = new int[right.length() + 1];
    for (int column = 0; column <= right.length(); column++) {
      last[column] = column;
    }
    for (int row = 1; row <= left.length(); row++) {
      int[] current = new int[right.length() + 1];
      current[0] = row;
      for (int column = 1; column <= right.length(); column++) {
        int changed = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1;
        int best = Math.min(last[column] + 1, current[column - 1] + 1);
        best = Math.min(best, last[column - 1] + changed);
        if (row > 1
            && column > 1
            && left.charAt(row - 1) == right.charAt(column - 2)
            && left.charAt(row - 2) == right.charAt(column - 1)) {
          best = Math.min(best, beforeLast[column - 2] + 1);
        }
        current[column] = best;
      }
      beforeLast = last;
      last = current;
    }
    return last[right.length()];
  }
}
