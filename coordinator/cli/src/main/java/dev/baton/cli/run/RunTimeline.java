package dev.baton.cli.run;

import dev.baton.EnvironmentException;
import dev.baton.PoolEvent;
import dev.baton.cli.exec.RecordedInput;
import dev.baton.cli.report.ReportPage;
import dev.baton.cli.report.ReportSection;
import dev.baton.cli.report.ReportSink;
import dev.baton.cli.report.RunFacts;
import dev.baton.cli.terminal.Printable;
import dev.baton.cli.terminal.Version;
import dev.baton.cli.timeline.TimedSplits;
import dev.baton.cli.timeline.TraceFile;
import dev.baton.pool.ProcessPoolBuilder;
import dev.baton.role.Clock;
import dev.baton.timeline.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the attempts of a run, for the trace and for the report that its user asked for.
 * Thread-safe: a signal may ask for the report at any moment.
 */
final class RunTimeline implements AutoCloseable {

  private static final int LONGEST_COMMAND = 1_000;

  /** A timeline of its own for each, as they end at different times. */
  private final @Nullable TraceFile trace;

  private final @Nullable Timeline traced;
  private final @Nullable Path page;
  private final ReportSink sink;
  private final Timeline reported;
  private final String command;
  private boolean isWritten;

  private RunTimeline(
      @Nullable TraceFile trace, @Nullable Path page, long zeroMicros, String command) {
    this.trace = trace;
    this.traced = trace == null ? null : new Timeline(trace);
    this.page = page;
    this.sink = new ReportSink(zeroMicros);
    this.reported = new Timeline(sink);
    this.command = command;
  }

  /**
   * Begins the trace, if there is to be one.
   *
   * @param arguments as they were typed
   * @param zeroMicros when the run began, in microseconds since the epoch
   * @param notices told if the trace cannot be written any more
   * @throws EnvironmentException if it cannot be begun
   */
  static RunTimeline begin(
      RunSettings settings, List<String> arguments, long zeroMicros, Consumer<String> notices) {
    Optional<TraceFile> trace =
        settings.timeline().trace().map(file -> new TraceFile(file, zeroMicros, notices));
    String word = settings.job().equals(ExecProgram.JOB) ? "baton exec " : "baton run ";
    String command = word + String.join(" ", RecordedInput.readable(arguments));
    return new RunTimeline(
        trace.orElse(null), settings.timeline().html().orElse(null), zeroMicros, command);
  }

  /** The job was asked for its tasks, or for more of them. */
  void split(long fromMicros, long toMicros) {
    if (trace != null) {
      trace.split(fromMicros, toMicros, 0);
    }
  }

  /** The same splits; the trace is told when the job makes them. */
  <S> Iterator<S> timed(Iterator<S> splits) {
    return trace == null ? splits : new TimedSplits<>(splits, trace, Clock.SYSTEM);
  }

  /** Has a pool tell what happens in it, if anybody wants to know. */
  void watch(ProcessPoolBuilder builder) {
    if (traced != null || page != null) {
      builder.onEvents(this::accept);
    }
  }

  private synchronized void accept(List<PoolEvent> events) {
    if (traced != null) {
      traced.accept(events);
    }
    if (page != null && !isWritten) {
      reported.accept(events);
    }
  }

  /** The pool has ended: nothing more will be told. */
  synchronized void poolEnded() {
    if (traced != null) {
      traced.end();
    }
  }

  /** Whether there is to be a report. */
  boolean hasPage() {
    return page != null;
  }

  /**
   * Writes the report, if there is to be one and it has not been written.
   *
   * @param more sections that others have made
   * @throws EnvironmentException if it cannot be written
   */
  synchronized void writePage(RunReport run, List<ReportSection> more) {
    if (page == null || isWritten) {
      return;
    }
    isWritten = true;
    reported.end();
    RunFacts facts =
        new RunFacts(
            run.job(),
            run.jobId(),
            Printable.of(command, LONGEST_COMMAND),
            run.outcome().name(),
            run.error(),
            run.tasks(),
            run.done(),
            run.failed(),
            run.cancelled(),
            run.restored(),
            run.retried(),
            duration(run.wallMs()),
            run.startMs() == null ? null : duration(run.startMs()),
            Version.number());
    ReportPage.write(page, facts, sink, more);
  }

  private static Duration duration(double ms) {
    return Duration.ofNanos(Math.round(ms * 1e6));
  }

  /** Ends the trace. */
  @Override
  public void close() {
    if (trace != null) {
      trace.close();
    }
  }
}
