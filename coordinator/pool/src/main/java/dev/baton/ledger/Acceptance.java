package dev.baton.ledger;

import java.util.List;
import java.util.Set;

/**
 * The effect of an answer.
 *
 * @param items how many tasks it ended; the others had ended before, or are retried
 * @param waitedNs how long these tasks waited in the ledger in total, in nanoseconds
 * @param superfluous other attempts of these tasks that workers still have and must be told about
 * @param failedOn hosts on which earlier attempts of these tasks have failed
 */
public record Acceptance(
    int items, long waitedNs, List<Placement> superfluous, Set<Long> failedOn) {

  static final Acceptance NOTHING_ENDED = new Acceptance(0, 0, List.of(), Set.of());

  /** Whether it ended a task. */
  public boolean ended() {
    return items > 0;
  }
}
