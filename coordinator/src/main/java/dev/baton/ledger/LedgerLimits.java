package dev.baton.ledger;

/**
 * What a ledger does about tasks that are not as they should be.
 *
 * @param deathsAllowed after so many workers have died running a task, it is given up
 * @param speculate whether a task that takes far longer than the others gets a second copy
 */
public record LedgerLimits(int deathsAllowed, boolean speculate) {

  /** Three deaths, as in Dask's {@code allowed-failures}; no copies. */
  public static final LedgerLimits DEFAULT = new LedgerLimits(3, false);
}
