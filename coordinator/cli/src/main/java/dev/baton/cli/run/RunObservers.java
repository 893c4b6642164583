package dev.baton.cli.run;

import dev.baton.cli.dashboard.RunDashboard;
import dev.baton.cli.metrics.MetricsServer;
import dev.baton.cli.terminal.ProgressDisplay;
import dev.baton.metrics.PoolMetrics;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.ProcessPoolBuilder;
import dev.baton.wire.JobStarted;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of a run while it goes on. Whoever opened them closes them.
 *
 * @param display shows a person how far it is
 * @param log writes it down
 * @param timeline knows when what happened
 * @param metrics counts; null if nobody asked for it
 * @param dashboard shows it in browsers; null if nobody asked for it
 */
record RunObservers(
    ProgressDisplay display,
    RunLog log,
    RunTimeline timeline,
    @Nullable MetricsServer metrics,
    @Nullable RunDashboard dashboard) {

  /** Has them told of a pool from its first worker on. */
  void watch(ProcessPoolBuilder builder) {
    builder.onQuarantined(
        task -> {
          log.quarantined(task);
          if (dashboard != null) {
            dashboard.quarantined(task);
          }
        });
    timeline.watch(builder);
    log.watch(builder);
  }

  /**
   * The pool takes tasks.
   *
   * @param job what the metrics call it
   * @param end can be cancelled
   */
  void started(ProcessPool pool, String job, RunEnd end) {
    log.listen(pool, end::cancel);
    if (metrics != null) {
      new PoolMetrics(pool, job).bindTo(metrics.registry());
      metrics.readiness(() -> pool.workers().isEmpty() ? "no worker takes tasks" : null);
    }
  }

  /** The first task comes next. */
  void begins(JobStarted job, ProcessPool pool, RunEnd end) {
    log.begins(job, pool::progress, pool.knownResults());
    if (dashboard != null) {
      dashboard.follow(pool, job, () -> end.cancel("on its dashboard"));
    }
  }
}
