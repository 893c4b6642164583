package dev.baton.cli.host;

import dev.baton.agent.HostAgent;
import dev.baton.config.Durations;
import dev.baton.config.Plural;
import dev.baton.wire.HostDrained;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How a host leaves its pool, whoever wants it to: a signal and {@code baton drain} go the same
 * way. Thread-safe.
 */
final class Departure {

  /** What can be told to leave. */
  interface Leaver {

    /** Ends in an orderly way, within the limit; returns what became of the tasks. */
    HostDrained drain(Duration limit);
  }

  private final Leaver agent;
  private final Duration ownLimit;
  private final Consumer<String> output;
  private boolean begun;

  /**
   * The departure of a host that stays for the time being.
   *
   * @param ownLimit how long running tasks may take if nobody says anything else
   */
  Departure(HostAgent agent, Duration ownLimit, Consumer<String> output) {
    this(agent::drain, ownLimit, output);
  }

  Departure(Leaver agent, Duration ownLimit, Consumer<String> output) {
    this.agent = agent;
    this.ownLimit = ownLimit;
    this.output = output;
  }

  /** Leaves because of a signal. */
  void onSignal() {
    leave("leaving", ownLimit);
  }

  /**
   * Leaves because somebody asks for it.
   *
   * @param limit how long running tasks may take; negative for the host's own limit
   */
  void onRequest(String requester, Duration limit) {
    leave(
        "leaving, as " + Requester.printable(requester) + " asks with 'baton drain'",
        limit.isNegative() ? ownLimit : Durations.countable(limit));
  }

  /** The first reason counts; whoever comes with another waits for the end, too. */
  private synchronized void leave(String why, Duration limit) {
    if (!begun) {
      begun = true;
      output.accept("baton: " + why + "; running tasks have " + limit.toSeconds() + " s");
      output.accept("baton: left the pool: " + describe(agent.drain(limit)));
    }
  }

  /** What became of the tasks of a host that has left. */
  static String describe(HostDrained result) {
    return "%s finished, %d handed back"
        .formatted(Plural.plain(result.finished(), "task"), result.returned());
  }
}
