package dev.baton.cli.dashboard;

import dev.baton.Phase;
import dev.baton.cli.exec.RecordedInput;
import dev.baton.pool.PoolRecords;
import dev.baton.pool.PoolStatistics;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.Progress;
import dev.baton.wire.Frame;
import dev.baton.wire.JobStarted;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The pool of a run, in this process. */
final class RunSource implements Source {

  /** If there is more within a moment, the rest is left out: a person could not read it. */
  private static final int MOST_HEARD = 4_096;

  private final ProcessPool pool;
  private final JobStarted job;
  private final BlockingQueue<byte[]> heard = new ArrayBlockingQueue<>(MOST_HEARD);
  private final Consumer<byte[]> watcher = heard::offer;

  private volatile String how = JobFacts.RUNNING;
  private volatile @Nullable String message;

  /** Listens to the pool that runs a job, from now on. */
  RunSource(ProcessPool pool, JobStarted job) {
    this.pool = pool;
    this.job = job;
    PoolRecords.watch(pool, watcher);
  }

  @Override
  public void hear(DashboardState state, long limitMs) throws InterruptedException {
    byte[] record = heard.poll(limitMs, TimeUnit.MILLISECONDS);
    if (record != null) {
      state.hear(Frame.decode(record), System.currentTimeMillis());
    }
  }

  @Override
  public void count(DashboardState state, long nowMs) {
    Progress progress = pool.progress();
    PoolStatistics statistics = pool.statistics();
    long failed = progress.failed() + progress.cancelled();
    long unsent = job.tasks() < 0 ? 0 : Math.max(0, job.tasks() - progress.submitted());
    JobFacts facts =
        new JobFacts(
            job.jobId(),
            job.job(),
            String.join(" ", RecordedInput.readable(job.arguments())),
            how,
            job.tasks(),
            progress.done(),
            failed,
            progress.running(),
            progress.pending() + unsent,
            job.startedAtMs(),
            message,
            true);
    long waitedNs = statistics.phases().getOrDefault(Phase.QUEUE, Duration.ZERO).toNanos();
    state.count(List.of(facts), waitedNs, nowMs);
  }

  /** How the job ended, from now on. */
  void ended(String word, @Nullable String why) {
    message = why;
    how = word;
  }

  @Override
  public void close() {
    PoolRecords.unwatch(pool, watcher);
  }
}
