package dev.baton.journal;

import dev.baton.codec.FailureCodec;
import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.Logged;
import dev.baton.log.Start;
import dev.baton.store.WorkerSnapshot;
import dev.baton.wire.AttemptTimes;
import dev.baton.wire.Attempts;
import dev.baton.wire.ExcludedHosts;
import dev.baton.wire.HostBeat;
import dev.baton.wire.HostDown;
import dev.baton.wire.JobBeat;
import dev.baton.wire.JobStarted;
import dev.baton.wire.Liveness;
import dev.baton.wire.Quarantined;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.WireRecord;
import dev.baton.wire.WorkerDown;
import dev.baton.wire.WorkerStatus;
import dev.baton.wire.WorkerUp;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All that the journal, and on a cluster the events, have about one job. Not thread-safe. */
public final class JobHistory {

  private static final int LONGEST_TRACE = 4_096;

  /** As many are listed: a run writes down those that were the longest for a while, too. */
  private static final int MOST_LONGEST = 10;

  /** The clocks of broker and coordinator may differ by this much. */
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  /** How far the job was at a time. */
  public record Beat(long atMs, JobBeat progress) {}

  /**
   * A worker died.
   *
   * @param worker {@code host/number}
   * @param task the job's task that it ran, or −1
   */
  public record Death(long atMs, String worker, long task, String evidence) {}

  /**
   * An attempt failed.
   *
   * @param worker {@code host/number}; empty if it is not known
   * @param trace what was thrown, shortened
   */
  public record Failure(
      long atMs, String worker, Attempts attempt, ResultBatch.Times times, String trace) {}

  /**
   * Attempts of one task or several, one of the longest of all, gave results.
   *
   * @param worker {@code host/number}; empty if it is not known
   * @param times their sum
   */
  public record Longest(long atMs, String worker, Attempts attempts, ResultBatch.Times times) {}

  private record Host(long atMs, HostBeat beat) {}

  /** A death before its worker has a name: what a worker did can be heard before it came. */
  private record Fall(long atMs, WorkerDown worker, long task) {}

  private final JobStarted job;
  private final boolean isOnCluster;
  private final List<Beat> beats = new ArrayList<>();
  private final List<Fall> falls = new ArrayList<>();
  private final List<ResultBatch> failed = new ArrayList<>();
  private final List<AttemptTimes> longest = new ArrayList<>();
  private final List<Quarantined> quarantined = new ArrayList<>();
  private final Map<Long, String> hostNames = new HashMap<>();
  private final Map<Long, String> workerNames = new HashMap<>();
  private final Map<Long, Host> hosts = new HashMap<>();
  private final Set<Long> up = new HashSet<>();
  private final List<WorkerSnapshot> workersHere;
  private List<ExcludedHosts.Host> excluded = List.of();
  private int starts;
  private long readyMs;

  JobHistory(JobStarted job, boolean isOnCluster, List<WorkerSnapshot> workersHere) {
    this.job = job;
    this.isOnCluster = isOnCluster;
    this.workersHere = workersHere;
  }

  /**
   * That of a job of this machine.
   *
   * @param workersHere the workers that are on this machine now, its own among them
   * @throws IOException if its journal cannot be read
   */
  public static JobHistory of(
      JobStarted job, JobDirectories directories, List<WorkerSnapshot> workersHere)
      throws IOException {
    JobHistory history = new JobHistory(job, false, workersHere);
    directories.history(job.jobId()).forEach(history::hear);
    return history;
  }

  /**
   * That of a job of a cluster.
   *
   * @throws dev.baton.EnvironmentException if the broker falls silent
   */
  public static JobHistory of(JobStarted job, Log log) {
    JobHistory history = new JobHistory(job, true, List.of());
    Start start = new Start.Since(Instant.ofEpochMilli(job.startedAtMs()).minus(CLOCKS));
    for (Channel channel : List.of(Channel.EVENTS, Channel.JOURNAL, Channel.QUARANTINE)) {
      log.readToEnd(
          new ChannelPartition(channel, 0),
          start,
          WireRecord.class,
          logged -> {
            // The journal has these, too.
            if (channel != Channel.EVENTS || !(logged.record() instanceof JobBeat)) {
              history.hear(logged);
            }
          });
    }
    return history;
  }

  void hear(Logged<WireRecord> logged) {
    long atMs = logged.timestampMs();
    switch (logged.record()) {
      case JobStarted started when isOwn(started.jobId()) -> {
        starts++;
        readyMs = atMs;
      }
      case JobBeat beat when isOwn(beat.jobId()) -> beats.add(new Beat(atMs, beat));
      case Quarantined task when isOwn(task.jobId()) -> quarantined.add(task);
      case ExcludedHosts list when isOwn(list.jobId()) -> excluded = list.hosts();
      case WorkerUp worker -> {
        var _ = hostNames.put(worker.host(), worker.hostName());
        name(worker.hostName(), worker.worker());
        var _ = up.add(worker.worker().incarnation());
      }
      case WorkerDown worker -> down(worker, atMs);
      case HostBeat beat -> {
        var _ = hostNames.put(beat.host(), beat.name());
        var _ = hosts.put(beat.host(), new Host(atMs, beat));
        beat.workers().forEach(worker -> name(beat.name(), worker));
      }
      case HostDown gone -> hosts.remove(gone.host());
      case ResultBatch failures when !isOnCluster || failures.coordinator() == job.coordinator() ->
          failed.add(failures);
      case AttemptTimes attempt when attempt.coordinator() == job.coordinator() ->
          longest.add(attempt);
      default -> {} // of other jobs, or of no matter here
    }
  }

