package dev.baton.store.writer;

import dev.baton.store.Uninterrupted;
import dev.baton.store.area.Area;
import dev.baton.store.area.BlobRef;
import dev.baton.store.area.MappedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Files of one blob each. A segment whose blob is gone is kept for the next one, mapped and with
 * its memory: to touch 64 MiB of fresh memory takes ten times as long as to copy them. Guarded by
 * its writer's lock, except for {@link #make}.
 */
final class Segments implements Extent.Owner {

  /** Where a blob begins, so that it has pages of its own. */
  static final long DATA_OFFSET = 4096;

  /** A warm segment serves a blob that fills this much of it, or more: ⅘. */
  private static final double LEAST_FILL = 0.8;

  private static final int PAGE = 4096;

  /** What a file can have behind its beginning, in whole pages: no store has so much room. */
  private static final long LARGEST = Long.MAX_VALUE / PAGE * PAGE - DATA_OFFSET;

  private static final long IDLE_NS = 30_000_000_000L;

  private final Area area;
  private final Function<Path, Catalogue> makeCatalogue;
  private final List<Extent> warm = new ArrayList<>();
  private final Set<MappedFile> mapped = ConcurrentHashMap.newKeySet();
  private @Nullable Catalogue catalogue;
  private long lastUsedNs = System.nanoTime();

  /**
   * Nothing is made yet.
   *
   * @param makeCatalogue makes the catalogue in an area's directory
   */
  Segments(Area area, Function<Path, Catalogue> makeCatalogue) {
    this.area = area;
    this.makeCatalogue = makeCatalogue;
  }

  /** A segment holds a blob now. */
  void holds(Extent segment, BlobRef blob) {
    note(segment, blob.sequence(), blob.length());
  }

  /** Nobody should have to do without data because nobody can be told where it is. */
  private void note(Extent segment, long sequence, long length) {
    var entry =
        new Catalogue.Entry(
            segment.number(), sequence, length, segment.capacity(), System.currentTimeMillis());
    try {
      catalogue().note(entry);
    } catch (RuntimeException e) {
      catalogue = Catalogue.NONE;
    }
  }

  private Catalogue catalogue() {
    Catalogue known = catalogue;
    if (known == null) {
      known = Uninterrupted.apart(() -> makeCatalogue.apply(area.path()));
      catalogue = known;
    }
    return known;
  }

  /** A warm segment that fits, the smallest one; null if there is none. */
  @Nullable Extent takeWarm(long length) {
    Extent best =
        warm.stream()
            .filter(extent -> fits(extent, length))
            .min(Comparator.comparingLong(Extent::capacity))
            .orElse(null);
    warm.remove(best);
    lastUsedNs = System.nanoTime();
    return best;
  }

  private static boolean fits(Extent extent, long length) {
    return extent.capacity() >= length && capacity(length) >= LEAST_FILL * extent.capacity();
  }

  /**
   * How much room a segment for a blob has: an eighth more than needed at most, in whole pages; of
   * no length more than {@link #LARGEST}.
   */
  static long capacity(long length) {
    long least = Math.max(length, 1 << 16);
    long step = Math.max(Long.highestOneBit(least) / 8, PAGE);
    return least > LARGEST - step ? LARGEST : Math.ceilDiv(least, step) * step;
  }

  /**
   * Makes a segment with its memory, in as long as that takes. Thread-safe.
   *
   * @throws IOException if there is no room
   */
  Extent make(int number, Path directory, long capacity) throws IOException {
    MappedFile file =
        MappedFile.create(directory.resolve(Area.fileName(number)), DATA_OFFSET + capacity);
    mapped.add(file);
    return new Extent(number, file, DATA_OFFSET, capacity, this);
  }

  /** What is on disk is not kept: it is slow, and there because there was too little room. */
  @Override
  public void takeBack(Extent segment) {
    if (isInMemory(segment)) {
      warm.add(segment);
      note(segment, 0, 0);
    } else {
      remove(segment);
    }
  }

  boolean isInMemory(Extent segment) {
    return area.path().equals(segment.file().path().getParent());
  }

  /** Whether nobody has asked for a segment for long. */
  boolean areIdle() {
    return System.nanoTime() - lastUsedNs > IDLE_NS;
  }

  /** How much memory warm segments take. */
  long warmBytes() {
    return warm.stream().mapToLong(Extent::capacity).sum();
  }

  /** Removes warm segments, the largest ones first, until they take so many bytes at most. */
  void trim(long atMostBytes) {
    warm.sort(Comparator.comparingLong(Extent::capacity));
    while (!warm.isEmpty() && warmBytes() > atMostBytes) {
      remove(warm.removeLast());
    }
  }

  /** Removes a segment's file. Readers who have it mapped keep the memory until they let go. */
  void remove(Extent segment) {
    try {
      Files.deleteIfExists(segment.file().path());
    } catch (IOException e) {
      // It goes with its area.
    }
    catalogue().remove(segment.number());
    mapped.remove(segment.file());
    segment.file().unmap();
  }

  /** Unmaps all. */
  void close() {
    if (catalogue != null) {
      catalogue.close();
    }
    mapped.forEach(MappedFile::unmap);
    mapped.clear();
  }
}
