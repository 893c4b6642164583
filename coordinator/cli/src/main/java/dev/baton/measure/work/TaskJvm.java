package dev.baton.measure.work;

import dev.baton.EnvironmentException;
import dev.baton.process.ChildExit;
import dev.baton.process.ChildProcess;
import dev.baton.process.JvmCommand;
import dev.baton.process.JvmFlags;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A JVM of its own for one task: how {@code multiprocessing.Process} does it. Thread-safe. */
public final class TaskJvm implements AutoCloseable {

  /** Far more than any task that is measured takes. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final ChildProcess child;
  private final long beganNs;

  private TaskJvm(ChildProcess child, long beganNs) {
    this.child = child;
    this.beganNs = beganNs;
  }

  /**
   * Starts it.
   *
   * @param flags more flags of the JVM
   * @throws EnvironmentException if it cannot be started
   */
  public static TaskJvm start(TaskDataFile area, int task, Work work, List<String> flags) {
    JvmCommand command =
        JvmCommand.builder(TaskMain.class.getName())
            .flags(JvmFlags.task())
            .flags(flags)
            .argument(area.file().toString())
            .argument(Integer.toString(task))
            .argument(Long.toString(work.seed()))
            .argument(Long.toString(work.waitMs()))
            .argument(Long.toString(work.rounds()))
            .argument(Long.toString(work.reads()))
            .build();
    long beganNs = System.nanoTime();
    return new TaskJvm(ChildProcess.start("task", command, _ -> {}), beganNs);
  }

  /** Its process id. */
  public long pid() {
    return child.pid();
  }

  /**
   * Waits until it is up and begins its task.
   *
   * @return how long that took
   * @throws EnvironmentException if it does not come up
   */
  public Duration awaitUp() {
    var _ = child.awaitReady(LIMIT);
    return Duration.ofNanos(System.nanoTime() - beganNs);
  }

  /**
   * Waits until it has ended.
   *
   * @return how long it lived
   * @throws EnvironmentException if it has not ended well
   */
  public Duration awaitEnd() throws InterruptedException {
    ChildExit exit;
    try {
      exit = child.onExit().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new EnvironmentException("The JVM of a task did not end: " + e.getMessage(), e);
    }
    long tookNs = System.nanoTime() - beganNs;
    if (exit.code() != 0) {
      throw new EnvironmentException(
          "The JVM of a task ended with %s: %s"
              .formatted(exit.describe(), String.join("\n", exit.lastLines())));
    }
    return Duration.ofNanos(tookNs);
  }

  /** Ends it, whatever it does. */
  @Override
  public void close() {
    if (child.isAlive()) {
      child.kill();
      var _ = child.stop(Duration.ofSeconds(1));
    }
  }
}
