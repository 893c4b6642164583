package dev.baton.job.builtin.exec;

import dev.baton.job.builtin.exec.CommandResult.Ending;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process and its limits. For one thread, which may be a virtual one. */
final class WatchedProcess {

  /**
   * How often to look at how much a command has written, and whether it is still wanted. Memory is
   * what a command may fill meanwhile: some 200 MB in this time, at the speed of {@code yes}.
   */
  private static final Duration LOOK = Duration.ofMillis(50);

  /** From the request to end until the end by force: as long as GNU parallel waits. */
  private static final Duration GRACE = Duration.ofMillis(350);

  /** A process in a system call that the kernel does not end is given up after this. */
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

  private static final Duration END_LIMIT = LOOK.plus(GRACE).plus(KILL_LIMIT);

  private static final byte[] NOTHING = {};

  private static final ExecutorService WAITERS =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("baton-exec-", 0).factory());

  private final Start start;
  private final long timeoutMs;
  private final long mostBytes;
  private volatile boolean isUnwanted;

  /** Starts a process. */
  @FunctionalInterface
  interface Start {
    CommandProcess start() throws IOException, NotStartedException;
  }

  /** How it ended, by whose will, and what it wrote, unless that was too much. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares outcomes
  record Outcome(Ending ending, ProcessEnd end, byte[] out, byte[] err) {}

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
    // What waits in the kernel keeps the carrier of a virtual thread. And a start can wait there
    // for ever, for the file of the program, so that a time limit needs another thread. Without
    // either, changing threads twice would cost as much as a tenth of a short command.
    return timeoutMs == 0 && !Thread.currentThread().isVirtual() ? runHere() : runElsewhere();
  }

  private Outcome runElsewhere() throws IOException, NotStartedException, InterruptedException {
    Future<Outcome> outcome = WAITERS.submit(this::runHere);
    try {
      return timeoutMs == 0
          ? outcome.get()
          : outcome.get(timeoutMs + END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      isUnwanted = true;
      awaitEnd(outcome);
      throw e;
    } catch (TimeoutException e) {
      isUnwanted = true;
      throw cannotBeEnded();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case NotStartedException known -> throw known;
        case IOException known -> throw known;
        case null, default -> throw new IOException(e.getCause());
      }
    }
  }

  private static void awaitEnd(Future<Outcome> outcome) throws IOException, InterruptedException {
    try {
      var _ = outcome.get(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw cannotBeEnded();
    } catch (ExecutionException e) {
      // It was never there, or it has ended as it was told to.
    }
  }

  private Outcome runHere() throws IOException, NotStartedException, InterruptedException {
    long startNs = System.nanoTime();
    try (CommandProcess process = start.start()) {
      while (true) {
        long leftMs = leftMs(startNs);
        Optional<ProcessEnd> end =
            process.await(Duration.ofMillis(Math.clamp(leftMs, 0, LOOK.toMillis())));
        if (end.isPresent()) {
          return ended(process, Ending.OWN, end.get());
        }
        if (leftMs <= 0) {
          return ended(process, Ending.TIMED_OUT, stop(process));
        }
        if (isUnwanted || Thread.interrupted()) {
          stop(process);
          throw new InterruptedException();
        }
        if (process.outputBytes() > mostBytes) {
          return ended(process, Ending.TOO_MUCH_OUTPUT, stop(process));
        }
      }
    }
  }

  private Outcome ended(CommandProcess process, Ending ending, ProcessEnd end) throws IOException {
    return process.outputBytes() > mostBytes
        ? new Outcome(Ending.TOO_MUCH_OUTPUT, end, NOTHING, NOTHING)
        : new Outcome(ending, end, process.out(), process.err());
  }

  private long leftMs(long startNs) {
    return timeoutMs == 0
        ? Long.MAX_VALUE
        : timeoutMs - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
  }

  private static ProcessEnd stop(CommandProcess process) throws IOException {
    process.terminate();
    Optional<ProcessEnd> end = process.await(GRACE);
    if (end.isPresent()) {
      return end.get();
    }
    process.kill();
    return process.await(KILL_LIMIT).orElseThrow(WatchedProcess::cannotBeEnded);
  }

  private static IOException cannotBeEnded() {
    return new IOException("A command cannot be ended: the kernel does not let go of it.");
  }
}
