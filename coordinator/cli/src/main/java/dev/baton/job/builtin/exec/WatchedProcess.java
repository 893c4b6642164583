package dev.baton.job.builtin.exec;

import dev.baton.job.builtin.exec.CommandResult.Ending;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process and its limits. For one thread, which may be a virtual one: the call that waits in the
 * kernel is made by a thread of the platform.
 */
final class WatchedProcess {

  /** How often to look at how much a command has written; the disk is what it may fill. */
  private static final long LOOK_MS = 200;

  /** From the request to end until the end by force: as long as GNU parallel waits. */
  private static final Duration GRACE = Duration.ofMillis(350);

  /** A process in a system call that the kernel does not end is given up after this. */
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

  private static final ExecutorService WAITERS =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("baton-exec-", 0).factory());

  private final CommandProcess process;
  private final long timeoutMs;
  private final long mostBytes;

  /** How it ended, and by whose will. */
  record Outcome(Ending ending, ProcessEnd end) {}

  /**
   * A process with limits.
   *
   * @param timeoutMs how long it may take, in milliseconds; 0 if that does not matter
   * @param mostBytes how much it may write to either of its outputs
   */
  WatchedProcess(CommandProcess process, long timeoutMs, long mostBytes) {
    this.process = process;
    this.timeoutMs = timeoutMs;
    this.mostBytes = mostBytes;
  }

  /**
   * Waits for the end, and brings it about if a limit is passed.
   *
   * @throws InterruptedException if the task is to end; the process has ended then
   */
  Outcome run() throws IOException, InterruptedException {
    Future<ProcessEnd> end = WAITERS.submit(process::await);
    long startNs = System.nanoTime();
    try {
      while (true) {
        long leftMs = leftMs(startNs);
        if (leftMs <= 0) {
          return new Outcome(Ending.TIMED_OUT, stop(end));
        }
        try {
          ProcessEnd own = end.get(Math.min(leftMs, LOOK_MS), TimeUnit.MILLISECONDS);
          return new Outcome(
              process.outputBytes() > mostBytes ? Ending.TOO_MUCH_OUTPUT : Ending.OWN, own);
        } catch (TimeoutException e) {
          if (process.outputBytes() > mostBytes) {
            return new Outcome(Ending.TOO_MUCH_OUTPUT, stop(end));
          }
        }
      }
    } catch (InterruptedException e) {
      var _ = stop(end);
      throw e;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private long leftMs(long startNs) {
    return timeoutMs == 0
        ? Long.MAX_VALUE
        : timeoutMs - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
  }

  private ProcessEnd stop(Future<ProcessEnd> end) throws IOException, InterruptedException {
    process.terminate();
    try {
      return end.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (TimeoutException | InterruptedException e) {
      process.kill(); // also when asked twice
    }
    try {
      return end.get(KILL_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("A command cannot be ended: the kernel does not let go of it.", e);
    }
  }
}
