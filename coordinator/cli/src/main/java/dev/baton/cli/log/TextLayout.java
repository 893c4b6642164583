package dev.baton.cli.log;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Lines for people:
 *
 * <pre>
 * 2026-11-30T09:05:01.042Z INFO  run [worker 3 job=sum-4k7 task=17 attempt=1] The text.
 * </pre>
 *
 * An entry of several lines has the same in front of each.
 */
record TextLayout(LogSource source) implements LogLayout {

  private static final int LONGEST_LEVEL = Level.ERROR.name().length();

  /** To the millisecond, always of the same length. */
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  @Override
  public String lines(Instant time, LogEntry entry) {
    String level = entry.level().name();
    String front =
        TIME.format(time)
            + " "
            + level
            + " ".repeat(LONGEST_LEVEL - level.length() + 1)
            + source.role()
            + " "
            + worker(entry)
            + (entry.logger() == null ? "" : entry.logger() + ": ");
    return entry.message().lines().map(line -> front + line + "\n").collect(Collectors.joining());
  }

  private static String worker(LogEntry entry) {
    LogEntry.@Nullable Task task = entry.task();
    if (entry.worker() == null) {
      return "";
    }
    String ofTask =
        task == null
            ? ""
            : " job=%s task=%d attempt=%d".formatted(task.job(), task.task(), task.attempt());
    return "[" + entry.worker() + ofTask + "] ";
  }
}
