package dev.baton.cli.status;

import dev.baton.log.Logged;
import dev.baton.wire.Event;
import dev.baton.wire.ExcludedHosts;
import dev.baton.wire.HostBeat;
import dev.baton.wire.HostDown;
import dev.baton.wire.JobBeat;
import dev.baton.wire.Liveness;
import dev.baton.wire.WhoIsThere;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What is heard of a pool's hosts and coordinators on its events channel: before they are asked who
 * is there, and in answer to that. All times are the broker's. For one thread.
 */
final class Roll {

  /** The last that was heard of somebody. */
  private record Heard<B extends Event>(B beat, long atMs, boolean isAnswer) {}

  private final long question;
  private final Map<Long, Heard<HostBeat>> hosts = new TreeMap<>();
  private final Map<Long, Heard<JobBeat>> jobs = new TreeMap<>();
  private final Map<Long, ExcludedHosts> excluded = new TreeMap<>();
  private boolean asked;
  private long nowMs;

  /** Nobody was heard yet; {@code question} is the asker's own in {@link WhoIsThere}. */
  Roll(long question) {
    this.question = question;
  }

  /** Notes an event. */
  void hear(Logged<Event> logged) {
    nowMs = Math.max(nowMs, logged.timestampMs());
    switch (logged.record()) {
      case WhoIsThere asks when asks.asker() == question -> asked = true;
      case HostBeat beat -> hosts.put(beat.host(), new Heard<>(beat, logged.timestampMs(), asked));
      case HostDown down -> hosts.remove(down.host());
      case JobBeat beat ->
          jobs.put(beat.coordinator(), new Heard<>(beat, logged.timestampMs(), asked));
      case ExcludedHosts list -> excluded.put(list.coordinator(), list);
      default -> {} // says nothing that a beat does not say
    }
  }

  /** Whether the question was heard: the broker takes records and gives them back. */
  boolean wasAsked() {
    return asked;
  }

  /** How many have answered. */
  long answers() {
    return hosts.values().stream().filter(Heard::isAnswer).count()
        + jobs.values().stream().filter(Heard::isAnswer).count();
  }

  /** Whether somebody is known who should answer, and all of these have. */
  boolean isComplete() {
    return asked
        && !hosts.isEmpty()
        && hosts.values().stream().allMatch(host -> host.isAnswer() || isSilent(host))
        && jobs.values().stream().allMatch(job -> job.isAnswer() || !isOpen(job));
  }

  /** The hosts that have not left, by incarnation. */
  List<HeardHost> hosts() {
    List<HeardHost> list = new ArrayList<>();
    hosts.values().forEach(host -> list.add(new HeardHost(host.beat(), nowMs - host.atMs())));
    return list;
  }

  /** Why coordinators with open tasks send a host no tasks, one reason for each of them. */
  List<String> exclusions(long host) {
    return jobs().stream()
        .map(job -> excluded.get(job.coordinator()))
        .filter(Objects::nonNull)
        .flatMap(
            list ->
                list.hosts().stream()
                    .filter(each -> each.host() == host)
                    .map(each -> "excluded from job " + list.jobId() + ": " + each.reason()))
        .toList();
  }

  /** The coordinators with open tasks, by incarnation. */
  List<JobBeat> jobs() {
    return jobs.values().stream().filter(this::isOpen).map(Heard::beat).toList();
  }

  private boolean isSilent(Heard<HostBeat> host) {
    return new HeardHost(host.beat(), nowMs - host.atMs()).isSilent();
  }

  private boolean isOpen(Heard<JobBeat> job) {
    return job.beat().open() > 0 && nowMs - job.atMs() <= Liveness.JOB_LOST.toMillis();
  }
}
