package dev.baton.ledger;

import dev.baton.config.PoolSettings;

/**
 * How a ledger treats misbehaving tasks.
 *
 * @param deathsAllowed a task is given up after this many workers have died running it
 * @param speculate whether a task that takes far longer than the others gets a second copy
 */
public record LedgerLimits(int deathsAllowed, boolean speculate) {

  /** The default limits. */
  public static final LedgerLimits DEFAULT =
      new LedgerLimits(PoolSettings.DEATHS_ALLOWED.initial(), PoolSettings.SPECULATE.initial());
}
