package dev.baton.ledger;

import java.util.List;

/**
 * What became of an answer.
 *
 * @param ended whether it ended its task; otherwise it came too late, or the task is tried again
 * @param waitedNs how long the task waited in the ledger in nanoseconds, if it has ended
 * @param superfluous other attempts of the task that are still with workers, to be told
 */
public record Acceptance(boolean ended, long waitedNs, List<Placement> superfluous) {

  static final Acceptance NOTHING_ENDED = new Acceptance(false, 0, List.of());
}
