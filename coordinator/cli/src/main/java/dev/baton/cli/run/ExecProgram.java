package dev.baton.cli.run;

import dev.baton.Attach;
import dev.baton.UsageException;
import dev.baton.cli.command.ConfiguredOptions;
import dev.baton.cli.command.OptionGroup;
import dev.baton.cli.command.Picocli;
import dev.baton.cli.exec.ExecLine;
import dev.baton.cli.exec.ExecOptions;
import dev.baton.cli.exec.RecordedInput;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.config.PoolSettings;
import dev.baton.config.Settings;
import dev.baton.config.WorkerSettings;
import dev.baton.job.builtin.exec.ExecJob;
import dev.baton.job.builtin.exec.ExecPlan;
import dev.baton.job.builtin.exec.Halt;
import dev.baton.job.builtin.exec.ReturnedFiles;
import dev.baton.journal.JobView;
import dev.baton.process.JvmFlags;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code baton exec}: a command for each input, as a job like any other. */
public final class ExecProgram {

  /** The job's name in the journal. */
  public static final String JOB = "exec";

  /** Options of {@code baton run} that say nothing here, or what a command cannot stand. */
  private static final Set<String> WITHOUT =
      Set.of(
          "--list",
          "--jar",
          "--slots",
          "--keep-going",
          "--handoff",
          "--retry-on",
          "--speculate",
          "--profile", // of the JVMs, which only wait for the commands
          "--flame-graph");

  /** A record of the log holds a mebibyte; what a file holds is a matter of patience. */
  private static final long MOST_CHARS_ON_CLUSTER = 200_000;

  private static final long MOST_CHARS = 64L << 20;

  /** Of commands that are handed out ahead; more make no difference to processes. */
  private static final int WINDOW = 4_096;

  /** The same where as few as possible are to start once it is to stop. */
  private static final int SMALL_WINDOW = 64;

  /** Of one process, the kernel starts children one after the other; more take only memory. */
  private static final int MOST_WORKERS = 8;

  /**
   * Results may wait this long for others, and as much work travels together: nobody notices, and
   * short commands cost coordinator, worker and broker less.
   */
  private static final Duration LINGER = Duration.ofMillis(100);

  private final Console console;
  private final Optional<JobView> resumed;
  private final boolean retriesFailed;

  /** The command line up to the command. */
  @Command(
      customSynopsis = {
        "baton exec [OPTIONS] COMMAND [ARGUMENTS] ::: VALUE...",
        "       … | baton exec [OPTIONS] COMMAND [ARGUMENTS]"
      },
      description = {
        "Runs a command for each value, or each line of its input, in worker processes.",
        "{} is the value, {.} the same without its extension, {/} the file's name, {//} its folder,"
            + " {/.} the name without extension, {#} the number, {%%} the slot; {1} {2} are values"
            + " of several lists. Without any of them, the value becomes the last argument. There"
            + " is no shell, unless --shell asks for one."
      },
      footer = {"%nExit code: 0 if all commands succeeded, 1 if one failed."})
  private static final class BeforeCommand {}

  public ExecProgram(Console console) {
    this(console, Optional.empty(), false);
  }

  /**
   * To go on with a job, whose own arguments are to be given.
   *
   * @param retriesFailed whether commands that failed run again
   */
  ExecProgram(Console console, JobView resumed, boolean retriesFailed) {
    this(console, Optional.of(resumed), retriesFailed);
  }

  private ExecProgram(Console console, Optional<JobView> resumed, boolean retriesFailed) {
    this.console = console;
    this.resumed = resumed;
    this.retriesFailed = retriesFailed;
  }

  /** Runs the commands; returns the exit code. */
  public int run(List<String> arguments) throws Exception {
    return run(arguments, List.of());
  }

  /**
   * Runs the commands; returns the exit code.
   *
   * @param overrides options that count more than the arguments
   */
  int run(List<String> arguments, List<String> overrides) throws Exception {
    RunOptions shared = new RunOptions();
    ExecOptions own = new ExecOptions();
    CommandLine line = prepare(own, shared);
    List<String> options = new ArrayList<>(ConfiguredOptions.parse(line, arguments));
    options.addAll(arguments.subList(0, arguments.size() - own.words().size()));
    if (!overrides.isEmpty()) {
      List<String> all = new ArrayList<>(withoutEnd(options));
      all.addAll(overrides);
      all.add("--");
      all.addAll(own.words());
      return run(all, List.of());
    }
    if (line.isUsageHelpRequested()) {
      OptionGroup.apply(line, "Options", groups(line.getCommandSpec()));
      Picocli.printHelp(line, console);
      return ExitCode.DONE;
    }
    shared.log().begin(resumed.isPresent() ? "resume" : JOB, console);
    ExecLine command = ExecLine.of(own, console);
    RunSettings settings = settings(shared, own);
    ExecPlan plan = plan(command, own, settings);
    return own.dryRun() ? print(plan) : run(plan, settings, withoutEnd(options), command);
  }

