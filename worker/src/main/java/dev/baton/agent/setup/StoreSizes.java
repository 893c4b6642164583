package dev.baton.agent.setup;

import dev.baton.DataSize;
import dev.baton.EnvironmentException;
import dev.baton.config.Settings;
import dev.baton.config.StoreSettings;
import dev.baton.process.ProcFile;
import dev.baton.store.StoreDirectory;
import dev.baton.store.StoreLimits;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decides how much room the blobs of a host store may take. */
public final class StoreSizes {

  private static final Path MEMORY_INFO = Path.of("/proc/meminfo");

  /** Of this container, in version 2 and in version 1 of cgroups. */
  private static final List<Path> CGROUP_LIMITS =
      List.of(
          Path.of("/sys/fs/cgroup/memory.max"),
          Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes"));

  private StoreSizes() {}

  /**
   * The limits of a store.
   *
   * <p>The defaults: in memory, a quarter of the memory of this host or container, since the
   * workers' heaps may take half of it, and no more than half of the free space of its directory;
   * on disk, half of the free space there.
   *
   * @param spill the directory on disk for blobs that do not fit in memory, or null
   * @param warnings told when the settings ask for more than there is
   */
  public static StoreLimits decide(
      long host,
      Settings settings,
      StoreDirectory store,
      @Nullable StoreDirectory spill,
      Consumer<String> warnings) {
    long free = freeBytes(store.path());
    long asked = settings.get(StoreSettings.SIZE);
    if (asked > free) {
      warnings.accept(
          "The host store may take %s, but %s has only %s free; %s."
              .formatted(
                  DataSize.format(asked),
                  store.path().getParent(),
                  DataSize.format(free),
                  spill == null ? "more than that will fail" : "the rest goes to disk"));
    }
    return new StoreLimits(
        host,
        asked > 0 ? asked : defaultBytes(free),
        spill == null ? 0 : freeBytes(spill.path()) / 2,
        spill == null ? null : spill.path(),
        settings.get(StoreSettings.CHECKSUMS));
  }

  /** How much memory blobs may take by default, in a directory with this much free space. */
  public static long defaultBytes(long free) {
    return Math.min(free / 2, memoryBytes() / 4);
  }

  private static long freeBytes(Path directory) {
    try {
      FileStore place = Files.getFileStore(directory);
      return place.getUsableSpace();
    } catch (IOException e) {
      throw new EnvironmentException("Cannot look at " + directory + ": " + e.getMessage(), e);
    }
  }

  /** The memory of the container if it has a limit, else of the machine. */
  private static long memoryBytes() {
    long machine = ProcFile.number(MEMORY_INFO, "MemTotal:").orElse(0) << 10;
    long ofJvm = 4 * Runtime.getRuntime().maxMemory(); // a JVM takes a quarter by default
    long container =
        CGROUP_LIMITS.stream()
            .mapToLong(file -> ProcFile.number(file, "").orElse(Long.MAX_VALUE))
            .min()
            .orElse(Long.MAX_VALUE);
    return Math.min(machine > 0 ? machine : ofJvm, container);
  }
}
