package dev.baton.cli.log;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * An entry of a log.
 *
 * @param worker who has printed it: {@code worker 3} or {@code spare worker}; null if no worker has
 * @param task in which task, if that is known
 * @param logger of a library, if its logger has printed it
 * @param message without an end of line; lines within it are separated by {@code \n}
 */
record LogEntry(
    Level level,
    @Nullable String worker,
    @Nullable Task task,
    @Nullable String logger,
    String message) {

  /**
   * An attempt of a task.
   *
   * @param job URL-encoded
   */
  record Task(String job, long task, int attempt) {}

  /** As the agent marks what workers print. */
  private static final Pattern OF_WORKER =
      Pattern.compile(
          "\\[(?<worker>worker \\d+|spare worker)"
              + "(?: job=(?<job>\\S+) task=(?<task>\\d+) attempt=(?<attempt>\\d+))?] (?<text>.*)");

  /** As slf4j-simple and, with our format, java.util.logging print. */
  private static final Pattern OF_LOGGER =
      Pattern.compile(
          "(?:\\[[^]]*] )?(?<level>ERROR|SEVERE|WARN|WARNING|INFO|CONFIG|DEBUG|FINE|TRACE)"
              + " (?<logger>[\\w.$]+) - (?<text>.*)");

  private static final Pattern COLOURS = Pattern.compile("\u001B\\[[0-9;?]*[A-Za-z]");
  private static final Pattern NAME = Pattern.compile("^baton: ");

  /** An error of this process, perhaps of several lines. */
  static LogEntry error(String text) {
    String plain = COLOURS.matcher(text.strip()).replaceAll("");
    return new LogEntry(
        Level.ERROR, null, null, null, NAME.matcher(plain).replaceFirst("").strip());
  }

  /** What a line says that was printed for people. */
  static LogEntry of(String printed) {
    String line = COLOURS.matcher(printed).replaceAll("");
    Matcher ofWorker = OF_WORKER.matcher(line);
    if (!ofWorker.matches()) {
      return of(null, null, line);
    }
    Task task =
        ofWorker.group("job") == null
            ? null
            : new Task(
                ofWorker.group("job"),
                Long.parseLong(ofWorker.group("task")),
                Integer.parseInt(ofWorker.group("attempt")));
    return of(ofWorker.group("worker"), task, ofWorker.group("text"));
  }

  private static LogEntry of(@Nullable String worker, @Nullable Task task, String text) {
    Matcher ofLogger = OF_LOGGER.matcher(text);
    if (ofLogger.matches()) {
      return new LogEntry(
          level(ofLogger.group("level")),
          worker,
          task,
          ofLogger.group("logger"),
          ofLogger.group("text"));
    }
    if (worker != null) {
      return new LogEntry(Level.INFO, worker, task, null, text);
    }
    @Nullable String notice = Notice.text(text);
    return notice == null
        ? new LogEntry(Level.INFO, null, null, null, NAME.matcher(text).replaceFirst(""))
        : new LogEntry(Level.WARN, null, null, null, notice);
  }

  private static Level level(String word) {
    return switch (word) {
      case "ERROR", "SEVERE" -> Level.ERROR;
      case "WARN", "WARNING" -> Level.WARN;
      case "DEBUG", "FINE", "CONFIG" -> Level.DEBUG;
      case "TRACE" -> Level.TRACE;
      default -> Level.INFO;
    };
  }
}
