package dev.baton.cli.advise;

import dev.baton.cli.command.Picocli;
import dev.baton.cli.command.SuggestedCommand;
import dev.baton.cli.job.JobCommandLine;
import dev.baton.cli.job.JobEntry;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.job.Job;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code baton advise}: finds the job that is meant, and says how to run it. */
public final class AdviseProgram {

  private final Console console;

  public AdviseProgram(Console console) {
    this.console = console;
  }

  /** The command line up to the job's name. */
  @Command(
      customSynopsis = "baton advise [OPTIONS] JOB [OPTIONS OF THE JOB]",
      description = {
        "Runs a few of a job's tasks, in this JVM and some of them more than once, and predicts how"
            + " long all of them take one after the other, in threads, and in a pool of processes.",
        "Says which way is best, and why; also when that is no pool."
      },
      footer = {
        "%nThe options may stand before or after JOB. 'baton advise --help JOB' shows a job's own."
      })
  private static final class BeforeJob {}

  public int run(List<String> arguments) throws Exception {
    JobCommandLine<AdviseOptions> jobLine =
        new JobCommandLine<>(
            "baton advise",
            new BeforeJob(),
            AdviseOptions::new,
            AdviseOptions.GROUPS,
            _ -> {},
            JobCommandLine.catalog("advise", arguments, Path::of));
    JobCommandLine.Named<AdviseOptions> named = jobLine.name(arguments);
    if (named.entry().isEmpty()) {
      return jobLine.withoutJob(named.line(), console);
    }
    JobEntry entry = named.entry().get();
    JobCommandLine.Parsed<AdviseOptions> parsed = jobLine.parse(entry, named.others());
    if (parsed.line().isUsageHelpRequested()) {
      Picocli.printHelp(parsed.line(), console);
      return ExitCode.DONE;
    }
    Supplier<Job<?, ?>> jobs = () -> jobLine.parse(entry, named.others()).job();
    List<String> ofRun = SuggestedCommand.withoutOwnOptions(arguments);
    return new AdviseRun(console, parsed.options(), entry.name(), ofRun, jobs).run();
  }
}
