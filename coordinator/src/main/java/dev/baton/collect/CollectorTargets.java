package dev.baton.collect;

import dev.baton.dispatch.Pace;
import dev.baton.dispatch.Roster;
import dev.baton.ledger.Delivery;
import dev.baton.ledger.Ledger;
import dev.baton.ledger.Placement;
import dev.baton.wire.ResultBatch;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a {@link Collector} keeps up to date.
 *
 * @param receiver takes over what comes along with a result, or throws a {@link
 *     dev.baton.BlobGoneException} if it is gone
 * @param superfluous told of attempts whose task another attempt has ended
 * @param inboxes how many inboxes the pool has
 */
public record CollectorTargets(
    Ledger ledger,
    Roster roster,
    Pace pace,
    Tally tally,
    Function<ResultBatch.Entry, Delivery> receiver,
    Consumer<Placement> superfluous,
    int inboxes) {}
