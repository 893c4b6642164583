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

  /** A report that is still to be written, and who is told of what happens for it. */
  private record Page(Path file, String command, ReportSink sink, Timeline timeline) {

    static Page of(Path file, String command, long zeroMicros) {
      ReportSink sink = new ReportSink(zeroMicros);
      return new Page(file, command, sink, new Timeline(sink));
    }
  }

  /** A timeline of its own for each, as they end at different times. */
  private final @Nullable TraceFile trace;

  private final @Nullable Timeline traced;
  private @Nullable Page page;

  private RunTimeline(@Nullable TraceFile trace, @Nullable Page page) {
    this.trace = trace;
    this.traced = trace == null ? null : new Timeline(trace);
    this.page = page;
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
    Optional<Page> page =
        settings
            .timeline()
            .html()
            .map(file -> Page.of(file, command(settings.job(), arguments), zeroMicros));
    return new RunTimeline(trace.orElse(null), page.orElse(null));
  }

  private static String command(String job, List<String> arguments) {
    String word = job.equals(ExecProgram.JOB) ? "baton exec " : "baton run ";
    return Printable.of(
        word + String.join(" ", RecordedInput.readable(arguments)), LONGEST_COMMAND);
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
  synchronized void watch(ProcessPoolBuilder builder) {
    if (traced != null || page != null) {
      builder.onEvents(this::accept);
    }
  }

  private synchronized void accept(List<PoolEvent> events) {
    if (traced != null) {
      traced.accept(events);
    }
    if (page != null) {
      page.timeline().accept(events);
    }
  }

  /** The pool has ended: nothing more will be told. */
  synchronized void poolEnded() {
    if (traced != null) {
      traced.end();
    }
  }

  /** Whether there is a report to write. */
  synchronized boolean hasPage() {
    return page != null;
  }

  /**
   * Writes the report, if there is to be one and it has not been written.
   *
   * @param more sections that others have made
   * @throws EnvironmentException if it cannot be written
   */
  synchronized void writePage(RunReport run, List<ReportSection> more) {
    Page due = page;
    if (due == null) {
      return;
    }
    page = null;
    due.timeline().end();
    RunFacts facts =
        new RunFacts(
            run.job(),
            run.jobId(),
            due.command(),
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
    ReportPage.write(due.file(), facts, due.sink(), more);
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
