package dev.baton.pool;

import static org.awaitility.Awaitility.await;

import dev.baton.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A task that says when it runs and goes on when told: by files, because it runs in another
 * process.
 */
record Gate(Path directory, String name) {

  /** Files are seen within milliseconds; this is for a machine that is busy with other things. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Waits for {@link #open()}, and yields the gate's name. */
  Task<String> task() {
    return () -> {
      mark("started");
      try {
        while (!Files.exists(file("open"))) {
          Thread.sleep(5);
        }
      } catch (InterruptedException e) {
        mark("interrupted");
        throw e;
      }
      mark("finished");
      return name;
    };
  }

  void open() {
    mark("open");
  }

  void awaitStarted() {
    awaitFile(file("started"));
  }

  static void awaitFile(Path file) {
    await().atMost(LIMIT).until(() -> Files.exists(file));
  }

  void awaitInterrupted() {
    await().atMost(LIMIT).until(() -> Files.exists(file("interrupted")));
  }

  boolean hasStarted() {
    return Files.exists(file("started"));
  }

  boolean hasFinished() {
    return Files.exists(file("finished"));
  }

  private Path file(String what) {
    return directory.resolve(name + "." + what);
  }

  private void mark(String what) {
    try {
      if (!Files.exists(file(what))) {
        Files.createFile(file(what));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