  private CommandLine prepare(ExecOptions own, RunOptions shared) {
    CommandLine line = Picocli.prepare(new BeforeCommand(), "baton exec");
    line.addMixin("exec", own);
    line.addMixin("run", shared);
    line.setStopAtPositional(true);
    line.setExpandAtFiles(false); // '@name' is an argument of somebody's command
    CommandSpec command = line.getCommandSpec();
    for (String name : WITHOUT) {
      var _ = command.remove(command.findOption(name));
    }
    OptionSpec attach = command.findOption("--attach");
    var _ = command.remove(attach);
    var _ =
        command.addOption(
            OptionSpec.builder(attach)
                .paramLabel("always|never")
                .description(
                    "Take workers that 'baton up' keeps warm; commands then run in its folder and"
                        + " its environment (default: never).")
                .build());
    OptionSpec progress = command.findOption("--progress");
    var _ = command.remove(progress);
    var _ =
        command.addOption(
            OptionSpec.builder(progress)
                .defaultValue("never")
                .description("A bar on a terminal, plain lines elsewhere (default: never).")
                .build());
    line.setOverwrittenOptionsAllowed(resumed.isPresent());
    if (resumed.isPresent()) {
      line.registerConverter(Path.class, directory()::resolve);
    }
    return line;
  }

  /** Where the names of files lead that are not absolute. */
  private Path directory() {
    return Path.of(resumed.map(view -> view.started().directory()).orElse("")).toAbsolutePath();
  }

  private static List<OptionGroup> groups(CommandSpec command) {
    List<OptionGroup> groups = new ArrayList<>(List.of(ExecOptions.GROUP));
    for (OptionGroup group : RunOptions.GROUPS) {
      List<String> known =
          group.options().stream().filter(name -> command.findOption(name) != null).toList();
      groups.add(new OptionGroup(group.heading(), known));
    }
    return groups;
  }

  private static List<String> withoutEnd(List<String> options) {
    boolean hasEnd = !options.isEmpty() && options.getLast().equals("--");
    return hasEnd ? options.subList(0, options.size() - 1) : options;
  }

  private static RunSettings settings(RunOptions shared, ExecOptions own) {
    RunSettings typed = RunSettings.of(JOB, shared);
    boolean isSoon = own.halt().when() != Halt.When.NEVER;
    int cores = Runtime.getRuntime().availableProcessors();
    int jobs = own.jobs().orElse(cores);
    Settings settings = typed.settings().with(PoolSettings.TASK_TIMEOUT, Duration.ZERO);
    if (!isSoon) {
      settings = settings.with(PoolSettings.LINGER, LINGER);
    }
    if (settings.get(PoolSettings.ATTACH) == Attach.AUTO) {
      settings = settings.with(PoolSettings.ATTACH, Attach.NEVER); // its environment is another one
    }
    if (typed.isOnCluster()) {
      int window = own.jobs().orElse(isSoon ? SMALL_WINDOW : WINDOW);
      return typed.with(settings, window);
    }
    int asked = settings.has(WorkerSettings.WORKERS) ? settings.get(WorkerSettings.WORKERS) : 0;
    int workers = asked == 0 ? workersFor(jobs, cores) : Math.min(asked, jobs);
    settings =
        settings
            .with(WorkerSettings.WORKERS, workers)
            .with(WorkerSettings.SLOTS, Math.ceilDiv(jobs, workers));
    if (settings.get(PoolSettings.ATTACH) == Attach.NEVER) {
      settings = settings.with(WorkerSettings.JVM_OPTIONS, List.of(JvmFlags.QUICK_COMPILER_ONLY));
    }
    boolean isUneven = jobs % workers != 0;
    return typed.with(settings, isSoon || isUneven ? jobs : WINDOW);
  }

  /** So many that each has as many slots as any other, and that together they are the jobs. */
  static int workersFor(int jobs, int cores) {
    int workers = Math.min(Math.min(jobs, cores), MOST_WORKERS);
    while (jobs % workers != 0) {
      workers--;
    }
    return workers;
  }

  private ExecPlan plan(ExecLine command, ExecOptions own, RunSettings settings) {
    ReturnedFiles returned = own.returned(command.inputs().width());
    if (!returned.names().isEmpty() && !settings.isOnCluster()) {
      throw new UsageException(
          "--return is for commands on a cluster: those on this host write their files here.");
    }
    return new ExecPlan(
        command.template(),
        command.inputs(),
        directory(),
        settings.retry().retries() + 1,
        settings.timeout(),
        own.mostBytes(),
        settings.get(WorkerSettings.SLOTS),
        own.keepOrder(),
        own.tag(),
        settings.isOnCluster(),
        settings.shipInputs(),
        own.halt(),
        own.jobLog(),
        own.usageLog(),
        own.results(directory()),
        returned);
  }

  private int print(ExecPlan plan) {
    for (long number = 1; number <= plan.inputs().count(); number++) {
      console.out().println(plan.template().line(plan.input(number)));
    }
    console.out().flush();
    return ExitCode.DONE;
  }

  private int run(ExecPlan plan, RunSettings settings, List<String> options, ExecLine command)
      throws Exception {
    long resumedMs = resumed.isPresent() ? System.currentTimeMillis() : 0;
    ExecJob job = new ExecJob(plan, console.err(), console.err().beside(), resumedMs);
    if (plan.inputs().count() == 0) {
      var _ = job.split(); // checks, and begins the log
      return ExitCode.DONE;
    }
    List<String> recorded =
        RecordedInput.of(
            options,
            command.command(),
            command.inputs().lists(),
            settings.isOnCluster() ? MOST_CHARS_ON_CLUSTER : MOST_CHARS);
    if (!RecordedInput.isWhole(recorded) && !settings.leavesNothing()) {
      console
          .err()
          .println("baton: the input is too large to be kept: this job cannot be resumed.");
    }
    List<String> arguments = resumed.map(view -> view.started().arguments()).orElse(recorded);
    return new JobRun(console, settings, arguments, resumed)
        .failedResults(ExecJob::isFailure, retriesFailed)
        .run(job);
  }
}
