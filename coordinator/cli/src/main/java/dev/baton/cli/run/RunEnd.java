package dev.baton.cli.run;

import dev.baton.EnvironmentException;
import dev.baton.cli.dashboard.RunDashboard;
import dev.baton.cli.log.Notice;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.cli.terminal.FailureText;
import dev.baton.cli.terminal.ProgressDisplay;
import dev.baton.cli.terminal.ResultStream;
import dev.baton.config.Durations;
import dev.baton.config.Plural;
import dev.baton.pool.PoolStatistics;
import dev.baton.pool.ProcessPool;
import dev.baton.wire.JobEnded;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a run ends: what the journal, the report and the person are told of it. The first end counts.
 * Thread-safe, as a signal may come at any moment.
 */
final class RunEnd {

  private final Console console;
  private final RunSettings settings;
  private final ProgressDisplay display;
  private final RunObservers observers;
  private final long startNs;
  private volatile boolean isInterrupted;
  private volatile Runnable interrupt = () -> {};
  private volatile @Nullable String cancelledBy;
  private @Nullable ProcessPool pool;
  private @Nullable Duration start;
  private JobEnded.@Nullable State state;
  private @Nullable String message;
  private @Nullable String hint;
  private @Nullable RunReport written;

  /**
   * The end of a run that has begun.
   *
   * @param observers are told of it
   * @param startNs when, as {@link System#nanoTime} says
   */
  RunEnd(Console console, RunSettings settings, RunObservers observers, long startNs) {
    this.startNs = startNs;
    this.console = console;
    this.settings = settings;
    this.display = observers.display();
    this.observers = observers;
  }

  /** The pool can take tasks. */
  synchronized void started(ProcessPool ready) {
    pool = ready;
    start = sinceStart();
  }

  /**
   * From now on it can be cancelled.
   *
   * @param interrupts does what Ctrl-C does, and returns at once
   */
  void onCancel(Runnable interrupts) {
    interrupt = interrupts;
  }

  /**
   * Somebody wants it to end, who need not be at its terminal; returns at once.
   *
   * @param by who, or where, as the end of a sentence
   */
  void cancel(String by) {
    if (!isInterrupted) {
      cancelledBy = by;
    }
    interrupt.run();
  }

  /** Passes on what workers print; what they say when all is being ended is the end of it. */
  void output(String line) {
    if (!isInterrupted) {
      display.println(line);
    }
  }

  /** Passes on what a person should know; nothing is news any more when all is being ended. */
  void notice(String line) {
    if (!isInterrupted) {
      display.println(Notice.line(line));
    }
  }

  /** The result was written. */
  synchronized void done() {
    if (state == null) {
      end(JobEnded.State.DONE, null);
      report(RunReport.Outcome.done);
    }
  }

  /**
   * Nothing more comes of it; the failure, which is told to the person later, gets a hint at what
   * can be done about it.
   */
  synchronized void failed(Throwable failure) {
    if (state != null) {
      return;
    }
    display.close();
    boolean isReaderGone = failure instanceof ResultStream.ClosedPipeException;
    if (isReaderGone) {
      end(JobEnded.State.INTERRUPTED, "the reader of the result has gone");
      report(RunReport.Outcome.interrupted);
    } else if (failure instanceof EnvironmentException) {
      end(JobEnded.State.INTERRUPTED, String.valueOf(FailureText.message(failure)));
      report(RunReport.Outcome.environment);
    } else {
      end(JobEnded.State.FAILED, String.valueOf(FailureText.message(failure)));
      report(RunReport.Outcome.failed);
    }
    if (isReaderGone) {
      String rest = hint == null ? "" : "; " + hint;
      failure.addSuppressed(new ResumeHint("interrupted, as " + message + rest));
    } else if (hint != null) {
      failure.addSuppressed(new ResumeHint(hint));
    }
  }

  /**
   * A signal came, or a cancel: says what that means for the job, and ends the pool.
   *
   * @param exitCode by which a shell will know the signal
   */
  void interrupted(int exitCode) {
    isInterrupted = true;
    ProcessPool running;
    synchronized (this) {
      running = pool;
      String by = cancelledBy;
      String signal =
          "baton: interrupted"
              + (by == null ? ExitCode.signalInBrackets(exitCode) : " (cancelled " + by + ")");
      String next = settings.isOnCluster() ? "" : ", ending the workers";
      if (state == JobEnded.State.DONE) {
        display.println(signal + next + "; the job is done, its result complete");
      } else if (state != null) {
        display.println(signal + next + "; the job had failed: " + message);
      } else {
        display.println(signal + (running == null ? " while starting" : "") + next);
        display.close();
        end(JobEnded.State.INTERRUPTED, by == null ? "interrupted" : "cancelled " + by);
        report(RunReport.Outcome.interrupted);
      }
      display.close();
      if (hint != null) {
        console.err().println("baton: " + hint);
      }
    }
    if (running == null) {
      observers.log().close();
    } else {
      var _ = running.shutdownNow();
    }
    try {
      writePage();
    } catch (EnvironmentException e) {
      console.err().println("baton: " + e.getMessage());
    }
  }

  /** Writes the report's page, once, if there is to be one; the pool has nothing more to tell. */
  synchronized void writePage() {
    if (written != null) {
      observers
          .timeline()
          .writePage(
              written,
              observers.timeline().hasPage()
                  ? settings.profile().sections(line -> display.println(Notice.line(line)))
                  : List.of());
    }
  }

  /** Tells who watches, or has to know of repeated attempts, how it went. */
  synchronized void summarise(PoolStatistics statistics) {
    boolean watched = console.errIsTerminal() && settings.progress() != ProgressDisplay.Mode.NEVER;
    if (!isInterrupted && (watched || statistics.retried() > 0)) {
      String retried =
          statistics.retried() == 0
              ? ""
              : ", " + Plural.of(statistics.retried(), "attempt") + " repeated";
      console
          .err()
          .printf(
              Locale.ROOT,
              "%s: %s on %s in %s%s%n",
              settings.job(),
              Plural.of(statistics.tasks(), "task"),
              Plural.of(statistics.workers(), "worker"),
              Durations.format(sinceStart()),
              retried);
    }
  }

  private void end(JobEnded.State how, @Nullable String why) {
    state = how;
    message = why;
    ProcessPool started = pool;
    boolean canGoOn =
        observers
            .log()
            .ended(how, why == null ? "" : why, started == null ? null : started.progress());
    if (canGoOn) {
      String retry = how == JobEnded.State.FAILED ? " --retry-failed" : "";
      hint =
          "'baton resume %s%s' goes on from here"
              .formatted(observers.log().identity().jobId(), retry);
    }
    RunDashboard dashboard = observers.dashboard();
    if (dashboard != null) {
      dashboard.ended(how.name().toLowerCase(Locale.ROOT), why);
    }
  }

  private void report(RunReport.Outcome outcome) {
    ProcessPool started = pool;
    RunReport report =
        RunReport.of(
            settings.job(),
            outcome,
            message,
            sinceStart(),
            start,
            started == null ? null : started.statistics());
    written = report;
    settings.report().ifPresent(report::write);
  }

  private Duration sinceStart() {
    return Duration.ofNanos(System.nanoTime() - startNs);
  }
}
