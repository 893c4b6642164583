package dev.baton.job.builtin.exec;

import dev.baton.job.builtin.exec.CommandResult.Ending;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process and its limits. For one thread, which may be a virtual one: what waits in the kernel,
 * for the new process to be there and for its end, is done by a thread of the platform.
 */
final class WatchedProcess {

  /** How often to look at how much a command has written; the disk is what it may fill. */
  private static final long LOOK_MS = 200;

  /** From the request to end until the end by force: as long as GNU parallel waits. */
  private static final Duration GRACE = Duration.ofMillis(350);

  /** A process in a system call that the kernel does not end is given up after this. */
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

  private static final byte[] NOTHING = {};

  private static final ExecutorService WAITERS =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("baton-exec-", 0).factory());

  private final Start start;
  private final long timeoutMs;
  private final long mostBytes;
  private final CompletableFuture<CommandProcess> started = new CompletableFuture<>();

  /** Starts a process. */
  @FunctionalInterface
  interface Start {
    CommandProcess start() throws IOException, NotStartedException;
  }

  /** How it ended, by whose will, and what it wrote, unless that was too much. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares outcomes
  record Outcome(Ending ending, ProcessEnd end, byte[] out, byte[] err) {
    private Outcome as(Ending other) {
      return ending == Ending.TOO_MUCH_OUTPUT ? this : new Outcome(other, end, out, err);
    }
  }

  /**
   * A process with limits.
   *
   * @param timeoutMs how long it may take, in milliseconds; 0 if that does not matter
   * @param mostBytes how much it may write to either of its outputs
   */
  WatchedProcess(Start start, long timeoutMs, long mostBytes) {
    this.start = start;
    this.timeoutMs = timeoutMs;
    this.mostBytes = mostBytes;
  }

  /**
   * Starts it and waits for its end, or brings that about if a limit is passed.
   *
   * @throws InterruptedException if the task is to end; the process has ended then
   */
  Outcome run() throws IOException, NotStartedException, InterruptedException {
    long startNs = System.nanoTime();
    Future<Outcome> end = WAITERS.submit(this::startAndWait);
    try {
      while (true) {
        long leftMs = leftMs(startNs);
        if (leftMs <= 0) {
          return stop(end).as(Ending.TIMED_OUT);
        }
        try {
          return end.get(Math.min(leftMs, LOOK_MS), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if (started.isDone() && started.resultNow().outputBytes() > mostBytes) {
            return stop(end).as(Ending.TOO_MUCH_OUTPUT);
          }
        }
      }
    } catch (InterruptedException e) {
      try {
        var _ = stop(end);
      } catch (ExecutionException ended) {
        e.addSuppressed(ended);
      }
      throw e;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case NotStartedException known -> throw known;
        case IOException known -> throw known;
        case null, default -> throw new IOException(e.getCause());
      }
    }
  }

  private Outcome startAndWait() throws IOException, NotStartedException {
    try (CommandProcess process = start.start()) {
      started.complete(process);
      ProcessEnd end = process.await();
      return process.outputBytes() > mostBytes
          ? new Outcome(Ending.TOO_MUCH_OUTPUT, end, NOTHING, NOTHING)
          : new Outcome(Ending.OWN, end, process.out(), process.err());
    }
  }

  private long leftMs(long startNs) {
    return timeoutMs == 0
        ? Long.MAX_VALUE
        : timeoutMs - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
  }

  /** Also ends a process that is only being started, as soon as it is there. */
  private Outcome stop(Future<Outcome> end)
      throws IOException, ExecutionException, InterruptedException {
    var _ = started.thenAccept(CommandProcess::terminate);
    try {
      return end.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | InterruptedException e) {
      var _ = started.thenAccept(CommandProcess::kill); // also when asked twice
    }
    try {
      return end.get(KILL_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("A command cannot be ended: the kernel does not let go of it.", e);
    }
  }
}
