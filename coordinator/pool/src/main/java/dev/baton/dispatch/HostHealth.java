package dev.baton.dispatch;

import dev.baton.codec.FailureCodec;
import dev.baton.config.Plural;
import dev.baton.ledger.HostFailures;
import dev.baton.role.Clock;
import dev.baton.role.Role;
import dev.baton.wire.ExcludedHosts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds hosts on which tasks fail because of the host: a broken library, a full disk. Such a host
 * would eat a job, as it is always the first to have room again. It is excluded: sent nothing for a
 * while, then one task at a time, until one succeeds.
 *
 * <p>The evidence: a task failed there with a failure of the kind that hosts cause ({@link
 * HostFailures}) and succeeded elsewhere; three tasks failed there with any failure and succeeded
 * elsewhere; or so many failed in a row that chance does not explain it, given how many fail
 * elsewhere. The last fit host is never excluded: if tasks fail everywhere, they fail with their
 * own failures. Thread-safe.
 */
public final class HostHealth implements Role {

  static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** Tasks that failed on a host and succeeded elsewhere prove that it is the host. */
  private static final int PROOFS = 3;

  /** −ln of the probability below which a row of failures is no chance. */
  private static final double NO_CHANCE = 13.8;

  /** What happened on a host. */
  private static final class History {
    private long done;
    private long failed;
    private int inARow;
    private int proofs;
    private boolean proven;
    private boolean excluded;
    private boolean announced;
    private boolean probing;
    private long doneElsewhereBefore;
    private long failedElsewhereBefore;
    private long pauseNs = FIRST_PAUSE.toNanos();
    private long untilNs;
    private String name = "";
    private String failure = "";
  }

  private final Map<Long, History> records = new LinkedHashMap<>();
  private final List<Long> newlyExcluded = new ArrayList<>();
  private final Roster roster;
  private final Clock clock;
  private final Consumer<String> notices;
  private long done;
  private long failed;

  /**
   * Knows nothing bad of any host.
   *
   * @param roster told which hosts are excluded
   * @param notices told of hosts that are excluded, and of those that are no longer
   */
  public HostHealth(Roster roster, Clock clock, Consumer<String> notices) {
    this.roster = roster;
    this.clock = clock;
    this.notices = notices;
  }

  /**
   * Notes that tasks have succeeded.
   *
   * @param failedOn the hosts on which they had failed before
   */
  public void done(long host, int tasks, Set<Long> failedOn) {
    List<String> news = new ArrayList<>(0);
    synchronized (this) {
      History own = records.computeIfAbsent(host, _ -> new History());
      own.done += tasks;
      done += tasks;
      own.inARow = 0;
      own.proofs = 0;
      own.proven = false;
      if (own.excluded) {
        admit(host, own, news);
      }
      own.pauseNs = FIRST_PAUSE.toNanos();
      for (Long other : failedOn) {
        History there = records.get(other);
        if (there != null && other != host && there.inARow > 0) {
          there.proofs++;
          judge(other, there, news);
        }
      }
    }
    news.forEach(notices);
  }

  /** Notes that a task has failed. */
  public void failed(long host, byte[] failure) {
    boolean isOfHost = HostFailures.isOne(failure);
    String text = text(failure);
    List<String> news = new ArrayList<>(0);
    synchronized (this) {
      History own = records.computeIfAbsent(host, _ -> new History());
      if (own.inARow == 0) {
        own.doneElsewhereBefore = done - own.done;
        own.failedElsewhereBefore = failed - own.failed;
      }
      own.failed++;
      failed++;
      own.inARow++;
      own.proven |= isOfHost;
      own.failure = text;
      if (own.probing) {
        own.probing = false;
        own.pauseNs = Math.min(2 * own.pauseNs, LONGEST_PAUSE.toNanos());
        exclude(host, own);
      } else {
        judge(host, own, news);
      }
      records.forEach((other, there) -> reconsider(other, there, news));
    }
    news.forEach(notices);
  }

  private static String text(byte[] failure) {
    try {
      String text = FailureCodec.summaries(failure).getFirst().toString();
      return text.substring(0, Math.min(text.length(), ExcludedHosts.LONGEST_TEXT / 2));
    } catch (RuntimeException e) { // damaged
      return "an unknown failure";
    }
  }

