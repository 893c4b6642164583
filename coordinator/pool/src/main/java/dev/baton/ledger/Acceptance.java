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
 * @param needsMoreHeap whether it failed for want of heap, and other workers may have more: that
 *     says nothing of its host
 */
public record Acceptance(
    int items,
    long waitedNs,
    List<Placement> superfluous,
    Set<Long> failedOn,
    boolean needsMoreHeap) {

  static final Acceptance NOTHING_ENDED = new Acceptance(0, 0, List.of(), Set.of(), false);
  static final Acceptance MORE_HEAP = new Acceptance(0, 0, List.of(), Set.of(), true);

  /** Whether it ended a task. */
  public boolean ended() {
    return items > 0;
  }
}
