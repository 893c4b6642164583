package dev.baton.cli.dashboard;

import dev.baton.cli.terminal.Printable;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest problems of one kind, alike ones together, with their whole texts. Holds no more than
 * {@link #MOST} of them. Not thread-safe.
 */
final class ProblemList {

  /** Who needs more reads the log. */
  static final int MOST = 40;

  static final int LONGEST_TEXT = 16_384;
  private static final int LONGEST_SUMMARY = 240;
  private static final int LONGEST_PLACE = 100;

  /** One, or several that are alike. */
  private record Entry(Object key, Snapshot.Problem shown, String text) {}

  private final Deque<Entry> newest = new ArrayDeque<>();
  private final int kind;
  private long total;
  private long next;

  /** An empty list; {@code kind} from 0 to 9 makes its numbers differ from those of others. */
  ProblemList(int kind) {
    this.kind = kind;
  }

  /**
   * Notes a problem.
   *
   * @param key equal for those that are alike
   * @param text all that is known of it; its first line is the summary
   * @return where the text is
   */
  long add(Object key, long atMs, String where, String text, @Nullable String replay) {
    total++;
    long count = 1;
    long number = -1;
    for (Iterator<Entry> all = newest.iterator(); all.hasNext(); ) {
      Entry entry = all.next();
      if (entry.key.equals(key)) {
        count += entry.shown.count();
        number = entry.shown.text();
        all.remove();
      }
    }
    if (number < 0) {
      number = 10 * next++ + kind;
    }
    String whole = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    newest.addFirst(
        new Entry(
            key,
            new Snapshot.Problem(
                number,
                atMs,
                count,
                Printable.of(where, LONGEST_PLACE),
                Printable.of(whole.lines().findFirst().orElse(""), LONGEST_SUMMARY),
                replay),
            whole));
    if (newest.size() > MOST) {
      newest.removeLast();
    }
    return number;
  }

  /** Whether there is one like that. */
  boolean has(Object key) {
    return newest.stream().anyMatch(entry -> entry.key.equals(key));
  }

  /** The whole text of a problem; null if it is not among the newest. */
  @Nullable String text(long number) {
    for (Entry entry : newest) {
      if (entry.shown.text() == number) {
        return entry.text;
      }
    }
    return null;
  }

  Snapshot.Problems shown() {
    List<Snapshot.Problem> rows =
        newest.stream()
            .map(Entry::shown)
            .sorted(Comparator.comparingLong(Snapshot.Problem::atMs).reversed())
            .toList();
    return new Snapshot.Problems(total, rows);
  }
}
