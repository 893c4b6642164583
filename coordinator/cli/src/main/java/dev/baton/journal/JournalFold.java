package dev.baton.journal;

import dev.baton.log.Logged;
import dev.baton.wire.JobBeat;
import dev.baton.wire.JobEnded;
import dev.baton.wire.JobStarted;
import dev.baton.wire.WireRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Makes a view of each job out of the records about it, in their order. For one thread. */
final class JournalFold {

  private final Map<String, JobView> jobs = new LinkedHashMap<>();

  /** Reads on in a channel. */
  void accept(Logged<WireRecord> logged) {
    accept(logged.record(), logged.timestampMs());
  }

  /** Reads on; records about jobs whose start is not there any more are passed over. */
  void accept(WireRecord record, long timestampMs) {
    switch (record) {
      case JobStarted started ->
          jobs.merge(
              started.jobId(),
              new JobView(started, null, null, timestampMs, false),
              // It goes on: what was its end is none.
              (before, now) -> new JobView(started, before.progress(), null, timestampMs, false));
      case JobBeat beat ->
          jobs.computeIfPresent(
              beat.jobId(),
              (_, job) -> new JobView(job.started(), beat, job.end(), timestampMs, false));
      case JobEnded end ->
          jobs.computeIfPresent(
              end.jobId(),
              (_, job) -> new JobView(job.started(), job.progress(), end, timestampMs, false));
      default -> {}
    }
  }

  /** The jobs, in the order of their starts. */
  List<JobView> jobs(Predicate<JobView> isAlive) {
    return jobs.values().stream().map(job -> job.alive(isAlive.test(job))).toList();
  }
}
