package dev.baton.cli;

import dev.baton.UsageException;
import dev.baton.job.Job;
import dev.baton.journal.JobView;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.DuplicateOptionAnnotationsException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code baton run}: finds the job that is meant, then reads its options and those of {@code run}
 * as one command.
 *
 * <p>So {@code run}'s options may stand before and after the job's name, and a job may have any
 * others.
 */
final class RunProgram {

  private static final String NAME = "baton run";
  private static final Path HERE = Path.of("").toAbsolutePath();

  private final Console console;

  private final Optional<JobView> resumed;

  RunProgram(Console console) {
    this(console, Optional.empty());
  }

  /** To go on with a job, whose own arguments are to be given, perhaps with others behind them. */
  RunProgram(Console console, Optional<JobView> resumed) {
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
  private static final class BeforeJob {
    @Mixin RunOptions options = new RunOptions();

    @Parameters(hidden = true)
    List<String> jobAndRest = new ArrayList<>();
  }

  int run(List<String> arguments) throws Exception {
    JobCatalog catalog = JobCatalog.of(jars(arguments));
    BeforeJob before = new BeforeJob();
    CommandLine line = prepare(before, NAME);
    line.setStopAtPositional(true);
    HelpSections.apply(line, "Options", RunOptions.SECTIONS);
    line.parseArgs(arguments.toArray(String[]::new));
    if (before.options.list()) {
      printJobs(catalog, console.out());
      return ExitCode.DONE;
    }
    if (before.jobAndRest.isEmpty()) {
      return withoutJob(line, catalog);
    }
    JobEntry entry = catalog.find(before.jobAndRest.getFirst());
    int place = arguments.size() - before.jobAndRest.size();
    List<String> others = new ArrayList<>(arguments);
    others.remove(place);
    return runJob(entry, catalog, others, arguments);
  }

  private int withoutJob(CommandLine line, JobCatalog catalog) {
    if (line.isUsageHelpRequested()) {
      Picocli.printHelp(line, console);
      console.out().println();
      printJobs(catalog, console.out());
      return ExitCode.DONE;
    }
    console.err().println("Usage: baton run [OPTIONS] JOB [OPTIONS OF THE JOB]\n");
    printJobs(catalog, console.err());
    return ExitCode.USAGE;
  }

  private int runJob(JobEntry entry, JobCatalog catalog, List<String> arguments, List<String> typed)
      throws Exception {
    Job<?, ?> job = entry.create();
    RunOptions options = new RunOptions();
    CommandLine line = prepare(job, NAME + " " + entry.name());
    try {
      line.addMixin("run", options);
    } catch (DuplicateOptionAnnotationsException e) {
      throw new UsageException(
          "Job " + entry.className() + " has an option that 'baton run' has too: " + e.getMessage(),
          e);
    }
    register(line);
    HelpSections.apply(line, "Options of " + entry.name(), RunOptions.SECTIONS);
    line.parseArgs(arguments.toArray(String[]::new));
    if (line.isUsageHelpRequested()) {
      Picocli.printHelp(line, console);
      return ExitCode.DONE;
    }
    if (options.list()) {
      printJobs(catalog, console.out());
      return ExitCode.DONE;
    }
    RunSettings settings = RunSettings.of(entry.name(), options);
    List<String> own = resumed.map(view -> view.started().arguments()).orElse(typed);
    return new JobRun(console, settings, own, resumed).run(job);
  }

  private CommandLine prepare(Object command, String name) {
    CommandLine line = Picocli.prepare(command, name);
    line.setOverwrittenOptionsAllowed(resumed.isPresent());
    register(line);
    return line;
  }

  /** What a resumed job was told in another folder means what it meant there. */
  private void register(CommandLine line) {
    if (resumed.isPresent()) {
      line.registerConverter(Path.class, this::path);
    }
  }

  private Path path(String text) {
    Path path = Path.of(text);
    Path there = resumed.map(view -> Path.of(view.started().directory())).orElse(HERE);
    return there.equals(HERE) ? path : there.resolve(path);
  }

  private static void printJobs(JobCatalog catalog, PrintStream stream) {
    int width = catalog.entries().stream().mapToInt(entry -> entry.name().length()).max().orElse(0);
    stream.println("Jobs");
    for (JobEntry entry : catalog.entries()) {
      String padding = " ".repeat(width - entry.name().length());
      stream.println("  " + entry.name() + padding + "  " + entry.summary());
    }
    stream.flush();
  }

  /**
   * The values of {@code --jar}, which must be known before the rest can be parsed: their jobs are
   * part of the syntax.
   */
  private List<Path> jars(List<String> arguments) {
    List<Path> jars = jarsIn(arguments).stream().map(this::path).toList();
    jars.forEach(WorkerOptions::checkJar);
    return jars;
  }

  /** The same as they were typed. */
  static List<String> jarsIn(List<String> arguments) {
    List<String> jars = new ArrayList<>();
    for (int i = 0; i < arguments.size() && !arguments.get(i).equals("--"); i++) {
      String argument = arguments.get(i);
      if (argument.startsWith("--jar=")) {
        jars.add(argument.substring("--jar=".length()));
      } else if (argument.equals("--jar") && i + 1 < arguments.size()) {
        jars.add(arguments.get(i + 1));
      }
    }
    return jars;
  }
}
