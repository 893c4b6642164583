package dev.baton.pool.profile;

import dev.baton.UsageException;
import dev.baton.config.FileProblem;
import dev.baton.config.Plural;
import dev.baton.pool.setup.PoolConfig;
import dev.baton.store.StoreDirectory;
import dev.baton.store.StoreLocations;
import dev.baton.worker.profile.FlightRecording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The profile of a pool's workers: where they put their recordings, and the file that becomes of
 * these. The recordings are removed when it is closed, or, after a kill of this process, as a host
 * store is. For one use; thread-safe.
 */
public final class PoolProfile implements AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Path file;
  private final StoreDirectory recordings;

  private PoolProfile(Path file, StoreDirectory recordings) {
    this.file = file;
    this.recordings = recordings;
  }

  /**
   * Makes the directory, if the program wants a profile; else null.
   *
   * @throws UsageException if the file could not be written at the end
   * @throws dev.baton.EnvironmentException if there can be no such directory
   */
  public static @Nullable PoolProfile of(PoolConfig config) {
    Path file = config.profile();
    return file == null ? null : begin(file, config.pool());
  }

  private static PoolProfile begin(Path file, String pool) {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UsageException("There is no folder " + folder + " for the profile " + file + ".");
    }
    if (Files.isDirectory(absolute)) {
      throw new UsageException("The profile " + file + " is a folder: name a file.");
    }
    removeOld(absolute);
    String id = "profile-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    return new PoolProfile(absolute, StoreLocations.ofThisHost().createOnDisk(pool, id));
  }

  /** Nobody is to take the profile of an earlier run for that of this one. */
  private static void removeOld(Path file) {
    try {
      if (Files.isRegularFile(file)) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UsageException(
          "Cannot replace the profile " + file + ": " + FileProblem.of(e) + ".");
    }
  }

  /** Where each worker makes a directory for its recording. */
  public Path directory() {
    return recordings.path();
  }

  /**
   * Writes the file, once all workers have ended.
   *
   * @param notices told what it lacks
   */
  public void write(Consumer<String> notices) {
    try {
      MergedRecording merged = MergedRecording.of(directory());
      List<Path> inDirectory = inDirectory();
      sayWhoDidNotRecord(inDirectory, notices);
      if (merged.isEmpty()) {
        notices.accept("no worker has recorded anything: there is no profile " + file + ".");
        return;
      }
      int damaged = merged.writeTo(file);
      if (damaged > 0) {
        notices.accept(
            "the profile "
                + file
                + " lacks the end of "
                + Plural.of(damaged, "recording")
                + ", which the killed worker was just writing.");
      }
      if (inDirectory.stream().filter(Files::isDirectory).count()
          >= FlightRecording.MOST_RECORDINGS) {
        notices.accept(
            "the profile %s has the first %,d worker processes; there were more."
                .formatted(file, FlightRecording.MOST_RECORDINGS));
      }
    } catch (IOException e) {
      notices.accept("cannot write the profile " + file + ": " + FileProblem.of(e) + ".");
    }
  }

  private static void sayWhoDidNotRecord(List<Path> inDirectory, Consumer<String> notices)
      throws IOException {
    List<Path> obstacles =
        inDirectory.stream()
            .filter(path -> path.getFileName().toString().startsWith(FlightRecording.OBSTACLE))
            .toList();
    if (!obstacles.isEmpty()) {
      notices.accept(
          Plural.of(obstacles.size(), "worker")
              + " could not record a profile: "
              + Files.readString(obstacles.getFirst())
              + ".");
    }
  }

  private List<Path> inDirectory() throws IOException {
    try (Stream<Path> children = Files.list(directory())) {
      return children.toList();
    }
  }

  /** Removes the recordings. */
  @Override
  public void close() {
    recordings.close();
  }
}