  private void judge(long host, History there, List<String> news) {
    if (!there.excluded && isBad(there) && hasOtherFit(host)) {
      there.name = String.valueOf(roster.hostName(host));
      exclude(host, there);
      newlyExcluded.add(host);
      announce(there, news);
    } else if (there.excluded && !there.announced) {
      announce(there, news);
    }
  }

  private boolean isBad(History there) {
    return there.proofs >= (there.proven ? 1 : PROOFS) || isNoChance(there);
  }

  private boolean isNoChance(History there) {
    long doneElsewhere = done - there.done - there.doneElsewhereBefore;
    long failedElsewhere = failed - there.failed - there.failedElsewhereBefore;
    double rate = (failedElsewhere + 1.0) / (doneElsewhere + failedElsewhere + 2.0);
    return there.inARow * -Math.log(rate) >= NO_CHANCE;
  }

  private boolean hasOtherFit(long host) {
    return roster.fitHosts().stream().anyMatch(other -> other != host);
  }

  private void exclude(long host, History there) {
    there.excluded = true;
    there.untilNs = clock.nanoTime() + there.pauseNs;
    roster.exclude(host);
  }

  /** A person is told when there is proof, or tasks have succeeded elsewhere meanwhile. */
  private void announce(History there, List<String> news) {
    if (there.proofs > 0 || done - there.done > there.doneElsewhereBefore) {
      there.announced = true;
      news.add("host " + there.name + " gets no more tasks for now: " + reason(there));
    }
  }

  private String reason(History there) {
    String last = there.inARow == 1 ? "its last task" : "its last " + there.inARow + " tasks";
    String elsewhere =
        there.proofs > 0
            ? (there.inARow == 1 ? "it" : there.proofs + " of them") + " succeeded on another host"
            : Plural.of(done - there.done - there.doneElsewhereBefore, "task")
                + " succeeded on other hosts";
    return last + " failed (" + there.failure + "), and " + elsewhere;
  }

  /** One that was excluded for want of successes is admitted again when tasks fail elsewhere. */
  private void reconsider(long host, History there, List<String> news) {
    if (there.excluded && there.proofs == 0 && !isNoChance(there)) {
      admit(host, there, news);
      there.inARow = 0;
    }
  }

  private void admit(long host, History there, List<String> news) {
    there.excluded = false;
    there.probing = false;
    roster.admit(host);
    if (there.announced) {
      there.announced = false;
      news.add("host " + there.name + " gets tasks again");
    }
  }

  /** The hosts that were excluded since the last call. */
  synchronized List<Long> newlyExcluded() {
    List<Long> news = List.copyOf(newlyExcluded);
    newlyExcluded.clear();
    return news;
  }

  /** The hosts that get no tasks now, and why. */
  public synchronized List<ExcludedHosts.Host> excluded() {
    List<ExcludedHosts.Host> all = new ArrayList<>();
    records.forEach(
        (host, there) -> {
          if (there.excluded) {
            all.add(new ExcludedHosts.Host(host, there.name, reason(there)));
          }
        });
    return all;
  }

  /** Tries hosts again whose time has come. */
  @Override
  public long doWork(long nowNs) {
    List<String> news = new ArrayList<>(0);
    long dueNs = NOTHING_DUE;
    synchronized (this) {
      boolean noneIsFit = roster.fitHosts().isEmpty();
      for (Map.Entry<Long, History> each : Map.copyOf(records).entrySet()) {
        long host = each.getKey();
        History there = each.getValue();
        if (there.excluded && !roster.hasHost(host)) {
          roster.admit(host);
          records.remove(host);
        } else if (there.excluded && noneIsFit) {
          admit(host, there, news); // the others have left
          there.inARow = 0;
          there.proofs = 0;
        } else if (there.excluded && there.untilNs - nowNs > 0) {
          dueNs = Math.min(dueNs, there.untilNs - nowNs);
        } else if (there.excluded) {
          there.probing = true;
          roster.probe(host);
        }
      }
    }
    news.forEach(notices);
    return dueNs;
  }
}
