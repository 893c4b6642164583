package dev.baton.cli.dashboard;

import dev.baton.cli.terminal.Version;
import dev.baton.codec.FailureCodec;
import dev.baton.config.Plural;
import dev.baton.wire.ExcludedHosts;
import dev.baton.wire.HostBeat;
import dev.baton.wire.HostData;
import dev.baton.wire.HostDown;
import dev.baton.wire.Quarantined;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.WireRecord;
import dev.baton.wire.WorkerDown;
import dev.baton.wire.WorkerStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a dashboard shows, as records and counts tell of it: of one run, or of a pool's log. It
 * holds sums, and no more single things than a page has room for. Thread-safe.
 */
final class DashboardState {

  /** What a source can do on a person's behalf. */
  record Abilities(boolean canDrain, boolean canReplay) {}

  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final int KIND_CHARS = 2_000;

  private record Place(long host, int number) {}

  private final Fleet fleet = new Fleet();
  private final JobRows jobs = new JobRows();
  private final History history = new History();
  private final ProblemList failures = new ProblemList(0);
  private final ProblemList losses = new ProblemList(1);
  private final ProblemList quarantine = new ProblemList(2);
  private final Map<Place, Long> evidence = new HashMap<>();
  private final Map<Long, ExcludedHosts> excluded = new HashMap<>();
  private final String title;
  private final String pool;
  private final String scope;
  private final Abilities abilities;
  private @Nullable String end;
  private @Nullable String notice;
  private long version;
  private long waiting;

  /**
   * The state of something of which nothing is known yet.
   *
   * @param scope {@code run} or {@code cluster}
   */
  DashboardState(String title, String pool, String scope, Abilities abilities) {
    this.title = title;
    this.pool = pool;
    this.scope = scope;
    this.abilities = abilities;
  }

  /** Takes an event of the pool, or the failures among the answers of a worker. */
  synchronized void hear(WireRecord record, long nowMs) {
    switch (record) {
      case HostBeat beat -> fleet.hear(beat, nowMs);
      case HostDown down -> fleet.left(down.host());
      case WorkerDown down -> lost(down, nowMs);
      case ExcludedHosts list -> excluded.put(list.coordinator(), list);
      case ResultBatch failures -> failed("", failures, nowMs);
      case Quarantined task -> quarantined(task);
      default -> {} // says nothing that is shown
    }
  }

  private void lost(WorkerDown down, long nowMs) {
    if (!down.crashed() || losses.has(down.incarnation())) {
      return;
    }
    String task = down.runningTask() < 0 ? "" : ", task " + down.runningTask();
    long text =
        losses.add(
            down.incarnation(),
            nowMs,
            fleet.nameOf(down.host()) + "/" + down.number() + task,
            down.evidence(),
            null);
    evidence.put(new Place(down.host(), down.number()), text);
    evidence.values().removeIf(each -> losses.text(each) == null);
  }

  /** Takes the failures among the answers of a worker to one of several jobs. */
  synchronized void hear(String jobId, ResultBatch failures, long nowMs) {
    failed("job " + jobId + ", ", failures, nowMs);
  }

  private void failed(String job, ResultBatch batch, long nowMs) {
    batch.results().forEach(each -> failed(job, batch, each, nowMs));
  }

  private void failed(String job, ResultBatch batch, ResultBatch.Entry entry, long nowMs) {
    if (entry.status() != ResultBatch.Status.FAILED) {
      return;
    }
    String trace = FailureCodec.stackTrace(entry.payload().bytes(), ProblemList.LONGEST_TEXT);
    String where =
        "%stask %d, attempt %d%s"
            .formatted(
                job,
                entry.attempt().taskId(),
                entry.attempt().attempt(),
                onWorker(batch.incarnation()));
    var _ = failures.add(kind(trace), nowMs, where, trace, null);
  }

  /** Equal for failures that differ in numbers only. */
  private static String kind(String trace) {
    return DIGITS.matcher(trace.substring(0, Math.min(trace.length(), KIND_CHARS))).replaceAll("0");
  }

  private String onWorker(long incarnation) {
    for (Fleet.Known host : fleet.hosts().values()) {
      for (WorkerStatus worker : host.beat().workers()) {
        if (worker.incarnation() == incarnation) {
          return " on " + host.name() + "/" + worker.number();
        }
      }
    }
    return "";
  }

  private void quarantined(Quarantined task) {
    if (quarantine.has(task.id())) {
      return;
    }
    List<String> deaths = task.evidence();
    String last = deaths.isEmpty() ? "no evidence" : deaths.getLast();
    String obstacle =
        task.isReplayable() ? "" : "\n\nIt cannot be run again: " + task.obstacle() + ".";
    var _ =
        quarantine.add(
            task.id(),
            task.atMs(),
            "task " + task.id() + ", " + Plural.plain(deaths.size(), "death"),
            last.lines().findFirst().orElse("") + "\n\n" + String.join("\n\n", deaths) + obstacle,
            abilities.canReplay() && task.isReplayable() ? task.id() : null);
  }

