package dev.baton.cli.run;

import dev.baton.cli.command.Picocli;
import dev.baton.cli.job.JobCommandLine;
import dev.baton.cli.job.JobEntry;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.journal.JobView;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code baton run}: finds the job that is meant, and runs it. */
public final class RunProgram {

  private static final Path HERE = Path.of("").toAbsolutePath();

  private final Console console;

  private final Optional<JobView> resumed;

  public RunProgram(Console console) {
    this(console, Optional.empty());
  }

  /** To go on with a job, whose own arguments are to be given, perhaps with others behind them. */
  public RunProgram(Console console, Optional<JobView> resumed) {
    this.console = console;
    this.resumed = resumed;
  }

  /** The command line up to the job's name. */
  @Command(
      customSynopsis = "baton run [OPTIONS] JOB [OPTIONS OF THE JOB]",
      description = "Runs a job in worker processes and prints its result.",
      footer = {
        "%nThe options may stand before or after JOB. 'baton run --help JOB' shows a job's own."
      })
  private static final class BeforeJob {}

  public int run(List<String> arguments) throws Exception {
    JobCommandLine<RunOptions> jobLine =
        new JobCommandLine<>(
            "baton run",
            new BeforeJob(),
            RunOptions::new,
            RunOptions.GROUPS,
            this::setUp,
            JobCommandLine.catalog("run", arguments, this::path));
    JobCommandLine.Named<RunOptions> named = jobLine.name(arguments);
    if (named.options().list()) {
      jobLine.printJobs(console.out());
      return ExitCode.DONE;
    }
    if (named.entry().isEmpty()) {
      return jobLine.withoutJob(named.line(), console);
    }
    JobEntry entry = named.entry().get();
    JobCommandLine.Parsed<RunOptions> parsed = jobLine.parse(entry, named.others());
    if (parsed.line().isUsageHelpRequested()) {
      Picocli.printHelp(parsed.line(), console);
      return ExitCode.DONE;
    }
    if (parsed.options().list()) {
      jobLine.printJobs(console.out());
      return ExitCode.DONE;
    }
    parsed.options().log().begin(resumed.isPresent() ? "resume" : "run", console);
    RunSettings settings = RunSettings.of(entry.name(), parsed.options());
    List<String> own =
        resumed
            .map(view -> view.started().arguments())
            .orElseGet(() -> withOptions(arguments, parsed.configured()));
    return new JobRun(console, settings, own, resumed).run(parsed.job());
  }

  /** Arguments with more options, which come before a {@code --}. */
  static List<String> withOptions(List<String> arguments, List<String> options) {
    int end = arguments.contains("--") ? arguments.indexOf("--") : arguments.size();
    List<String> all = new ArrayList<>(arguments);
    all.addAll(end, options);
    return all;
  }

  /** What a resumed job was told in another folder means what it meant there. */
  private void setUp(CommandLine line) {
    line.setOverwrittenOptionsAllowed(resumed.isPresent());
    if (resumed.isPresent()) {
      line.registerConverter(Path.class, this::path);
      line.registerConverter(File.class, text -> path(text).toFile());
    }
  }

  private Path path(String text) {
    Path path = Path.of(text);
    Path there = resumed.map(view -> Path.of(view.started().directory())).orElse(HERE);
    return there.equals(HERE) ? path : there.resolve(path);
  }
}
