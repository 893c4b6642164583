package dev.baton.store;

import dev.baton.EnvironmentException;
import dev.baton.process.PropertyLines;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;

/**
 * Whose a store directory is, as its file {@code owner} says.
 *
 * @param pid the host agent's process
 * @param startedAt when that process started: a pid alone may have been given to another process
 *     since
 * @param layout the {@link HostState#LAYOUT_VERSION} of what is in the directory
 * @param pool the pool that the host agent works for
 */
public record StoreOwner(long pid, Instant startedAt, int layout, String pool) {

  private static final String FILE = "owner";

  /** The owner that this process is. */
  static StoreOwner thisProcess(String pool) {
    ProcessHandle me = ProcessHandle.current();
    Instant startedAt = me.info().startInstant().orElse(Instant.EPOCH);
    return new StoreOwner(me.pid(), startedAt, HostState.LAYOUT_VERSION, pool);
  }

  /**
   * Reads whose {@code directory} is.
   *
   * @throws EnvironmentException if it is not, or no longer, a store directory
   */
  public static StoreOwner read(Path directory) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(directory.resolve(FILE))) {
      properties.load(reader);
      return new StoreOwner(
          Long.parseLong(properties.getProperty("pid", "")),
          Instant.parse(properties.getProperty("startedAt", "")),
          Integer.parseInt(properties.getProperty("layout", "")),
          properties.getProperty("pool", ""));
    } catch (IOException | RuntimeException e) {
      throw new EnvironmentException(
          "There is no host store in %s (%s). Is its host agent still running?"
              .formatted(directory, e.getMessage()),
          e);
    }
  }

  void write(Path directory) throws IOException {
    Map<String, String> fields =
        Map.of(
            "pid", Long.toString(pid),
            "startedAt", startedAt.toString(),
            "layout", Integer.toString(layout),
            "pool", pool);
    Path file = directory.resolve(FILE);
    StoreDirectory.createPrivateFile(file);
    try (Writer writer = Files.newBufferedWriter(file)) {
      PropertyLines.write(fields, writer);
    }
  }

  /** Whether the process that wrote this is alive in this process's view of the machine. */
  public boolean isAlive() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .flatMap(process -> process.info().startInstant())
        // The system's clock may have been set since; nobody reuses a pid within seconds.
        .map(start -> Duration.between(start, startedAt).abs().toSeconds() < 5)
        .orElse(false);
  }
}
