package dev.baton.agent.connection;

import dev.baton.EnvironmentException;
import dev.baton.config.Plural;
import dev.baton.log.Channel;
import dev.baton.log.Logged;
import dev.baton.log.RecordReader;
import dev.baton.role.Clock;
import dev.baton.wire.Claim;
import dev.baton.wire.Event;
import dev.baton.wire.Liveness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Gets inboxes for a host: claims free ones on the events log and reads back whether its claim was
 * the first. For one thread.
 */
final class InboxClaims {

  /** The silence after which a host counts as gone, plus a margin for a busy machine. */
  private static final Duration LAPSE_LIMIT = Liveness.HOST_LOST.plusSeconds(5);

  /** A host that is silent for half of this is probably gone. */
  private static final Duration QUIET_ENOUGH = Liveness.HOST_LOST.dividedBy(2);

  private static final Duration LAPSE_POLL = Duration.ofMillis(500);
  private static final Duration POLL = Duration.ofMillis(200);

  private final long host;
  private final String namespace;
  private final int partitions;
  private final Consumer<? super Event> publisher;
  private final RecordReader<Event> events;
  private final ClaimFold fold;
  private final Clock clock;
  private final Duration limit;

  /**
   * Creates the claims of a host.
   *
   * @param partitions how many inboxes there are
   * @param publisher puts events on the log
   * @param events reads the log from a minute ago
   * @param limit how long the log may take to show what was just written
   */
  InboxClaims(
      long host,
      String namespace,
      int partitions,
      Consumer<? super Event> publisher,
      RecordReader<Event> events,
      ClaimFold fold,
      Clock clock,
      Duration limit) {
    this.host = host;
    this.namespace = namespace;
    this.partitions = partitions;
    this.publisher = publisher;
    this.events = events;
    this.fold = fold;
    this.clock = clock;
    this.limit = limit;
  }

  /**
   * Claims until {@code wanted} inboxes belong to the host.
   *
   * @throws EnvironmentException if there are too few
   */
  List<Integer> claim(int wanted) {
    // Once the event is read back, everything before it has been read too.
    mark();
    Set<Integer> held = fold.heldBy(host);
    while (held.size() < wanted) {
      List<Integer> free = new ArrayList<>(fold.free(partitions));
      int missing = wanted - held.size();
      if (free.size() < missing) {
        awaitLapse(missing, wanted, held.size());
        continue;
      }
      // Two hosts that start at the same time should not try for the same inboxes.
      Collections.rotate(free, new Random(host).nextInt(free.size()));
      Claim claim = new Claim(host, List.copyOf(free.subList(0, missing)));
      writeAndReadBack(claim, claim::equals);
      held = fold.heldBy(host);
    }
    return List.copyOf(held);
  }

  /**
   * Waits for the inboxes of hosts that were killed a moment ago, as after a quick restart of
   * everything on a log that was kept.
   */
  private void awaitLapse(int missing, int wanted, int held) {
    long startNs = clock.nanoTime();
    List<Integer> free = fold.free(partitions);
    while (free.size() < missing) {
      long waitedNs = clock.nanoTime() - startNs;
      boolean isHopeful =
          waitedNs < QUIET_ENOUGH.toNanos()
              || free.size() + fold.heldBySilent(partitions, QUIET_ENOUGH.toMillis() / 2)
                  >= missing;
      if (waitedNs > LAPSE_LIMIT.toNanos() || !isHopeful) {
        throw tooFew(wanted, held + free.size());
      }
      // The fold's clock is the log's, so something must be written to advance it.
      mark();
      events.read(LAPSE_POLL).forEach(this::accept);
      free = fold.free(partitions);
    }
  }

  /**
   * Reads the log up to now. The event that marks the place claims nothing; a question would have
   * all hosts answer, each time that one joins.
   */
  private void mark() {
    Claim nothing = new Claim(host, List.of());
    writeAndReadBack(nothing, nothing::equals);
  }

  private void writeAndReadBack(Event mine, Predicate<Event> isMine) {
    publisher.accept(mine);
    long endNs = clock.nanoTime() + limit.toNanos();
    boolean found = false;
    while (!found) {
      if (clock.nanoTime() - endNs > 0 || Thread.currentThread().isInterrupted()) {
        throw new EnvironmentException(
            "The broker did not take a record for %s within %d s."
                .formatted(Channel.EVENTS.topic(namespace), limit.toSeconds()));
      }
      for (Logged<Event> event : events.read(POLL)) {
        accept(event);
        found |= isMine.test(event.record());
      }
    }
  }

  private void accept(Logged<Event> event) {
    fold.accept(event.record(), event.timestampMs());
  }

  private EnvironmentException tooFew(int wanted, int possible) {
    return new EnvironmentException(
        "Not enough free inboxes for %s: topic %s has %s, and %d are free. Start fewer workers (--workers), or let the cluster's administrator add partitions."
            .formatted(
                Plural.of(wanted, "worker"),
                Channel.INBOX.topic(namespace),
                Plural.of(partitions, "partition"),
                possible));
  }
}
