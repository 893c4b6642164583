package dev.baton.cli.log;

import dev.baton.config.FileProblem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where entries go: a file, to whose end they are appended, or standard error. If a file cannot be
 * written any more, a person is told, and the command goes on without it. Thread-safe.
 */
final class Log {

  private final LogLayout layout;
  private final Clock clock;
  private final @Nullable Path file;
  private final OutputStream target;
  private final Consumer<String> notices;
  private boolean isBroken;

  private Log(
      LogLayout layout,
      Clock clock,
      @Nullable Path file,
      OutputStream target,
      Consumer<String> notices) {
    this.layout = layout;
    this.clock = clock;
    this.file = file;
    this.target = target;
    this.notices = notices;
  }

  /** A log in the place of messages for people. */
  static Log instead(LogLayout layout, Clock clock, OutputStream stderr) {
    return new Log(layout, clock, null, stderr, _ -> {});
  }

  /**
   * A log in a file.
   *
   * @param notices told if it cannot be written any more
   * @throws IOException if it cannot be opened
   */
  static Log into(Path file, LogLayout layout, Clock clock, Consumer<String> notices)
      throws IOException {
    OutputStream target =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return new Log(layout, clock, file, target, notices);
  }

  /** Whether people see nothing but this log. */
  boolean isInsteadOfMessages() {
    return file == null;
  }

  synchronized void add(LogEntry entry) {
    if (isBroken || entry.message().isBlank()) {
      return;
    }
    try {
      target.write(layout.lines(clock.instant(), entry).getBytes(StandardCharsets.UTF_8));
      target.flush();
    } catch (IOException e) {
      isBroken = true;
      notices.accept(
          Notice.line("the log " + file + " ends here, the rest goes on: " + FileProblem.of(e)));
    }
  }

  /** Closes the file. */
  synchronized void close() {
    if (file == null) {
      return;
    }
    isBroken = true;
    try {
      target.close();
    } catch (IOException e) {
      // Each entry was written at once.
    }
  }
}
