package dev.baton.store.chronicle.map;

import dev.baton.StoreFullException;
import dev.baton.UsageException;
import dev.baton.store.RobustLock;
import dev.baton.store.Uninterrupted;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The encoded entries of a shared map. Each method is one step under the structural lock: it
 * happens whole or not at all, in the sight of all processes and whoever is killed. Thread-safe.
 */
final class EntryTable implements AutoCloseable {

  /** How much of the map is copied under one hold of the lock. */
  private static final int PAGE_ENTRIES = 64;

  private static final int PAGE_BYTES = 1 << 18;

  private final String title;
  private final MapControl control;
  private final RobustLock lock;
  private final GenerationHolder holder;
  private final PlatformCalls calls;

  EntryTable(String title, MapControl control, RobustLock lock, GenerationHolder holder) {
    this.title = title;
    this.control = control;
    this.lock = lock;
    this.holder = holder;
    this.calls = new PlatformCalls("baton-store-map");
  }

  byte @Nullable [] get(MapKey key) {
    return locked(generation -> generation.get(key));
  }

  /**
   * Sets the value of a key, while nobody else changes it.
   *
   * @param isNew whether it has none
   * @throws StoreFullException if there is no room for one more
   * @throws UsageException if the entry is too large
   */
  void set(MapKey key, byte[] value, boolean isNew) {
    checkSize(key, value);
    locked(
        generation -> {
          if (isNew && generation.size() >= control.capacity()) {
            throw new StoreFullException(
                "The %s is full: it was made with a capacity of %,d entries. Make it with a larger capacity."
                    .formatted(title, control.capacity()));
          }
          apply(generation, Change.put(key, value));
          return generation;
        });
  }

  /** Takes a key out that is there, while nobody else changes it. */
  void remove(MapKey key) {
    locked(
        generation -> {
          apply(generation, Change.remove(key));
          return generation;
        });
  }

  void clear() {
    locked(
        generation -> {
          if (generation.size() > 0) {
            apply(generation, Change.clear());
          }
          return generation;
        });
  }

  long size() {
    return locked(Generation::size);
  }

  /** The digests of all keys there are now, one after the other. */
  ByteBuffer digests() {
    return locked(Generation::digests);
  }

  /** The next entries of those there were; some may be gone. */
  List<RawEntry> page(ByteBuffer digests) {
    return locked(
        generation -> {
          List<RawEntry> page = new ArrayList<>();
          int bytes = 0;
          for (int i = 0; i < PAGE_ENTRIES && bytes < PAGE_BYTES && digests.hasRemaining(); i++) {
            RawEntry entry = generation.read(MapKey.nextDigest(digests));
            if (entry != null) {
              page.add(entry);
              bytes += entry.bytes();
            }
          }
          return page;
        });
  }

  /** Unmaps it in this process; no other call may be under way. */
  @Override
  public void close() {
    Uninterrupted.apart(
        () -> {
          holder.close();
          control.close();
          return control;
        });
    calls.close();
  }

  private void checkSize(MapKey key, byte[] value) {
    long bytes = (long) key.bytes().length + value.length;
    if (bytes > control.entryBytes()) {
      throw new UsageException(
          "An entry of %,d bytes (key %,d, value %,d) is too large for the %s, which was made with entryBytes %,d. Make it with larger entryBytes, or share a large value by itself."
              .formatted(bytes, key.bytes().length, value.length, title, control.entryBytes()));
    }
  }

  /** If this process is killed on the way, the next one finds the note and does the change. */
  private void apply(Generation generation, Change change) {
    control.journal().begin(change);
    generation.apply(change);
    control.journal().end();
  }

  private <T extends @Nullable Object> T locked(Function<Generation, T> step) {
    return calls.call(() -> lockedHere(step));
  }

  private <T extends @Nullable Object> T lockedHere(Function<Generation, T> step) {
    boolean fromDead = lock.lock();
    try {
      if (fromDead) {
        control.suspect(true);
      }
      return attempt(step, holder.current());
    } finally {
      lock.unlock();
    }
  }

  /** A step that ends in the middle of Chronicle, for want of memory say, may leave damage too. */
  private <T extends @Nullable Object> T attempt(
      Function<Generation, T> step, Generation generation) {
    try {
      return step.apply(generation);
    } catch (StoreFullException e) {
      throw e;
    } catch (Throwable e) {
      control.suspect(true);
      throw e;
    }
  }
}
