package dev.baton.ledger;

import java.util.List;

/**
 * What became of an answer.
 *
 * @param items how many tasks it ended; the others were ended before, or are tried again
 * @param waitedNs how long these tasks waited in the ledger, in nanoseconds all together
 * @param superfluous other attempts of the tasks that are still with workers, to be told
 */
public record Acceptance(int items, long waitedNs, List<Placement> superfluous) {

  static final Acceptance NOTHING_ENDED = new Acceptance(0, 0, List.of());

  /** Whether it ended a task. */
  public boolean ended() {
    return items > 0;
  }
}
