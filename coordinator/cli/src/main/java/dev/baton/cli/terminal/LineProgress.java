package dev.baton.cli.terminal;

import dev.baton.config.Durations;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Shows progress as plain lines, for logs and files. Thread-safe. */
final class LineProgress implements ProgressDisplay {

  /** With {@code always}: soon, then as often as a person reads a log that scrolls. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private static final Duration OFTEN = Duration.ofSeconds(3);

  /**
   * With {@code auto}: nothing for a job that is over before anybody asks; sparing afterwards, as
   * logs are kept.
   */
  private static final Duration LATE = Duration.ofSeconds(5);

  private static final Duration SELDOM = Duration.ofSeconds(10);

  private final String job;
  private final PrintStream err;
  private final boolean lastAlways;
  private final long startNs = System.nanoTime();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final Thread ticker;

  private @Nullable String status;
  private long firstDoneNs = -1;
  private long done;
  private long total = -1;
  private boolean printed;
  private boolean printedStatus;
  private boolean closed;

  private LineProgress(
      String job, PrintStream err, Duration first, Duration interval, boolean lastAlways) {
    this.job = job;
    this.err = err;
    this.lastAlways = lastAlways;
    this.ticker =
        Thread.ofPlatform().daemon().name("progress").unstarted(() -> tick(first, interval));
    ticker.start();
  }

  /** Lines from the first second on. */
  static LineProgress always(String job, PrintStream err) {
    return new LineProgress(job, err, SOON, OFTEN, true);
  }

  /** Lines only if the job takes a while. */
  static LineProgress whenLong(String job, PrintStream err) {
    return new LineProgress(job, err, LATE, SELDOM, false);
  }

  @Override
  public void status(String text) {
    locked(() -> status = text);
  }

  @Override
  public void update(long done, long total) {
    lock.lock();
    try {
      if (firstDoneNs < 0) {
        firstDoneNs = System.nanoTime();
      }
      this.status = null;
      this.done = done;
      this.total = total;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void println(String line) {
    locked(() -> err.println(line));
  }

  @Override
  public void makeRoom() {}

  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      ended.signalAll();
      if ((printed || lastAlways) && status == null) {
        print();
      }
    } finally {
      lock.unlock();
    }
  }

  private void tick(Duration first, Duration interval) {
    lock.lock();
    try {
      long waitNs = first.toNanos();
      while (!closed) {
        waitNs = ended.awaitNanos(waitNs);
        if (waitNs <= 0 && !closed) {
          if (status == null || !printedStatus) {
            print();
          }
          printedStatus = status != null;
          printed = true;
          waitNs = interval.toNanos();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void print() {
    String text = status;
    err.println(job + ": " + (text == null ? line() : text));
  }

  private String line() {
    StringBuilder text = new StringBuilder().append(done);
    if (total >= 0) {
      text.append(" of ").append(total);
    }
    text.append(total == 1 ? " task" : " tasks");
    if (total > 0) {
      text.append(" (").append(100 * done / total).append(" %)");
    }
    long nowNs = System.nanoTime();
    double rate = done / Math.max(1e-3, (nowNs - firstDoneNs) / 1e9);
    if (done > 0) {
      text.append(String.format(Locale.ROOT, rate < 10 ? ", %.1f/s" : ", %.0f/s", rate));
    }
    boolean goesOn = !closed;
    if (goesOn && done > 0 && done < total) {
      Duration left = Duration.ofMillis((long) ((total - done) / rate * 1_000));
      text.append(", about ").append(Durations.format(left)).append(" left");
    } else {
      text.append(", ").append(Durations.format(Duration.ofNanos(nowNs - startNs)));
    }
    return text.toString();
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }
}
