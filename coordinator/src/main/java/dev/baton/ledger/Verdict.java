package dev.baton.ledger;

import java.util.List;

/**
 * What became of an answer.
 *
 * @param ended whether it ended its task; otherwise it came too late, or the task is tried again
 * @param waitedNs how long the task waited in the ledger in nanoseconds, if it has ended
 * @param superfluous other attempts of the task that are still with workers, to be told
 */
public record Verdict(boolean ended, long waitedNs, List<Placement> superfluous) {

  static final Verdict OPEN = new Verdict(false, 0, List.of());
}
