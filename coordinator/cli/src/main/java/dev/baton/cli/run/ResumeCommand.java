package dev.baton.cli.run;

import dev.baton.UsageException;
import dev.baton.cli.command.JournalOptions;
import dev.baton.cli.command.LogOptions;
import dev.baton.cli.configuration.Configuration;
import dev.baton.cli.dashboard.DashboardOptions;
import dev.baton.cli.metrics.MetricsOptions;
import dev.baton.cli.profile.ProfileOptions;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.cli.terminal.OutputFile;
import dev.baton.cli.terminal.ProgressDisplay.Mode;
import dev.baton.journal.JobDirectories;
import dev.baton.journal.JobView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baton resume}: goes on with a job whose coordinator is gone. */
@Command(
    description = {
      "Goes on with a job that was interrupted, killed or failed: runs the tasks that have no"
          + " result yet, with the options it was started with, in the folder where it was started,"
          + " and prints the whole result.",
      "The result of a job that is done is printed once more.",
      "'baton jobs' lists the jobs."
    })
public final class ResumeCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "JOB-ID", arity = "1", description = "The job, as 'baton jobs' says.")
  private String jobId = "";

  @Option(
      names = "--retry-failed",
      description =
          "Also continue a failed job: tasks without a result run again, and of 'baton exec' the"
              + " commands that failed.")
  private boolean retryFailed;

  @Mixin private JournalOptions journal = new JournalOptions();

  @Option(
      names = "--progress",
      paramLabel = "auto|always|never",
      description = "As for 'baton run' (default: what the job was started with).")
  private @Nullable Mode progress;

  @Option(names = "--report", paramLabel = "FILE", description = "As for 'baton run'.")
  private @Nullable Path report;

  @Mixin private ProfileOptions profile = new ProfileOptions();
  @Mixin private MetricsOptions metrics = new MetricsOptions();
  @Mixin private DashboardOptions dashboard = new DashboardOptions();
  @Mixin private TimelineOptions timeline = new TimelineOptions();
  @Mixin private LogOptions log = new LogOptions();

  @Option(
      names = {"-v", "--verbose"},
      description = "Show the workers' output, and stack traces.")
  private boolean verbose;

  public ResumeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    log.begin("resume", console);
    JobView job = journal.find(jobId);
    boolean isLocal = !journal.cluster().isGiven();
    if (isLocal && job.state() == JobView.State.DONE) {
      return printAgain();
    }
    // Commands that failed have a result, and others may go on.
    Resumption.check(job, retryFailed || job.started().job().equals(ExecProgram.JOB));
    if (isLocal) {
      var _ = Resumption.directory(job.started());
    }
    // What was configured when it was started is among its arguments.
    return Configuration.NONE.during(() -> goOn(job));
  }

  private int goOn(JobView job) throws Exception {
    List<String> own = job.started().arguments();
    if (job.started().job().equals(ExecProgram.JOB)) {
      return new ExecProgram(console, job, retryFailed).run(own, overrides());
    }
    return new RunProgram(console, Optional.of(job)).run(RunProgram.withOptions(own, overrides()));
  }

  private int printAgain() throws IOException {
    Path kept = new JobDirectories(JournalOptions.data(journal.dataDirectory())).result(jobId);
    if (!Files.exists(kept)) {
      throw new UsageException(
          "Job " + jobId + " is done, and its result was too large to be kept. Run it again.");
    }
    console.err().println("baton: job " + jobId + " is done; this is its result once more");
    var _ = Files.copy(kept, console.out());
    console.out().flush();
    return ExitCode.DONE;
  }

  /** What this command says, which counts where both say something. */
  private List<String> overrides() {
    List<String> overrides = new ArrayList<>();
    journal
        .dataDirectory()
        .ifPresent(folder -> overrides.add("--data-dir=" + folder.toAbsolutePath().normalize()));
    overrides.addAll(journal.cluster().asArguments());
    if (progress != null) {
      overrides.add("--progress=" + progress.name().toLowerCase(Locale.ROOT));
    }
    if (report != null) {
      overrides.add(OutputFile.argument("--report", report));
    }
    overrides.addAll(timeline.asArguments());
    overrides.addAll(profile.asArguments());
    overrides.addAll(metrics.asArguments());
    overrides.addAll(dashboard.asArguments());
    overrides.addAll(log.asArguments());
    if (verbose) {
      overrides.add("--verbose");
    }
    return overrides;
  }
}
