package dev.baton.cli.dashboard;

import dev.baton.cli.exec.RecordedInput;
import dev.baton.journal.JobView;
import dev.baton.journal.JournalReader;
import dev.baton.journal.Quarantine;
import dev.baton.log.Log;
import dev.baton.log.Logged;
import dev.baton.log.RecordReader;
import dev.baton.log.Start;
import dev.baton.wire.Event;
import dev.baton.wire.JobBeat;
import dev.baton.wire.JobEnded;
import dev.baton.wire.JobStarted;
import dev.baton.wire.Liveness;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.WireRecord;
import dev.baton.wire.WorkerDown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The log of a pool, on a cluster. */
final class ClusterSource implements Source {

  /** As far back as {@code baton status} looks. */
  private static final Duration LOOK_BACK = Liveness.HOST_LOST.multipliedBy(3);

  /** What is read whole each time, and changes seldom. */
  private static final long READ_EVERY_MS = 10_000;

  private record Heard(JobBeat beat, long atMs) {}

  private final Log log;
  private final RecordReader<Event> events;
  private final Map<Long, Heard> beats = new HashMap<>();
  private final Map<Long, String> jobIds = new HashMap<>();
  private @Nullable JournalReader journal;
  private long readAtMs;

  /** Reads on a connection that may read events, journal and quarantine; closes it in the end. */
  ClusterSource(Log log) {
    this.log = log;
    this.events = log.events().read(new Start.Since(Instant.now().minus(LOOK_BACK)));
  }

  @Override
  public void hear(DashboardState state, long limitMs) {
    for (Logged<Event> logged : events.read(Duration.ofMillis(limitMs))) {
      long nowMs = System.currentTimeMillis();
      Event event = logged.record();
      if (event instanceof JobBeat beat) {
        beats.put(beat.coordinator(), new Heard(beat, nowMs));
      }
      // Ends are not repeated, so it matters when they were.
      state.hear(event, event instanceof WorkerDown ? logged.timestampMs() : nowMs);
    }
  }

  @Override
  public void count(DashboardState state, long nowMs) {
    beats.values().removeIf(heard -> nowMs - heard.atMs > Liveness.JOB_LOST.toMillis());
    if (journal == null) {
      journal = new JournalReader(log, logged -> hear(logged, state));
    }
    journal.readOn(Duration.ZERO);
    if (nowMs - readAtMs >= READ_EVERY_MS) {
      readAtMs = nowMs;
      Quarantine.of(log).forEach(task -> state.hear(task, nowMs));
    }
    state.count(jobs(journal.jobs(nowMs)), -1, nowMs);
  }

  /** A job's start comes before its failures. */
  private void hear(Logged<WireRecord> logged, DashboardState state) {
    switch (logged.record()) {
      case JobStarted started -> jobIds.put(started.coordinator(), started.jobId());
      case ResultBatch batch ->
          state.hear(
              jobIds.getOrDefault(batch.coordinator(), "unknown"), batch, logged.timestampMs());
      default -> {} // the reader makes jobs of it
    }
  }

  private List<JobFacts> jobs(List<JobView> journal) {
    Map<String, JobBeat> open = new HashMap<>();
    beats.values().forEach(heard -> open.put(heard.beat.jobId(), heard.beat));
    List<JobFacts> jobs = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (JobView view : journal) {
      known.add(view.jobId());
      jobs.add(job(view, open.get(view.jobId())));
    }
    open.values().stream()
        .filter(beat -> beat.open() > 0 && !known.contains(beat.jobId()))
        .forEach(beat -> jobs.add(ofProgram(beat)));
    return jobs;
  }

  private static JobFacts job(JobView view, @Nullable JobBeat live) {
    JobBeat progress = live == null ? view.progress() : live;
    JobEnded end = view.end();
    return new JobFacts(
        view.jobId(),
        view.started().job(),
        String.join(" ", RecordedInput.readable(view.started().arguments())),
        view.state().name().toLowerCase(Locale.ROOT),
        view.started().tasks(),
        progress == null ? 0 : Math.max(progress.done(), view.done()),
        progress == null ? 0 : progress.failed(),
        progress == null ? 0 : progress.dispatched(),
        progress == null ? 0 : waiting(view, progress),
        view.started().startedAtMs(),
        end == null || end.message().isEmpty() ? null : end.message(),
        true);
  }

  /** Those that its coordinator has not split off yet wait as well. */
  private static long waiting(JobView view, JobBeat progress) {
    long tasks = view.started().tasks();
    return tasks < 0
        ? progress.pending()
        : Math.max(0, tasks - progress.done() - progress.failed() - progress.dispatched());
  }

  private static JobFacts ofProgram(JobBeat beat) {
    return new JobFacts(
        beat.jobId(),
        "program",
        "",
        JobFacts.RUNNING,
        -1,
        beat.done(),
        beat.failed(),
        beat.dispatched(),
        beat.pending(),
        0,
        null,
        false);
  }

  @Override
  public void close() {
    if (journal != null) {
      journal.close();
    }
    events.close();
    log.close();
  }
}
