package dev.baton.cli.run;

import dev.baton.Transport;
import dev.baton.UsageException;
import dev.baton.cli.command.JournalOptions;
import dev.baton.cli.dashboard.DashboardOptions;
import dev.baton.cli.dashboard.RunDashboard;
import dev.baton.cli.metrics.MetricsOptions;
import dev.baton.cli.profile.ProfileFiles;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ProgressDisplay.Mode;
import dev.baton.config.PoolSettings;
import dev.baton.config.Setting;
import dev.baton.config.Settings;
import dev.baton.log.kafka.PoolTopics;
import dev.baton.pool.RetryPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a job is to be run: the options of {@code baton run}, each of them checked.
 *
 * @param job the job's name
 * @param cluster Kafka client properties; empty if broker and workers are started here
 * @param settings of the pool and its workers
 * @param retry when a failed task is tried again
 * @param keepGoing whether the rest runs when a task has failed
 * @param shipInputs whether hosts get the files that the job reads
 * @param dataDirectory where jobs without a cluster are kept
 * @param progress what to show of the progress
 * @param report where the report goes
 * @param timeline where trace and report page go
 * @param profile where the profile of the workers goes
 * @param metrics where its figures are served while it runs
 * @param dashboard where its dashboard is served
 * @param verbose whether to show what workers and broker print
 * @param timeout the limit of one attempt, for a job that keeps it by itself
 * @param window how many tasks are handed out ahead of their results
 */
record RunSettings(
    String job,
    Map<String, String> cluster,
    Settings settings,
    RetryPolicy retry,
    boolean keepGoing,
    boolean shipInputs,
    Path dataDirectory,
    Mode progress,
    Optional<Path> report,
    TimelineOptions timeline,
    ProfileFiles profile,
    MetricsOptions metrics,
    DashboardOptions dashboard,
    boolean verbose,
    Duration timeout,
    int window) {

  /**
   * Tasks of jobs are few and large beside those of a program's maps, and so may their results be.
   */
  private static final int WINDOW = 4_096;

  /**
   * Checks what was given.
   *
   * @throws UsageException naming the option
   */
  static RunSettings of(String job, RunOptions options) {
    RunSettings settings =
        new RunSettings(
            job,
            options.cluster().clientProperties(),
            options.settings(),
            options.retry(),
            options.keepGoing(),
            options.shipInputs(),
            JournalOptions.data(options.dataDirectory()),
            options.progress(),
            options.report(),
            options.timeline(),
            options.profile().files(),
            options.metrics(),
            options.dashboard(),
            options.verbose(),
            options.settings().get(PoolSettings.TASK_TIMEOUT),
            WINDOW);
    if (settings.shipInputs() && !settings.isOnCluster()) {
      throw new UsageException(
          "--ship-inputs is for jobs on a cluster: workers of this host read the files"
              + " themselves.");
    }
    if (settings.isOnCluster()) {
      rejectLocalOptions(options.ofLocalWorkers());
      rejectProfile(settings.profile());
    }
    if (settings.leavesNothing()) {
      rejectLog(settings, options);
    }
    return settings;
  }

  /**
   * The same for a job whose tasks fail by result, and which knows better how its pool is to be.
   */
  RunSettings with(Settings better, int tasksAhead) {
    return new RunSettings(
        job,
        cluster,
        better,
        retry,
        true,
        shipInputs,
        dataDirectory,
        progress,
        report,
        timeline,
        profile,
        metrics,
        dashboard,
        verbose,
        timeout,
        tasksAhead);
  }

  <T> T get(Setting<T> setting) {
    return settings.get(setting);
  }

  /** Serves the dashboard of the run; null if nobody asked for one. */
  @Nullable RunDashboard serveDashboard(Console console) {
    boolean isKept = !isOnCluster() && !leavesNothing();
    @Nullable List<String> where =
        isKept ? List.of("--data-dir=" + dataDirectory.toAbsolutePath().normalize()) : null;
    return dashboard.serve(job, pool(), where, console);
  }

  /** The pool's name. */
  String pool() {
    return get(PoolSettings.POOL);
  }

  /** The topics of the pool. */
  PoolTopics topics() {
    return PoolTopics.of(settings);
  }

  /** Whether the workers are those that joined a cluster. */
  boolean isOnCluster() {
    return !cluster.isEmpty();
  }

  /** Whether nothing of the run is to be on a log. */
  boolean leavesNothing() {
    return get(PoolSettings.TRANSPORT) == Transport.LOCAL;
  }

  private static void rejectLog(RunSettings settings, RunOptions options) {
    String given =
        settings.isOnCluster()
            ? "--bootstrap"
            : options.dataDirectory().isPresent() ? "--data-dir" : null;
    if (given != null) {
      throw new UsageException(
          "--transport local has no log, and " + given + " is for one: leave one of them out.");
    }
  }

  private static void rejectProfile(ProfileFiles profile) {
    if (profile.recording().isPresent()) {
      throw new UsageException(
          "--profile is for workers that this command starts, but on a cluster they run already:"
              + " leave it out, or run the job here without --bootstrap.");
    }
  }

  private static void rejectLocalOptions(List<String> given) {
    if (!given.isEmpty()) {
      throw new UsageException(
          given.getFirst()
              + " says how to start workers, but on a cluster they run already: give it to 'baton"
              + " worker'.");
    }
  }
}
