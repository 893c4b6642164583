package dev.baton.store.writer;

import dev.baton.store.StoreDirectory;
import dev.baton.store.StoreLimits;
import dev.baton.store.Uninterrupted;
import dev.baton.store.area.Area;
import dev.baton.store.area.BlobHeader;
import dev.baton.store.area.BlobRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives blobs their extents in the files of an area: a block of a slab if the blob is small, a warm
 * segment, or a new one. Guarded by its writer's lock, except for {@link #make}.
 */
final class BlobAllocator {

  /** A slab takes this part of the store's memory at most. */
  private static final int SLAB_SHARE = 16;

  private final StoreLimits limits;
  private final Area area;
  private final Set<SlabSize> slabSizes;
  private final Quota quota;
  private final Segments segments;
  private final Map<SlabSize, Optional<Slab>> slabs = new EnumMap<>(SlabSize.class);
  private int nextSegment = Area.FIRST_SEGMENT;

  /**
   * Nothing is made yet.
   *
   * @param slabSizes the blocks that small blobs may have
   * @param makeCatalogue makes the catalogue in an area's directory
   */
  BlobAllocator(
      Path store,
      StoreLimits limits,
      Area area,
      Set<SlabSize> slabSizes,
      Function<Path, Catalogue> makeCatalogue) {
    this.limits = limits;
    this.area = area;
    this.slabSizes = slabSizes;
    this.quota = new Quota(store, limits, area);
    this.segments = new Segments(area, makeCatalogue);
  }

  /** A segment that is to be made; its room is taken already. */
  record Plan(int number, Path directory, long capacity) {}

  /** A block, or a warm segment; null if there is none. */
  @Nullable Extent takeReady(long length) {
    Extent extent = block(length);
    if (extent == null) {
      extent = segments.takeWarm(length);
    }
    if (extent != null) {
      quota.charge(extent, extent.capacity());
    }
    return extent;
  }

  private @Nullable Extent block(long length) {
    for (SlabSize size : slabSizes) {
      Extent block = length <= size.blockBytes ? slab(size).map(Slab::take).orElse(null) : null;
      if (block != null) {
        return block;
      }
    }
    return null;
  }

  private Optional<Slab> slab(SlabSize size) {
    Optional<Slab> known = slabs.get(size);
    if (known != null) {
      return known;
    }
    int blocks = (int) Math.min(size.blocks, limits.memoryBytes() / SLAB_SHARE / size.blockBytes);
    if (!hasRoom((long) blocks * (size.blockBytes + BlobHeader.BYTES))) {
      return Optional.empty(); // there may be room for it later
    }
    Optional<Slab> made = blocks == 0 ? Optional.empty() : makeSlab(size, blocks);
    slabs.put(size, made);
    return made;
  }

  private Optional<Slab> makeSlab(SlabSize size, int blocks) {
    try {
      return Optional.of(Uninterrupted.retrying(() -> new Slab(area, size, blocks)));
    } catch (IOException e) {
      return Optional.empty(); // no room; segments find some, or say that there is none
    }
  }

  /** Takes room in memory for something else than a segment; false if there is none. */
  boolean takeInMemory(long bytes) {
    if (!hasRoom(bytes)) {
      return false;
    }
    quota.charge(area.path(), bytes);
    publish();
    return true;
  }

  /** Gives back what {@link #takeInMemory} took. */
  void giveBackInMemory(long bytes) {
    quota.charge(area.path(), -bytes);
    publish();
  }

  /** Takes room for a new segment in memory; null if there is none. */
  @Nullable Plan planInMemory(long capacity) {
    return hasRoom(capacity) ? plan(area.path(), capacity) : null;
  }

  /** Whether there is so much room in memory, if need be without warm segments. */
  private boolean hasRoom(long bytes) {
    long missing = quota.missingInMemory(bytes);
    if (missing <= 0) {
      return true;
    }
    segments.trim(segments.warmBytes() - missing);
    publish();
    return quota.missingInMemory(bytes) <= 0;
  }

  /** Takes room for a new segment on disk; null if there is none. */
  @Nullable Plan planOnDisk(long capacity) {
    Path spill = quota.spillFor(capacity);
    return spill == null ? null : plan(spill, capacity);
  }

  private Plan plan(Path directory, long capacity) {
    quota.charge(directory, capacity);
    publish();
    return new Plan(nextSegment++, directory, capacity);
  }

  /** Gives back what a plan took, as there was no room after all; who needs some may find it. */
  void drop(Plan plan) {
    quota.charge(plan.directory, -plan.capacity);
    segments.trim(0);
    publish();
  }

  /**
   * Makes a segment with its memory, in as long as that takes. Thread-safe.
   *
   * @throws IOException if there is no room after all
   */
  Extent make(Plan plan) throws IOException {
    Files.createDirectories(plan.directory, StoreDirectory.PRIVATE_DIRECTORY);
    return Uninterrupted.retrying(() -> segments.make(plan.number, plan.directory, plan.capacity));
  }

  /** An extent is used by a blob. */
  void use(Extent extent, BlobRef blob) {
    if (extent.owner().equals(segments)) {
      segments.holds(extent, blob);
    }
    quota.count(1);
    publish();
  }

  /** An extent that was to be used is not. */
  void leave(Extent extent) {
    quota.charge(extent, -extent.capacity());
    try {
      extent.owner().takeBack(extent);
    } finally {
      publish();
    }
  }

  /** A blob's extent is free. */
  void giveBack(Extent extent) {
    quota.count(-1);
    leave(extent);
  }

  /** Gives memory back that others may need, or that was not used for long. */
  void tidy() {
    if (quota.isNearlyFull() || segments.areIdle()) {
      segments.trim(0);
    }
    publish();
  }

  /** Says that there is no room, and what to do. */
  String full(long bytes) {
    return quota.full(bytes);
  }

  private void publish() {
    long warm = segments.warmBytes();
    for (Optional<Slab> slab : slabs.values()) {
      warm += slab.map(Slab::freeBytes).orElse(0L);
    }
    quota.publish(warm);
  }

  /** Unmaps all. */
  void close() {
    segments.close();
    slabs.values().forEach(slab -> slab.ifPresent(Slab::unmap));
  }
}
