package dev.baton.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Handoff;
import dev.baton.ledger.Attempt;
import dev.baton.ledger.Ledger;
import dev.baton.ledger.RetryRule;
import dev.baton.ledger.Taker;
import dev.baton.ledger.TaskSpec;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Attempts;
import dev.baton.wire.Payload;
import java.util.List;

/** What a {@link Dispatcher} does to the books, without the sending. */
public final class Dispatching {

  private Dispatching() {}

  /** Adds tasks whose outcome does not matter. */
  public static void add(Ledger ledger, int tasks) {
    for (int i = 0; i < tasks; i++) {
      var _ =
          ledger.add(
              new TaskSpec(
                  null,
                  Payload.inline(new byte[1]),
                  Handoff.AUTO,
                  0,
                  RetryRule.NEVER,
                  (_, _, _) -> {}));
    }
  }

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
