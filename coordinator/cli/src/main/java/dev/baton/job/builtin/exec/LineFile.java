package dev.baton.job.builtin.exec;

import dev.baton.config.FileProblem;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A file that gets a line now and then, each written at once. For one thread. */
final class LineFile implements AutoCloseable {

  private final @Nullable Path path;
  private @Nullable Writer writer;

  /** A file that is begun anew; null for none. */
  LineFile(@Nullable Path path) {
    this.path = path;
  }

  /**
   * Adds a line, which is made only if there is a file.
   *
   * @throws dev.baton.EnvironmentException naming the file, if it cannot be written
   */
  void add(Supplier<String> line) {
    Path file = path;
    if (file == null) {
      return;
    }
    try {
      Writer open = writer == null ? Files.newBufferedWriter(file) : writer;
      writer = open;
      open.write(line.get());
      open.write('\n');
      open.flush();
    } catch (IOException e) {
      throw FileProblem.cannotWrite(file, e);
    }
  }

  @Override
  public void close() {
    try (Writer _ = writer) {
      writer = null;
    } catch (IOException e) {
      // Each line was flushed.
    }
  }
}
