package dev.baton.transport.kafka;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that somebody may have meant. */
final class NearestName {

  private NearestName() {}

  /** The name with the fewest edits, if a third of the word or less would have to be changed. */
  static Optional<String> of(String word, Collection<String> names) {
    return names.stream()
        .min(Comparator.comparingInt((String name) -> distance(word, name)))
        .filter(name -> distance(word, name) * 3 <= word.length());
  }

  /** Levenshtein distance. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int same = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(same, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
