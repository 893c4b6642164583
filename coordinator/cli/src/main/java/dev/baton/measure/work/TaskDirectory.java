package dev.baton.measure.work;

import dev.baton.EnvironmentException;
import dev.baton.store.StoreDirectory;
import dev.baton.store.StoreLocations;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A directory for files that JVMs share, where the host stores are; like one of those it is swept
 * by others if this process is killed. Thread-safe.
 */
public final class TaskDirectory implements AutoCloseable {

  private static final AtomicInteger FOLDERS = new AtomicInteger();

  private final StoreDirectory directory;
  private final AtomicInteger areas = new AtomicInteger();

  /**
   * Makes the directory.
   *
   * @param roomBytes how much will lie there at a time
   * @throws EnvironmentException if there is no room
   */
  public TaskDirectory(long roomBytes) {
    directory =
        StoreLocations.ofThisHost()
            .create(
                "measure",
                ProcessHandle.current().pid() + "-" + FOLDERS.incrementAndGet(),
                roomBytes,
                _ -> {});
  }

  /** Where it is. */
  public Path path() {
    return directory.path();
  }

  /**
   * Makes an area.
   *
   * @param data what its tasks read
   * @throws EnvironmentException if there is no room
   */
  public TaskDataFile area(long[] data) {
    return TaskDataFile.create(path().resolve("area-" + areas.incrementAndGet()), data);
  }

  @Override
  public void close() {
    directory.close();
  }
}
