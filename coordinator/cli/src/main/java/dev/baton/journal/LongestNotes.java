package dev.baton.journal;

import dev.baton.wire.AttemptTimes;
import dev.baton.wire.Attempts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which of a run's longest attempts its journal lacks. Has a bound, however long tasks become. Not
 * thread-safe.
 */
public final class LongestNotes {

  /** As many are written while the run goes on; its end adds what is missing. */
  static final int MOST = 1_000;

  private final Set<Attempts> written = new HashSet<>();

  /** What is to be written now, of the attempts that are the longest so far. */
  public List<AttemptTimes> take(List<AttemptTimes> longest) {
    return written.size() >= MOST ? List.of() : takeLast(longest);
  }

  /** What is to be written of the attempts that were the longest. */
  public List<AttemptTimes> takeLast(List<AttemptTimes> longest) {
    return longest.stream().filter(attempt -> written.add(attempt.attempts())).toList();
  }
}