  /**
   * Takes what is counted now, about once a second.
   *
   * @param waitedNs how long the tasks that have ended had waited, all together; negative where
   *     nobody knows
   */
  synchronized void count(List<JobFacts> known, long waitedNs, long nowMs) {
    fleet.tidy(nowMs);
    jobs.update(known, nowMs);
    List<JobFacts> open = known.stream().filter(JobFacts::isRunning).toList();
    long running =
        fleet.hosts().values().stream()
            .flatMap(host -> host.beat().workers().stream())
            .mapToLong(WorkerStatus::running)
            .sum();
    long with = open.stream().mapToLong(JobFacts::running).sum();
    waiting = open.stream().mapToLong(JobFacts::waiting).sum() + Math.max(0, with - running);
    long ended = known.stream().mapToLong(JobFacts::ended).sum();
    history.add(new History.Point(nowMs, ended, waitedNs, Math.min(running, with), waiting));
    version++;
    notifyAll();
  }

  /** Says how the run ended. */
  synchronized void ended(String how) {
    end = how;
    version++;
    notifyAll();
  }

  /** Says what keeps the page from being complete; null if nothing does. */
  synchronized void notice(@Nullable String text) {
    notice = text;
  }

  /**
   * Waits until there is something new.
   *
   * @param seen what was seen before
   * @return what is new; the same if there was nothing within the limit
   */
  synchronized long awaitNews(long seen, long limitMs) throws InterruptedException {
    long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMs);
    long leftMs = limitMs;
    while (version == seen && leftMs > 0) {
      wait(leftMs);
      leftMs = TimeUnit.NANOSECONDS.toMillis(endNs - System.nanoTime());
    }
    return version;
  }

  /** Whether a job is shown that can be cancelled from here. */
  synchronized boolean canCancel(String jobId) {
    return jobs.rows().stream().anyMatch(job -> job.id().equals(jobId) && job.canCancel());
  }

  synchronized boolean hasEnded() {
    return end != null;
  }

  /** The incarnation of a host that is shown and can be drained; null if there is none. */
  synchronized @Nullable String nameOfHost(long incarnation) {
    Fleet.Known host = fleet.hosts().get(incarnation);
    return host == null ? null : host.name();
  }

  /** The whole text of a problem; null if it is not known any more. */
  synchronized @Nullable String text(long number) {
    return Stream.of(failures, losses, quarantine)
        .map(list -> list.text(number))
        .filter(text -> text != null)
        .findFirst()
        .orElse(null);
  }

  /** Whether a task is shown that can be run again. */
  synchronized boolean isReplayable(String id) {
    return quarantine.shown().rows().stream().anyMatch(row -> id.equals(row.replay()));
  }

  /** What a page shows now. */
  synchronized Snapshot snapshot(View view, long nowMs) {
    FleetView shown =
        new FleetView(
            fleet,
            nowMs,
            (host, number) -> evidence.getOrDefault(new Place(host, number), -1L),
            this::problems,
            abilities.canDrain());
    return new Snapshot(
        nowMs,
        new Snapshot.About(title, pool, Version.number(), scope, end, notice),
        new Snapshot.Totals(
            shown.workerCount(),
            shown.slots(),
            shown.running(),
            waiting,
            History.rounded(history.rate()),
            Math.max(-1, history.waitMs()),
            fleet.restarts(),
            losses.shown().total(),
            failures.shown().total()),
        jobs.rows(),
        jobs.more(),
        shown.hosts(),
        shown.moreHosts(),
        shown.workers(view),
        history.series(),
        store(shown.leases()),
        shown.holders(),
        failures.shown(),
        losses.shown(),
        quarantine.shown());
  }

  private List<String> problems(long host) {
    Set<String> open =
        jobs.rows().stream()
            .filter(job -> job.state().equals(JobFacts.RUNNING))
            .map(Snapshot.Job::id)
            .collect(Collectors.toSet());
    List<String> problems = new ArrayList<>();
    for (ExcludedHosts list : excluded.values()) {
      list.hosts().stream()
          .filter(each -> each.host() == host && open.contains(list.jobId()))
          .forEach(
              each -> problems.add("excluded from job " + list.jobId() + ": " + each.reason()));
    }
    return problems;
  }

  private Snapshot.@Nullable Store store(long leases) {
    long[] sums = new long[7];
    for (Fleet.Known host : fleet.hosts().values()) {
      HostData data = host.beat().data();
      sums[0] += data.usedBytes();
      sums[1] += data.warmBytes();
      sums[2] += data.limitBytes();
      sums[3] += data.spilledBytes();
      sums[4] += data.spillLimitBytes();
      sums[5] += data.blobs();
      sums[6] += data.copies().receivedBytes();
    }
    return sums[2] == 0
        ? null
        : new Snapshot.Store(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], leases, sums[6]);
  }
}
