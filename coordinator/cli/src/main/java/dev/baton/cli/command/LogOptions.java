package dev.baton.cli.command;

import dev.baton.UsageException;
import dev.baton.agent.HostName;
import dev.baton.cli.log.LogFormat;
import dev.baton.cli.log.LogSource;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.OutputFile;
import dev.baton.config.FileProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where a log goes, alike in every command that runs for long. */
public final class LogOptions {

  /** In the order of the help. */
  public static final List<String> NAMES = List.of("--log-format", "--log-file");

  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      description =
          "Write a log, with the time, the level, and of what workers print the worker, the job,"
              + " the task and the attempt in each line: to standard error, in the place of"
              + " messages for people, or to --log-file.")
  private @Nullable LogFormat format;

  @Option(
      names = "--log-file",
      paramLabel = "FILE",
      description = "Write the log to the end of this file, beside the messages for people.")
  private @Nullable Path file;

  /**
   * Begins the log, if the user wants one.
   *
   * @param role the command
   * @throws UsageException if the file cannot be written
   */
  public void begin(String role, Console console) {
    if (format == null && file == null) {
      return;
    }
    if (file != null) {
      OutputFile.requireWritable(file, "--log-file");
    }
    LogSource source = new LogSource(role, HostName.get(), ProcessHandle.current().pid());
    try {
      console.err().log(format == null ? LogFormat.TEXT : format, file, source);
    } catch (IOException e) {
      throw new UsageException(
          "Cannot write " + file + " (--log-file): " + FileProblem.of(e) + ".", e);
    }
  }

  /** What was typed, as arguments that mean the same in any folder. */
  public List<String> asArguments() {
    List<String> arguments = new ArrayList<>();
    if (format != null) {
      arguments.add("--log-format=" + format.name().toLowerCase(Locale.ROOT));
    }
    if (file != null) {
      arguments.add(OutputFile.argument("--log-file", file));
    }
    return arguments;
  }
}