  private boolean isOwn(String jobId) {
    return jobId.equals(job.jobId());
  }

  private void name(String host, WorkerStatus worker) {
    var _ = workerNames.put(worker.incarnation(), host + '/' + worker.number());
  }

  private String workerName(long incarnation) {
    return workerNames.getOrDefault(incarnation, "");
  }

  private void down(WorkerDown worker, long atMs) {
    var _ = up.remove(worker.incarnation());
    boolean ranOwn = worker.runningTask() >= 0 && worker.coordinator() == job.coordinator();
    if (worker.crashed() && (ranOwn || !isOnCluster)) {
      falls.add(new Fall(atMs, worker, ranOwn ? worker.runningTask() : -1));
    }
  }

  /** Whether it is of a cluster, where deaths are those of workers that ran its tasks. */
  public boolean isOnCluster() {
    return isOnCluster;
  }

  /** How far the job was, over time. */
  public List<Beat> beats() {
    return beats;
  }

  /** Whether the log may lack deaths and failed attempts, as there is a bound for these. */
  public boolean isCut() {
    int noted = failed.size() + (isOnCluster ? 0 : falls.size()); // of those, its hosts tell
    return noted >= TroubleNotes.most(isOnCluster);
  }

  /** Deaths of workers: of its own pool, or while they ran its tasks. */
  public List<Death> deaths() {
    return falls.stream().map(this::death).toList();
  }

  private Death death(Fall fall) {
    WorkerDown worker = fall.worker();
    String host = hostNames.getOrDefault(worker.host(), "host " + worker.host());
    return new Death(fall.atMs(), host + '/' + worker.number(), fall.task(), worker.evidence());
  }

  /** Its attempts that failed. */
  public List<Failure> failures() {
    return failed.stream().flatMap(this::failures).toList();
  }

  private Stream<Failure> failures(ResultBatch batch) {
    return batch.results().stream()
        .map(
            entry ->
                new Failure(
                    batch.sentAtMicros() / 1_000,
                    workerName(batch.incarnation()),
                    entry.attempts(),
                    entry.times(),
                    FailureCodec.stackTrace(entry.payload().bytes(), LONGEST_TRACE)));
  }

  /** The attempts with a result that took longest to run, the longest first; a handful of them. */
  public List<Longest> longest() {
    return longest.stream()
        .distinct()
        .sorted(AttemptTimes.BY_LENGTH.reversed())
        .limit(MOST_LONGEST)
        .map(
            attempt ->
                new Longest(
                    attempt.sentAtMicros() / 1_000,
                    workerName(attempt.incarnation()),
                    attempt.attempts(),
                    attempt.times()))
        .toList();
  }

  /** Its tasks that were given up because their workers died. */
  public List<Quarantined> quarantined() {
    return quarantined;
  }

  /** The hosts that get none of its tasks. */
  public List<ExcludedHosts.Host> excluded() {
    return excluded;
  }

  /** How often it was started: more than once if it was resumed. */
  public int starts() {
    return starts;
  }

  /** When its pool could take tasks, after the last start; 0 if that is not known. */
  public long readyMs() {
    return readyMs;
  }

  /** Its tasks that run now, of each worker one; the one that began first is the first. */
  public List<RunningTask> running(long nowMs) {
    Stream<RunningTask> running =
        isOnCluster
            ? hosts(nowMs)
                .flatMap(host -> host.beat().workers().stream())
                .filter(worker -> worker.coordinator() == job.coordinator())
                .map(worker -> RunningTask.of(workerName(worker.incarnation()), worker))
            : workersHere.stream()
                .filter(worker -> worker.coordinator() == job.coordinator())
                .map(worker -> RunningTask.of(workerName(worker.incarnation()), worker));
    return running
        .filter(each -> each.task() >= 0)
        .sorted(Comparator.comparingLong(RunningTask::sinceMs))
        .toList();
  }

  private Stream<Host> hosts(long nowMs) {
    return hosts.values().stream()
        .filter(host -> nowMs - host.atMs() < Liveness.HOST_LOST.toMillis());
  }

  /** How many workers there are that can take tasks, as far as is written down. */
  public long workersUp(long nowMs) {
    if (!isOnCluster) {
      return up.size();
    }
    return hosts(nowMs)
        .filter(host -> !host.beat().draining())
        .flatMap(host -> host.beat().workers().stream())
        .filter(worker -> worker.takesTasks() || worker.startsOnDemand())
        .count();
  }
}
