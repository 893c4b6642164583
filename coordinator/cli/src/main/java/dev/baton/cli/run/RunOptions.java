package dev.baton.cli.run;

import dev.baton.Attach;
import dev.baton.UsageException;
import dev.baton.cli.command.ClusterOptions;
import dev.baton.cli.command.FaultOptions;
import dev.baton.cli.command.LogOptions;
import dev.baton.cli.command.OptionGroup;
import dev.baton.cli.command.SettingOptions;
import dev.baton.cli.command.WorkerOptions;
import dev.baton.cli.dashboard.DashboardOptions;
import dev.baton.cli.metrics.MetricsOptions;
import dev.baton.cli.profile.ProfileOptions;
import dev.baton.cli.terminal.OutputFile;
import dev.baton.cli.terminal.ProgressDisplay.Mode;
import dev.baton.config.PoolSettings;
import dev.baton.config.Settings;
import dev.baton.config.WorkerSettings;
import dev.baton.pool.RetryPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code baton run} itself, which every job has beside its own. */
public final class RunOptions {

  /** How the help groups these options. */
  public static final List<OptionGroup> GROUPS =
      List.of(
          new OptionGroup(
              "Where it runs (without --bootstrap, a broker and workers are started here)",
              "--bootstrap",
              "--kafka-config",
              "--join",
              "--join-file",
              "--pool",
              "--topic-prefix",
              "--workers",
              "--slots",
              "--heap",
              "--pin",
              "--store",
              "--checksums",
              "--jar",
              "--ship-inputs",
              "--data-dir"),
          new OptionGroup(
              "How it runs", "--attach", "--transport", "--handoff", "--weight", "--keep-going"),
          FaultOptions.GROUP,
          new OptionGroup(
              "When a worker is ended or replaced", SettingOptions.names(WorkerSettings.LIMITS)),
          new OptionGroup(
              MetricsOptions.GROUP.heading(),
              Stream.concat(
                      DashboardOptions.NAMES.stream(), MetricsOptions.GROUP.options().stream())
                  .toList()),
          new OptionGroup(
              "What you see",
              Stream.of(
                      List.of("--progress", "--report"),
                      TimelineOptions.NAMES,
                      ProfileOptions.NAMES,
                      LogOptions.NAMES,
                      List.of("--verbose", "--list", "--help"))
                  .flatMap(List::stream)
                  .toList()));

  @Mixin private ClusterOptions cluster = new ClusterOptions();
  @Mixin private WorkerOptions workers = new WorkerOptions();
  @Mixin private SettingOptions limits = new SettingOptions(WorkerSettings.LIMITS);
  @Mixin private FaultOptions faults = new FaultOptions();
  @Mixin private MetricsOptions metrics = new MetricsOptions();
  @Mixin private DashboardOptions dashboard = new DashboardOptions();
  @Mixin private TimelineOptions timeline = new TimelineOptions();
  @Mixin private LogOptions log = new LogOptions();
  @Mixin private ProfileOptions profile = new ProfileOptions();

  @Mixin
  private SettingOptions ways =
      new SettingOptions(
          List.of(PoolSettings.TRANSPORT, PoolSettings.HANDOFF, PoolSettings.WEIGHT));

  @Option(
      names = "--attach",
      paramLabel = "auto|always|never",
      defaultValue = "auto",
      description =
          "Take workers that 'baton up' keeps warm. With 'auto' for jobs that come with Baton, if"
              + " there are some that fit; with 'always' for your own (--jar) too, which then run"
              + " in the folder and the environment of 'baton up', and it says why if they do not"
              + " fit.")
  private Attach attach = Attach.AUTO;

  @Option(
      names = "--keep-going",
      description =
          "Run the rest when a task has failed, print what comes of it unless the job has no use"
              + " for a part, list what failed, and end with 1; 'baton resume --retry-failed' has"
              + " less to do then.")
  private boolean keepGoing;

  @Option(
      names = "--ship-inputs",
      description =
          "On a cluster: send the files that the job reads to the hosts that do not have them"
              + " under the same path, once to each host.")
  private boolean shipInputs;

  @Option(
      names = "--data-dir",
      paramLabel = "FOLDER",
      description =
          "Where the log of the job is kept until it is done, so that 'baton resume' can go on with"
              + " it (default: $XDG_STATE_HOME/baton or ~/.local/state/baton).")
  private @Nullable Path dataDirectory;

  @Option(
      names = "--progress",
      paramLabel = "auto|always|never",
      defaultValue = "auto",
      description =
          "A bar on a terminal; elsewhere plain lines, with 'auto' only when the job takes a"
              + " while.")
  private Mode progress = Mode.AUTO;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write what happened as JSON: tasks, retries, time by phase, bytes by handoff.")
  private @Nullable Path report;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show the workers' output, and stack traces.")
  private boolean verbose;

  @Option(names = "--list", description = "List all jobs.")
  private boolean list;

  public ClusterOptions cluster() {
    return cluster;
  }

  /**
   * What was typed for settings.
   *
   * @throws UsageException if a value is not allowed
   */
  public Settings settings() {
    Settings settings =
        cluster.isGiven()
            ? Settings.DEFAULT.with(PoolSettings.WORKER_COMMAND, cluster.workerCommand())
            : Settings.DEFAULT;
    return settings
        .with(cluster.settings())
        .with(PoolSettings.ATTACH, attachment())
        .with(workers.settings())
        .with(limits.settings())
        .with(faults.settings())
        .with(ways.settings());
  }

  /** A job of the user's own may look at its folder and its environment, which are others then. */
  private Attach attachment() {
    boolean isOwnJob = !workers.settings().get(WorkerSettings.JARS).isEmpty();
    return attach == Attach.AUTO && (isOwnJob || cluster.isGiven()) ? Attach.NEVER : attach;
  }

  /** The names of the options that were typed and say how to start workers. */
  public List<String> ofLocalWorkers() {
    List<String> attaching = attach == Attach.ALWAYS ? List.of("--attach") : List.of();
    return Stream.of(workers.given(), limits.given(), attaching).flatMap(List::stream).toList();
  }

  /** When a failed task is tried again. */
  public RetryPolicy retry() {
    return faults.retry();
  }

  public boolean shipInputs() {
    return shipInputs;
  }

  public boolean keepGoing() {
    return keepGoing;
  }

  /** Where jobs are to be kept, if the user said so. */
  public Optional<Path> dataDirectory() {
    if (dataDirectory != null && cluster.isGiven()) {
      throw new UsageException(
          "--data-dir is for jobs without a cluster: on a cluster the log is kept by its brokers.");
    }
    return Optional.ofNullable(dataDirectory);
  }

  public MetricsOptions metrics() {
    return metrics;
  }

  public DashboardOptions dashboard() {
    return dashboard;
  }

  /** Where the log goes. */
  public LogOptions log() {
    return log;
  }

  public ProfileOptions profile() {
    return profile;
  }

  public Mode progress() {
    return progress;
  }

  public boolean verbose() {
    return verbose;
  }

  public boolean list() {
    return list;
  }

  /**
   * Where trace and report page go, seen to be writable before the job starts.
   *
   * @throws UsageException if one could not be written
   */
  TimelineOptions timeline() {
    return timeline.checked();
  }

  /**
   * Where the report goes, seen to be writable before the job starts.
   *
   * @throws UsageException if it could not be written at the end
   */
  public Optional<Path> report() {
    if (report != null) {
      OutputFile.requireWritable(report, "--report");
    }
    return Optional.ofNullable(report);
  }
}
