package dev.baton.cli.job;

import dev.baton.UsageException;
import dev.baton.cli.command.ConfiguredOptions;
import dev.baton.cli.command.OptionGroup;
import dev.baton.cli.command.Picocli;
import dev.baton.cli.command.Syntax;
import dev.baton.cli.command.WorkerOptions;
import dev.baton.cli.configuration.Configuration;
import dev.baton.cli.configuration.ConfiguredValue;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.job.Job;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.DuplicateOptionAnnotationsException;
import picocli.CommandLine.Parameters;

/**
 * A command line that names a job: finds the job that is meant, then reads its options and those of
 * the command as one.
 *
 * <p>So the command's options may stand before and after the job's name, and a job may have any
 * others.
 *
 * @param <O> the command's own options, a mixin
 */
public final class JobCommandLine<O> {

  private final String name;
  private final Object alone;
  private final Supplier<O> options;
  private final List<OptionGroup> groups;
  private final Consumer<CommandLine> setUp;
  private final JobCatalog catalog;

  /** What comes behind the command's first options. */
  private static final class JobAndRest {
    @Parameters(hidden = true)
    List<String> words = new ArrayList<>();
  }

  /**
   * A command line up to the job's name.
   *
   * @param options of the command
   * @param entry the job, if one is named
   * @param others all arguments but the job's name
   * @param line for the command's own help
   */
  public record Named<O>(
      O options, Optional<JobEntry> entry, List<String> others, CommandLine line) {}

  /**
   * A whole command line.
   *
   * @param job new, with its options set
   * @param options of the command
   * @param configured the options that were not typed, but configured, as arguments
   * @param line for the help on both
   */
  public record Parsed<O>(Job<?, ?> job, O options, List<String> configured, CommandLine line) {}

  /**
   * A way to read command lines.
   *
   * @param name what the user types, such as {@code baton run}
   * @param alone an object whose annotations describe the command without a job
   * @param options makes the command's own options
   * @param groups how the help groups them
   * @param setUp is applied to each command line before it is used
   * @param catalog the jobs
   */
  public JobCommandLine(
      String name,
      Object alone,
      Supplier<O> options,
      List<OptionGroup> groups,
      Consumer<CommandLine> setUp,
      JobCatalog catalog) {
    this.name = name;
    this.alone = alone;
    this.options = options;
    this.groups = groups;
    this.setUp = setUp;
    this.catalog = catalog;
  }

  /**
   * Reads up to the job's name, and finds the job.
   *
   * @throws UsageException if there is no such job
   */
  public Named<O> name(List<String> arguments) {
    O own = options.get();
    JobAndRest behind = new JobAndRest();
    CommandLine line = Picocli.prepare(alone, name);
    line.addMixin("own", own);
    line.addMixin("job", behind);
    setUp.accept(line);
    line.setStopAtPositional(true);
    var _ = ConfiguredOptions.parse(line, arguments);
    OptionGroup.apply(line, "Options", groups);
    List<String> others = new ArrayList<>(arguments);
    if (behind.words.isEmpty()) {
      return new Named<>(own, Optional.empty(), others, line);
    }
    others.remove(arguments.size() - behind.words.size());
    return new Named<>(own, Optional.of(catalog.find(behind.words.getFirst())), others, line);
  }

  /**
   * Reads the whole line; each time there is a new job.
   *
   * @param others all arguments but the job's name
   * @throws UsageException if the job's options are in the way of the command's
   */
  public Parsed<O> parse(JobEntry entry, List<String> others) {
    Job<?, ?> job = entry.create();
    O own = options.get();
    CommandLine line = Picocli.prepare(job, name + " " + entry.name());
    try {
      line.addMixin("own", own);
    } catch (DuplicateOptionAnnotationsException e) {
      throw new UsageException(
          "Job %s has an option that '%s' has too: %s"
              .formatted(entry.className(), name, e.getMessage()),
          e);
    }
    setUp.accept(line);
    List<String> configured = ConfiguredOptions.parse(line, others);
    OptionGroup.apply(line, "Options of " + entry.name(), groups);
    return new Parsed<>(job, own, configured, line);
  }

  /** Prints what a user can choose from. */
  public void printJobs(PrintStream stream) {
    int width = catalog.entries().stream().mapToInt(entry -> entry.name().length()).max().orElse(0);
    stream.println("Jobs");
    for (JobEntry entry : catalog.entries()) {
      String padding = " ".repeat(width - entry.name().length());
      stream.println("  " + entry.name() + padding + "  " + entry.summary());
    }
    stream.flush();
  }

  /** Says that there is no job on the line, and which there are; returns the exit code. */
  public int withoutJob(CommandLine line, Console console) {
    if (line.isUsageHelpRequested()) {
      List<String> jobs = catalog.entries().stream().map(JobEntry::name).toList();
      Syntax.addWords(
          line, "Jobs", jobs, job -> parse(catalog.find(job), List.of("--help")).line());
      Picocli.printHelp(line, console);
      console.out().println();
      printJobs(console.out());
      return ExitCode.DONE;
    }
    console.err().println("Usage: " + name + " [OPTIONS] JOB [OPTIONS OF THE JOB]\n");
    printJobs(console.err());
    return ExitCode.USAGE;
  }

  /**
   * The jobs, those in the jars of a command line among them: the values of {@code --jar} must be
   * known before the rest can be parsed, for their jobs are part of the syntax.
   *
   * @param command the word of the command, as one may be configured for it
   * @param path what a file's name means
   */
  public static JobCatalog catalog(
      String command, List<String> arguments, Function<String, Path> path) {
    List<String> typed = jarsIn(arguments);
    @Nullable ConfiguredValue configured = Configuration.current().find(command, "jar");
    List<String> names = typed.isEmpty() && configured != null ? List.of(configured.text()) : typed;
    List<Path> jars = names.stream().map(path).toList();
    jars.forEach(WorkerOptions::checkJar);
    return JobCatalog.of(jars);
  }

  /** The values of {@code --jar} as they were typed. */
  public static List<String> jarsIn(List<String> arguments) {
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
