package dev.baton.cli.status;

import dev.baton.log.Log;
import dev.baton.log.Logged;
import dev.baton.log.RecordReader;
import dev.baton.log.Start;
import dev.baton.wire.Event;
import dev.baton.wire.HostBeat;
import dev.baton.wire.HostDown;
import dev.baton.wire.JobBeat;
import dev.baton.wire.Liveness;
import dev.baton.wire.WhoIsThere;
import dev.baton.wire.WorkerStatus;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Asks all hosts and coordinators of a pool over its events channel what they do. */
final class ClusterStatus {

  /** Hosts beat without being asked; those that have not after a beat and a half are gone. */
  private static final Duration ANSWER_LIMIT = Liveness.HOST_BEAT.multipliedBy(3).dividedBy(2);

  /** Hosts answer at once, so silence after an answer means that all have. */
  private static final Duration QUIET = Duration.ofMillis(400);

  private static final long NS_PER_MS = 1_000_000;

  private final Log log;
  private final String pool;

  ClusterStatus(Log log, String pool) {
    this.log = log;
    this.pool = pool;
  }

  /** What those say that answer. */
  PoolStatus read(long nowMs) {
    Map<Long, HostBeat> hosts = new TreeMap<>();
    Map<Long, JobBeat> jobs = new TreeMap<>();
    try (RecordReader<Event> events = log.events().read(new Start.Latest())) {
      AtomicBoolean wasAsked = new AtomicBoolean(true);
      ask(wasAsked);
      long startNs = System.nanoTime();
      long lastNs = startNs;
      while (System.nanoTime() - startNs < ANSWER_LIMIT.toNanos()
          && (hosts.isEmpty() || !wasAsked.get() || System.nanoTime() - lastNs < QUIET.toNanos())) {
        for (Logged<Event> event : events.read(Duration.ofMillis(100))) {
          if (hear(event.record(), hosts, jobs)) {
            lastNs = System.nanoTime();
          }
        }
      }
    }
    return new PoolStatus(
        hosts.values().stream()
            .map(beat -> host(beat, nowMs))
            .sorted(Comparator.comparing(HostStatus::name))
            .toList(),
        jobs.values().stream()
            .filter(beat -> beat.open() > 0)
            .map(beat -> JobStatus.of(pool, beat))
            .sorted(Comparator.comparing(JobStatus::jobId))
            .toList(),
        null);
  }

  /** Who may only look cannot ask, and waits for the beats instead. */
  private void ask(AtomicBoolean wasAsked) {
    log.events()
        .publish(
            new WhoIsThere(new SplittableRandom().nextLong()),
            failure -> wasAsked.set(failure == null));
  }

  /** Returns whether somebody was heard of for the first time. */
  private static boolean hear(Event event, Map<Long, HostBeat> hosts, Map<Long, JobBeat> jobs) {
    return switch (event) {
      case HostBeat beat -> hosts.put(beat.host(), beat) == null;
      case HostDown down -> hosts.remove(down.host()) != null;
      case JobBeat beat -> jobs.put(beat.coordinator(), beat) == null;
      default -> false;
    };
  }

  private HostStatus host(HostBeat beat, long nowMs) {
    return new HostStatus(
        pool,
        beat.name(),
        beat.pid(),
        null,
        beat.workers().stream().map(worker -> worker(worker, nowMs)).toList());
  }

  private static HostStatus.Worker worker(WorkerStatus worker, long nowMs) {
    boolean runs = worker.runningTask() >= 0;
    return new HostStatus.Worker(
        worker.number(),
        worker.pid(),
        worker.state().name().toLowerCase(Locale.ROOT),
        worker.slots(),
        worker.runningTask(),
        runs ? Math.max(0, nowMs - worker.runningSinceMs()) : 0,
        worker.done(),
        worker.failed(),
        worker.busyNs() / NS_PER_MS,
        null);
  }
}
