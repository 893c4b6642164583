package dev.baton.job.builtin.exec;

import dev.baton.JobFile;
import dev.baton.TaskFunction;
import dev.baton.config.Plural;
import dev.baton.job.Job;
import dev.baton.job.JobFailedException;
import dev.baton.job.Splits;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The job of {@code baton exec}: a command for each input. That a command fails is a result like
 * any other, and fails the job when all have ended, or when it is to be halted for that.
 */
public final class ExecJob implements Job<CommandInput, CommandResult> {

  private static final int LONGEST_LINE = 300;

  private final ExecPlan plan;
  private final PrintStream messages;
  private final PrintStream err;
  private final long resumedMs;
  private final LineFile jobLog;
  private final LineFile usageLog;
  private final @Nullable Results results;
  private final ReturnedFileWriter returned;
  private final Map<String, Path> files = new LinkedHashMap<>();
  private volatile boolean isHalted;
  private long failed;
  private long succeeded;
  private long countedFailed;
  private long countedSucceeded;
  private @Nullable String firstFailure;
  private @Nullable GroupedOutput output;

  /**
   * A job.
   *
   * @param messages for what is to be said of commands
   * @param err for what commands write to standard error
   * @param resumedMs when it was resumed, in milliseconds since the epoch, or 0; of what had ended
   *     before, nothing halts it again
   */
  public ExecJob(ExecPlan plan, PrintStream messages, PrintStream err, long resumedMs) {
    this.plan = plan;
    this.messages = messages;
    this.err = err;
    this.resumedMs = resumedMs;
    this.jobLog = new LineFile(plan.jobLog().orElse(null));
    this.usageLog = new LineFile(plan.usageLog().orElse(null));
    this.returned = new ReturnedFileWriter(plan);
    this.results = plan.results().map(place -> place.open(plan)).orElse(null);
  }

  @Override
  public Splits<CommandInput> split() {
    if (plan.shipsFiles()) {
      plan.inputs().lists().stream()
          .flatMap(list -> list.values().stream())
          .distinct()
          .forEach(this::addIfFile);
    }
    returned.prepare();
    jobLog.add(() -> JobLog.HEADER); // if it cannot be written, no command should run
    if (results != null) {
      results.prepare();
    }
    long count = plan.inputs().count();
    return new Splits<>(
        LongStream.rangeClosed(1, count).takeWhile(_ -> !isHalted).mapToObj(this::input), count);
  }

  private void addIfFile(String value) {
    try {
      Path path = plan.directory().resolve(value);
      if (Files.isRegularFile(path)) {
        files.put(value, path);
      }
    } catch (InvalidPathException e) {
      // It is some other text.
    }
  }

  private CommandInput input(long number) {
    CommandInput plain = plan.input(number);
    if (files.isEmpty()) {
      return plain;
    }
    List<ShippedFile> own = new ArrayList<>();
    for (int i = 0; i < plain.values().size(); i++) {
      @Nullable Path file = files.get(plain.values().get(i));
      if (file != null) {
        own.add(new ShippedFile(i, JobFile.of(file)));
      }
    }
    return new CommandInput(number, plain.values(), own);
  }

  @Override
  public List<Path> inputs() {
    return List.copyOf(files.values());
  }

  @Override
  public TaskFunction<CommandInput, CommandResult> task() {
    return new RunCommand(
        plan.template(),
        plan.attempts(),
        plan.timeout().toMillis(),
        plan.mostBytes(),
        plan.returned());
  }

  @Override
  public boolean ordered() {
    return plan.isOrdered();
  }

  @Override
  public int slots() {
    return plan.jobs();
  }

  @Override
  public void begin(PrintStream out) {
    if (results != null) {
      results.begin(out);
    }
    if (results == null || !results.isInsteadOfOutput()) {
      output = new GroupedOutput(out, err, plan.isTagged());
    }
  }

  @Override
  public void fold(CommandInput input, CommandResult result) {
    returned.add(input, result); // first: who sees the output may look for the files
    if (output != null) {
      output.write(input, result);
    }
    if (result.ending() == CommandResult.Ending.TOO_MUCH_OUTPUT) {
      messages.printf(
          "baton: %s wrote more than %,d bytes, and was ended; its output is lost. Have it write to"
              + " a file, or raise --max-output.%n",
          describe(input), plan.mostBytes());
    } else if (result.ending() == CommandResult.Ending.TIMED_OUT) {
      messages.printf("baton: %s was ended at its time limit.%n", describe(input));
    }
    String host = plan.isOnCluster() ? result.host() : ":";
    String command = describe(input.in(result.slot()));
    if (results != null) {
      results.add(input, result, host, command);
    }
    jobLog.add(() -> JobLog.line(input, result, host, command));
    usageLog.add(() -> UsageLog.line(input, result, command));
    count(input, result);
  }

  private void count(CommandInput input, CommandResult result) {
    boolean isNew = result.startMs() >= resumedMs;
    if (result.isSuccess()) {
      succeeded++;
      countedSucceeded += isNew ? 1 : 0;
    } else {
      failed++;
      countedFailed += isNew ? 1 : 0;
      firstFailure =
          firstFailure == null ? shortened(describe(input)) + ": " + result.reason() : firstFailure;
    }
    if (plan.halt().isReached(countedFailed, countedSucceeded, plan.inputs().count())) {
      isHalted = true;
    }
  }

  @Override
  public boolean hasEnough() {
    return isHalted && plan.halt().when() == Halt.When.NOW;
  }

  private long done() {
    return failed + succeeded;
  }

  @Override
  public void write(PrintStream out, PrintStream notes) {
    jobLog.close();
    usageLog.close();
    if (results != null) {
      results.close();
    }
    if (isHalted && done() < plan.inputs().count() && !isHaltedBySuccess()) {
      throw halted();
    }
    if (failed > 0 && !isHaltedBySuccess()) {
      throw new JobFailedException(outcome());
    }
  }

  /** Whether a result of a task is that of a command that failed. */
  public static boolean isFailure(@Nullable Object result) {
    return result instanceof CommandResult command && !command.isSuccess();
  }

  private JobFailedException halted() {
    return new JobFailedException(
        "Halted after %,d of %s, as --halt says; %s"
            .formatted(done(), Plural.of(plan.inputs().count(), "command"), outcome()));
  }

  /** Whether it stopped early for a reason that is no failure. */
  private boolean isHaltedBySuccess() {
    return isHalted && plan.halt().what() != Halt.What.FAIL;
  }

  /** A line of arguments can be as long as the kernel allows. */
  private static String shortened(String line) {
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + " …";
  }

  private String outcome() {
    return failed == 0
        ? "none failed."
        : "%,d of %s failed, the first: %s."
            .formatted(failed, Plural.of(done(), "command"), firstFailure);
  }

  @Override
  public String describe(CommandInput input) {
    return plan.template().line(input.asTyped());
  }
}
