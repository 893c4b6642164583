package dev.baton.cli.exec;

import dev.baton.DataSize;
import dev.baton.UsageException;
import dev.baton.cli.command.OptionGroup;
import dev.baton.cli.terminal.OutputFile;
import dev.baton.job.builtin.exec.Halt;
import dev.baton.job.builtin.exec.ResultsPlace;
import dev.baton.job.builtin.exec.ReturnedFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of {@code baton exec} that {@code baton run} does not have. */
public final class ExecOptions {

  /** How the help groups them. */
  public static final OptionGroup GROUP =
      new OptionGroup(
          "What it runs, and how",
          "--jobs",
          "--arg-file",
          "--null",
          "--max-args",
          "--shell",
          "--dry-run",
          "--keep-order",
          "--tag",
          "--halt",
          "--joblog",
          "--usage-log",
          "--results",
          "--return",
          "--cleanup",
          "--max-output");

  /** As a command may write to each of its outputs at most, to be sent in one piece. */
  private static final DataSize LARGEST_OUTPUT = DataSize.parse("512m");

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description =
          "How many commands run at a time (default: one for each core; on a cluster, as many as"
              + " its workers have slots).")
  private @Nullable Integer jobs;

  @Option(
      names = {"-a", "--arg-file"},
      paramLabel = "FILE",
      description = "Read the input from a file, '-' for standard input; may be repeated.")
  private List<String> argFiles = new ArrayList<>();

  @Option(
      names = {"-0", "--null"},
      description = "The input ends with 0 bytes, as of 'find -print0', and not with line ends.")
  private boolean isNullSeparated;

  @Option(
      names = {"-n", "-N", "--max-args"},
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many values of the list a command gets: {} is all of them, {1} the first (default:"
              + " ${DEFAULT-VALUE}).")
  private int maxArgs = 1;

  @Option(
      names = "--shell",
      description =
          "The command is a line for /bin/sh; what is filled in is quoted. Without a command, each"
              + " line of the input is one.")
  private boolean shell;

  @Option(names = "--dry-run", description = "Print the commands, and run nothing.")
  private boolean dryRun;

  @Option(
      names = {"-k", "--keep-order"},
      description = "Print in the order of the input, and not as commands end.")
  private boolean keepOrder;

  @Option(names = "--tag", description = "Begin each line of output with the input, and a tab.")
  private boolean tag;

  @Option(
      names = "--halt",
      paramLabel = "WHEN,WHAT=N",
      defaultValue = "never",
      description =
          "Stop early: 'soon' starts no more commands, 'now' ends those that run, when N (or N%% of"
              + " those that have ended) have come to 'fail', 'success' or 'done' (default:"
              + " ${DEFAULT-VALUE}).")
  private String halt = "never";

  @Option(
      names = "--joblog",
      paramLabel = "FILE",
      description = "Write a line for each command that has ended, in GNU parallel's format.")
  private @Nullable Path jobLog;

  @Option(
      names = "--usage-log",
      paramLabel = "FILE",
      description =
          "Write a line of JSON for each command that has ended: exit code or signal, times,"
              + " CPU.")
  private @Nullable Path usageLog;

  @Option(
      names = {"--results", "--res"},
      paramLabel = "DIR",
      description =
          "Keep what each command writes: in DIR/1/VALUE/stdout, stderr and seq; with placeholders"
              + " in DIR, in a file of that name, or in a folder if it ends with '/'; in a table if"
              + " it ends with .csv or .tsv, and print nothing then.")
  private @Nullable String results;

  @Option(
      names = "--return",
      paramLabel = "FILE",
      description =
          "On a cluster: when a command has ended, bring its file of this name, which may have"
              + " placeholders, from the folder in which it ran to this one; may be repeated.")
  private List<String> returned = new ArrayList<>();

  @Option(names = "--cleanup", description = "Remove the files of --return where the command ran.")
  private boolean cleansUp;

  @Option(
      names = "--max-output",
      paramLabel = "SIZE",
      defaultValue = "16m",
      description =
          "How much a command may write to standard output, to standard error, and to the files of"
              + " --return together; one that writes more has failed (default: ${DEFAULT-VALUE}, at"
              + " most 512m).")
  private DataSize maxOutput = DataSize.parse("16m");

  @Parameters(hidden = true)
  private List<String> words = new ArrayList<>();

  /** How many commands are to run at a time, if the user said so. */
  public Optional<Integer> jobs() {
    if (jobs != null && jobs < 1) {
      throw new UsageException("--jobs must be at least 1, not " + jobs + ".");
    }
    return Optional.ofNullable(jobs);
  }

  public List<String> argFiles() {
    return List.copyOf(argFiles);
  }

  /** How many values of its list a command gets. */
  public int valuesEach() {
    if (maxArgs < 1) {
      throw new UsageException("--max-args must be at least 1, not " + maxArgs + ".");
    }
    return maxArgs;
  }

  public boolean isNullSeparated() {
    return isNullSeparated;
  }

  public boolean shell() {
    return shell;
  }

  public boolean dryRun() {
    return dryRun;
  }

  public boolean keepOrder() {
    return keepOrder;
  }

  public boolean tag() {
    return tag;
  }

  public Halt halt() {
    return Halt.parse(halt);
  }

  public Optional<Path> jobLog() {
    return checked(jobLog, "--joblog");
  }

  public Optional<Path> usageLog() {
    return checked(usageLog, "--usage-log");
  }

  /**
   * Where to keep what commands write.
   *
   * @param base for a path that is not absolute
   */
  public Optional<ResultsPlace> results(Path base) {
    return Optional.ofNullable(results).map(typed -> new ResultsPlace(typed, base));
  }

  /**
   * Which files of commands come back.
   *
   * @param values how many values a command gets
   */
  public ReturnedFiles returned(int values) {
    return ReturnedFiles.of(returned, cleansUp, values);
  }

  public long mostBytes() {
    if (maxOutput.bytes() > LARGEST_OUTPUT.bytes()) {
      throw new UsageException("--max-output is at most 512m: have commands write to files.");
    }
    return maxOutput.bytes();
  }

  /** The command and the lists behind it. */
  public List<String> words() {
    return List.copyOf(words);
  }

  private static Optional<Path> checked(@Nullable Path file, String option) {
    if (file != null) {
      OutputFile.requireWritable(file, option);
    }
    return Optional.ofNullable(file);
  }
}
