package dev.baton.cli.run;

import dev.baton.UsageException;
import dev.baton.cli.terminal.OutputFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where it is written what happened to the attempts of a run. */
final class TimelineOptions {

  static final List<String> NAMES = List.of("--trace", "--html");

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "Write when each attempt waited, travelled and ran, and which workers were lost, as trace"
              + " events that ui.perfetto.dev and chrome://tracing show.")
  private @Nullable Path trace;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Write a report as one page at the end: the timeline of workers, what held the end up,"
              + " the longest tasks, idle workers, what went wrong.")
  private @Nullable Path html;

  /**
   * These, seen to be writable before the job starts.
   *
   * @throws UsageException if one could not be written
   */
  TimelineOptions checked() {
    if (trace != null) {
      OutputFile.requireWritable(trace, "--trace");
    }
    if (html != null) {
      OutputFile.requireWritable(html, "--html");
    }
    return this;
  }

  /** Where the trace goes. */
  Optional<Path> trace() {
    return Optional.ofNullable(trace);
  }

  /** Where the report goes. */
  Optional<Path> html() {
    return Optional.ofNullable(html);
  }

  /** What was typed, as arguments that mean the same in another folder. */
  List<String> asArguments() {
    List<String> arguments = new ArrayList<>();
    trace().ifPresent(file -> arguments.add(OutputFile.argument("--trace", file)));
    html().ifPresent(file -> arguments.add(OutputFile.argument("--html", file)));
    return arguments;
  }
}
