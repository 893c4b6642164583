package dev.baton.cli.dashboard;

import dev.baton.EnvironmentException;
import dev.baton.UsageException;
import dev.baton.process.ChildExit;
import dev.baton.process.ChildProcess;
import dev.baton.process.JvmCommand;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks from the quarantine as {@code baton quarantine replay} does, in a process of their
 * own: they have ended processes before. One at a time. Thread-safe.
 */
final class Replays implements AutoCloseable {

  private static final String BATON = "dev.baton.cli.Baton";
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final int MOST_LINES = 200;

  private final DashboardState state;
  private final List<String> where;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile @Nullable ChildProcess running;
  private volatile boolean closed;

  /** Replays of what is shown, and is recorded where these options of the command line say. */
  Replays(DashboardState state, List<String> where) {
    this.state = state;
    this.where = List.copyOf(where);
  }

  /**
   * Runs a task, and waits for its end.
   *
   * @return what it printed, and what came of it
   */
  String run(String task) {
    if (!state.isReplayable(task)) {
      throw new UsageException("Task " + task + " is not shown, or cannot be run again.");
    }
    if (!turn.tryLock()) {
      throw new UsageException("Another task is being run again; wait for its end.");
    }
    try {
      return run(new ConcurrentLinkedDeque<>(), task);
    } finally {
      running = null;
      turn.unlock();
    }
  }

  private String run(ConcurrentLinkedDeque<String> said, String task) {
    JvmCommand.Builder command =
        JvmCommand.builder(BATON)
            .flags(
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .filter(flag -> !flag.startsWith("-agentlib:"))
                    .toList());
    Stream.concat(Stream.of("quarantine", "replay", task), where.stream())
        .forEach(command::argument);
    ChildProcess child =
        ChildProcess.start("baton replay", command.build(), line -> note(said, line));
    running = child;
    if (closed) {
      child.kill();
    }
    try {
      ChildExit exit = child.onExit().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      return said.stream().collect(Collectors.joining("\n", "", "\n"))
          + (exit.code() == 0 ? "It gave a result." : "It failed again: " + exit.describe() + ".");
    } catch (TimeoutException e) {
      child.kill();
      throw new EnvironmentException("The task ran for " + LIMIT.toMinutes() + " min.", e);
    } catch (InterruptedException e) {
      child.kill();
      Thread.currentThread().interrupt();
      throw new EnvironmentException("The dashboard is ending.", e);
    } catch (ExecutionException | CompletionException e) {
      throw new EnvironmentException("The task could not be run: " + e.getMessage(), e);
    }
  }

  private static void note(ConcurrentLinkedDeque<String> said, String line) {
    said.addLast(line);
    if (said.size() > MOST_LINES) {
      var _ = said.pollFirst();
    }
  }

  /** Ends the one that runs. */
  @Override
  public void close() {
    closed = true;
    ChildProcess child = running;
    if (child != null) {
      child.kill();
    }
  }
}
