package dev.baton.ledger;

import dev.baton.config.PoolSettings;

/**
 * What a ledger does about tasks that are not as they should be.
 *
 * @param deathsAllowed after so many workers have died running a task, it is given up
 * @param speculate whether a task that takes far longer than the others gets a second copy
 */
public record LedgerLimits(int deathsAllowed, boolean speculate) {

  /** As it is unless somebody says otherwise. */
  public static final LedgerLimits DEFAULT =
      new LedgerLimits(PoolSettings.DEATHS_ALLOWED.initial(), PoolSettings.SPECULATE.initial());
}
