package dev.baton.job.builtin.exec;

import dev.baton.TaskContext;
import dev.baton.TaskFunction;
import dev.baton.agent.HostName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Runs the command of an input. That it fails is a result like any other, unless it is to be tried
 * again: then the task fails, and the pool has it tried where it sees fit.
 *
 * @param template of the command
 * @param attempts how often a command that fails is tried in all
 * @param timeoutMs the limit for one attempt, in milliseconds; 0 for none
 * @param mostBytes how much a command may write to standard output, and to standard error
 * @param returned which of its files come back with the result
 */
public record RunCommand(
    CommandTemplate template, int attempts, long timeoutMs, long mostBytes, ReturnedFiles returned)
    implements TaskFunction<CommandInput, CommandResult> {

  private static final byte[] NOTHING = {};

  /** Asked for once, by the first command of a worker. */
  private static final class ThisHost {
    static final String NAME = HostName.get();

    private ThisHost() {}
  }

  /** Loaded by the first command of a worker, not with the job's class in the coordinator. */
  private static final class Library {
    static final Optional<NativeSpawn> NATIVE = NativeSpawn.load();

    static {
      // Whoever kills the group of 'baton exec' kills coordinator, agents and workers, but not the
      // commands, whose groups are their own. So one has to be left that ends them.
      NATIVE.ifPresent(spawn -> spawn.library().leaveGroup());
    }

    private Library() {}
  }

  @Override
  public CommandResult apply(CommandInput input) throws IOException, InterruptedException {
    TaskContext task = TaskContext.current();
    CommandInput inSlot = input.in(task.slot() + 1);
    CommandResult result = runAndReturn(inSlot, task.attempt());
    if (!result.isSuccess() && task.failures() + 1 < attempts) {
      throw new CommandFailedException(template.line(inSlot) + ": " + result.reason());
    }
    return result;
  }

  private CommandResult runAndReturn(CommandInput input, int attempt)
      throws IOException, InterruptedException {
    if (returned.names().isEmpty()) {
      return run(input, attempt);
    }
    try {
      CommandResult result = run(input, attempt);
      return result.ending() == CommandResult.Ending.OWN ? withFiles(result, input) : result;
    } finally {
      returned.cleanUp(input);
    }
  }

  private CommandResult withFiles(CommandResult result, CommandInput input) {
    try {
      return result.with(returned.read(input, result.isSuccess(), mostBytes));
    } catch (ReturnedFiles.NotReturnedException e) {
      return result.notReturned(String.valueOf(e.getMessage()));
    }
  }

  private CommandResult run(CommandInput input, int attempt)
      throws IOException, InterruptedException {
    List<String> argv = template.argv(input);
    Optional<NativeSpawn> library = Library.NATIVE; // takes a while once: not of the command's time
    long startMs = System.currentTimeMillis();
    long startNs = System.nanoTime();
    try {
      WatchedProcess.Outcome outcome =
          new WatchedProcess(() -> start(library, argv), timeoutMs, mostBytes).run();
      return new CommandResult(
          outcome.ending(),
          outcome.end().exitCode(),
          outcome.end().signal(),
          outcome.out(),
          outcome.err(),
          ThisHost.NAME,
          input.slot(),
          attempt,
          startMs,
          (System.nanoTime() - startNs) / 1_000,
          outcome.end().use(),
          List.of());
    } catch (NotStartedException e) {
      return new CommandResult(
          CommandResult.Ending.NOT_STARTED,
          e.exitCode(),
          0,
          NOTHING,
          message(e, argv.getFirst()).getBytes(StandardCharsets.UTF_8),
          ThisHost.NAME,
          input.slot(),
          attempt,
          startMs,
          (System.nanoTime() - startNs) / 1_000,
          ResourceUse.UNKNOWN,
          List.of());
    }
  }

  private static CommandProcess start(Optional<NativeSpawn> library, List<String> argv)
      throws IOException, NotStartedException {
    return library.isPresent() ? NativeProcess.start(library.get(), argv) : JdkProcess.start(argv);
  }

  private static String message(NotStartedException e, String program) {
    boolean isLine = program.chars().anyMatch(Character::isWhitespace);
    String advice = isLine ? " (a line for a shell needs --shell)" : "";
    return "baton exec: cannot run " + e.getMessage() + advice + "\n";
  }
}
