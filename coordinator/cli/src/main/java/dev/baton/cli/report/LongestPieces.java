package dev.baton.cli.report;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;

/** The longest of many pieces: no more than a number of them are held. Not thread-safe. */
final class LongestPieces {

  private final int most;
  private final ToLongFunction<Piece> length;
  private final PriorityQueue<Piece> kept;
  private long seen;

  /**
   * None yet.
   *
   * @param most how many are kept
   * @param length what counts as their length
   */
  LongestPieces(int most, ToLongFunction<Piece> length) {
    this.most = most;
    this.length = length;
    this.kept = new PriorityQueue<>(Comparator.comparingLong(length));
  }

  void add(Piece piece) {
    seen++;
    if (kept.size() < most) {
      kept.add(piece);
    } else if (length.applyAsLong(piece) > length.applyAsLong(kept.element())) {
      var _ = kept.poll();
      kept.add(piece);
    }
  }

  /** How many there were. */
  long seen() {
    return seen;
  }

  /** Whether none was left out. */
  boolean isAll() {
    return seen == kept.size();
  }

  /** Those kept, the longest first. */
  List<Piece> longestFirst() {
    return kept.stream()
        .sorted(
            Comparator.comparingLong(length)
                .reversed()
                .thenComparingLong(piece -> piece.attempts().task()))
        .toList();
  }
}
