package dev.baton.collect;

import dev.baton.dispatch.Pace;
import dev.baton.dispatch.Roster;
import dev.baton.ledger.Ledger;

/** What a {@link Collector} keeps up to date. */
public record CollectorTargets(Ledger ledger, Roster roster, Pace pace, Tally tally) {}
