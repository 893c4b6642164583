package dev.baton.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ledger.Attempt;
import dev.baton.ledger.Ledger;
import dev.baton.ledger.Taker;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Attempts;
import java.util.List;

/** What a {@link Dispatcher} does to the books, without the sending. */
public final class Dispatching {

  private Dispatching() {}

  /** The next tasks of a ledger go to a worker. */
  public static List<AttemptId> dispatch(Ledger ledger, Roster roster, long worker, int tasks) {
    List<Attempts> attempts =
        ledger.take(new Taker(0, worker, true), tasks, Long.MAX_VALUE).stream()
            .map(Attempt::attempts)
            .toList();
    assertThat(roster.sent(worker, attempts, false)).isNotEqualTo(Roster.Sent.REFUSED);
    return attempts.stream().map(Attempts::first).toList();
  }
}
