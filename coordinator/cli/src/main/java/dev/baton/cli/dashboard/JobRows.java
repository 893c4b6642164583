package dev.baton.cli.dashboard;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The jobs of a pool, with how fast they are. Not thread-safe. */
final class JobRows {

  private static final int MOST = 20;

  /** Long enough for a rate of slow tasks, short enough to see that it changes. */
  private static final long WINDOW_MS = 30_000;

  private static final double MS_PER_S = 1_000;

  private record Mark(long atMs, long ended) {}

  private final Map<String, Deque<Mark>> marks = new HashMap<>();
  private List<Snapshot.Job> rows = List.of();
  private int more;

  /** Takes what is known now. */
  void update(List<JobFacts> jobs, long nowMs) {
    marks.keySet().retainAll(jobs.stream().map(JobFacts::id).collect(Collectors.toSet()));
    rows =
        jobs.stream()
            .sorted(
                Comparator.comparing(JobFacts::isRunning)
                    .thenComparingLong(JobFacts::startedMs)
                    .reversed())
            .limit(MOST)
            .map(job -> row(job, nowMs))
            .toList();
    more = jobs.size() - rows.size();
  }

  private Snapshot.Job row(JobFacts job, long nowMs) {
    double rate = job.isRunning() ? rate(job, nowMs) : 0;
    long rest = job.tasks() - job.ended();
    boolean isPredictable = job.isRunning() && job.tasks() >= 0 && rate > 0;
    return new Snapshot.Job(
        job.id(),
        job.name(),
        job.command(),
        job.state(),
        job.tasks(),
        job.done(),
        job.failed(),
        job.running(),
        job.waiting(),
        job.startedMs(),
        History.rounded(rate),
        isPredictable ? (long) (MS_PER_S * Math.max(0, rest) / rate) : -1,
        job.message(),
        job.canCancel() && job.isRunning());
  }

  private double rate(JobFacts job, long nowMs) {
    Deque<Mark> own = marks.computeIfAbsent(job.id(), _ -> new ArrayDeque<>());
    while (own.size() > 1 && nowMs - own.getFirst().atMs > WINDOW_MS) {
      own.removeFirst();
    }
    own.addLast(new Mark(nowMs, job.ended()));
    Mark first = own.getFirst();
    return nowMs <= first.atMs
        ? 0
        : MS_PER_S * Math.max(0, job.ended() - first.ended) / (nowMs - first.atMs);
  }

  List<Snapshot.Job> rows() {
    return rows;
  }

  int more() {
    return more;
  }
}
