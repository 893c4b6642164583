package dev.baton.dispatch;

import dev.baton.ledger.Ledger;
import dev.baton.role.Role;
import dev.baton.wire.WorkersWanted;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks hosts to start workers that they have parked, while tasks wait that the others cannot run at
 * once. For one thread.
 *
 * <p>If no worker is up, tasks do not wait for anything else, so as many workers are asked for as
 * there are tasks for, at once. Otherwise the tasks may be short, and over before a JVM has
 * started: it takes some patience. A request names the number of workers that should run, so that
 * it may be repeated until it shows in the beats of the host.
 */
final class WorkerRequests {

  /** About half of what a JVM takes to start. */
  static final Duration PATIENCE = Duration.ofMillis(100);

  private static final long REPEAT_NS = 1_000_000_000;

  /** A worker that is not up by then may have failed to start. */
  private static final long COMES_WITHIN_NS = 10_000_000_000L;

  /** What a host was asked for. */
  private record Request(int workers, long sinceNs, long sentNs) {}

  private final Ledger ledger;
  private final Roster roster;
  private final Consumer<? super WorkersWanted> sender;
  private final Map<Long, Request> requests = new HashMap<>();
  private boolean waiting;
  private long waitingSinceNs;

  /**
   * Has asked nobody.
   *
   * @param sender publishes a request
   */
  WorkerRequests(Ledger ledger, Roster roster, Consumer<? super WorkersWanted> sender) {
    this.ledger = ledger;
    this.roster = roster;
    this.sender = sender;
  }

  /** Asks for what is needed now; returns when to look again. */
  long doWork(long nowNs) {
    List<Roster.Parked> hosts = roster.parked();
    if (hosts.isEmpty()) {
      requests.clear();
      waiting = false;
      return Role.NOTHING_DUE;
    }
    long ready = ledger.ready();
    int slots = roster.slotsForOwn();
    long tooMany = ready + ledger.counts().dispatched() - slots;
    // What waits although a worker is idle cannot run there: it may elsewhere.
    boolean isStuck = ready > 0 && roster.idleOffer() != null;
    if (tooMany <= 0 && !isStuck) {
      requests.clear(); // what was asked for may have been up, and parked again, by the next need
      waiting = false;
      return Role.NOTHING_DUE;
    }
    if (!waiting) {
      waiting = true;
      waitingSinceNs = nowNs;
    }
    long patienceNs = slots == 0 ? 0 : waitingSinceNs + PATIENCE.toNanos() - nowNs;
    if (patienceNs > 0) {
      return patienceNs;
    }
    long left = Math.max(isStuck ? 1 : 0, tooMany);
    for (Roster.Parked host : hosts) {
      left -= (long) coming(host, nowNs) * host.slots();
    }
    for (Roster.Parked host : hosts) {
      int coming = coming(host, nowNs);
      int most = Math.max(0, host.parked() - coming);
      int least = isStuck && coming == 0 ? 1 : 0;
      int more = Math.clamp(Math.ceilDiv(left, host.slots()), Math.min(least, most), most);
      left -= (long) more * host.slots();
      if (coming + more > 0) {
        ask(host, host.running() + coming + more, nowNs);
      }
    }
    return REPEAT_NS;
  }

  /** How many workers are starting there, or were asked for just now. */
  private int coming(Roster.Parked host, long nowNs) {
    @Nullable Request last = requests.get(host.host());
    int asked =
        last == null || nowNs - last.sinceNs() > COMES_WITHIN_NS
            ? 0
            : last.workers() - host.running();
    return Math.clamp(Math.max(asked, host.starting()), 0, host.parked());
  }

  private void ask(Roster.Parked host, int workers, long nowNs) {
    @Nullable Request last = requests.get(host.host());
    if (last == null || workers != last.workers() || nowNs - last.sinceNs() > COMES_WITHIN_NS) {
      send(host, new Request(workers, nowNs, nowNs));
    } else if (nowNs - last.sentNs() >= REPEAT_NS) {
      send(host, new Request(workers, last.sinceNs(), nowNs));
    }
  }

  private void send(Roster.Parked host, Request request) {
    requests.put(host.host(), request);
    sender.accept(new WorkersWanted(roster.coordinator(), host.host(), request.workers()));
  }
}
