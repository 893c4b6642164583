package dev.baton.agent.connection;

import dev.baton.log.PublishCallback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A file whose time of change says when the broker last took an event of this host: for the health
 * checks of containers, which then start no JVM. It exists while the host is part of the pool.
 */
final class HealthFile {

  private final Path file;
  private final AtomicBoolean confirmed = new AtomicBoolean();

  /** Creates none yet; with an empty path there will never be one. */
  HealthFile(Path file) {
    this.file = file;
  }

  /** The callback for an event: the log's thread, which it runs on, must not wait for a disk. */
  PublishCallback watching(PublishCallback callback) {
    return failure -> {
      if (failure == null) {
        confirmed.set(true);
      }
      callback.done(failure);
    };
  }

  /** Touches the file if the broker took something since the last call. */
  void update(Instant now) {
    if (!isWanted() || !confirmed.getAndSet(false)) {
      return;
    }
    try {
      if (Files.exists(file)) {
        Files.setLastModifiedTime(file, FileTime.from(now));
      } else {
        Files.createFile(file);
      }
    } catch (IOException e) {
      System.getLogger(HealthFile.class.getName())
          .log(System.Logger.Level.WARNING, "The health file " + file + " cannot be written", e);
    }
  }

  /** Removes the file. */
  void delete() {
    try {
      if (isWanted()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // It grows old, which says the same.
    }
  }

  private boolean isWanted() {
    return !file.toString().isEmpty();
  }
}
