package dev.baton.store.writer;

import dev.baton.DataSize;
import dev.baton.store.StoreLimits;
import dev.baton.store.area.Area;
import dev.baton.store.area.StoreUse;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How much room an area takes, and whether there is more: all processes of a host store share what
 * it may have. Guarded by its writer's lock.
 */
final class Quota {

  private final Path store;
  private final StoreLimits limits;
  private final Area area;
  private long usedBytes;
  private long spilledBytes;
  private long blobs;

  Quota(Path store, StoreLimits limits, Area area) {
    this.store = store;
    this.limits = limits;
    this.area = area;
  }

  /** Takes room in a directory, the area's own or the one on disk; gives it back if negative. */
  void charge(@Nullable Path directory, long bytes) {
    if (area.path().equals(directory)) {
      usedBytes += bytes;
    } else {
      spilledBytes += bytes;
    }
  }

  /** The same for the extent of a blob. */
  void charge(Extent extent, long bytes) {
    charge(extent.file().path().getParent(), bytes);
  }

  /** There are more blobs, or less. */
  void count(int more) {
    blobs += more;
  }

  /** Tells all how much the area takes. */
  void publish(long warmBytes) {
    area.account(new StoreUse(usedBytes, warmBytes, spilledBytes, blobs));
  }

  /** How many bytes of memory are missing for so many more; none if zero. */
  long missingInMemory(long bytes) {
    long free = limits.memoryBytes() - StoreUse.of(store).memoryBytes();
    // The most that can be asked for, and a store that has given out too much, add up to too much.
    return bytes <= free ? 0 : bytes - Math.max(free, bytes - Long.MAX_VALUE);
  }

  /** The directory on disk if there is one with so much room, or null. */
  @Nullable Path spillFor(long bytes) {
    Path spill = area.spill();
    boolean fits =
        spill != null && bytes <= limits.spillBytes() - StoreUse.of(store).spilledBytes();
    return fits ? spill : null;
  }

  /** Whether so much of the memory is taken that none should be kept for later. */
  boolean isNearlyFull() {
    return StoreUse.of(store).memoryBytes() > limits.memoryBytes() / 5 * 4;
  }

  /** Says that there is no room, and what to do. */
  String full(long bytes) {
    StoreUse use = StoreUse.of(store);
    String disk =
        limits.spill() == null
            ? ""
            : " (and %s of %s on disk)"
                .formatted(
                    DataSize.format(use.spilledBytes()), DataSize.format(limits.spillBytes()));
    return "The host store has no room for %s more: %s of %s are in use%s. Close what is not needed any more, or give it more: --store SIZE, ProcessPoolBuilder.storeSize."
        .formatted(
            DataSize.format(bytes),
            DataSize.format(use.memoryBytes()),
            DataSize.format(limits.memoryBytes()),
            disk);
  }
}
