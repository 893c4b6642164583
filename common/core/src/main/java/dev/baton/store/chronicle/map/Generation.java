package dev.baton.store.chronicle.map;

import dev.baton.store.StoreDirectory;
import dev.baton.store.chronicle.ChronicleRuntime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import net.openhft.chronicle.core.OS;
import net.openhft.chronicle.hash.impl.BigSegmentHeader;
import net.openhft.chronicle.hash.impl.CompactOffHeapLinearHashTable;
import net.openhft.chronicle.hash.impl.VanillaChronicleHash;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.chronicle.map.VanillaChronicleMap;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a shared map: a Chronicle Map of one segment, from the digests of keys to {@link
 * EntryImage}s. Digests and images have fixed sizes, so each entry is one chunk and stays where it
 * is; what a killed process leaves half done is then never more than the one entry it worked on,
 * and the count of entries.
 *
 * <p>Used by one thread of one process at a time, under the map's structural lock. So Chronicle's
 * own lock is always free, unless a process was killed while it had it.
 */
final class Generation implements AutoCloseable {

  private static final int ONLY_SEGMENT = 0;

  private final long number;
  private final VanillaChronicleMap<byte[], EntryImage, ?> map;
  private final int imageBytes;

  private Generation(long number, ChronicleMap<byte[], EntryImage> map, int entryBytes) {
    this.number = number;
    this.map = (VanillaChronicleMap<byte[], EntryImage, ?>) map;
    this.imageBytes = EntryImage.sizeFor(entryBytes);
  }

  static Generation create(Path file, long number, long capacity, int entryBytes)
      throws IOException {
    ChronicleRuntime.prepare();
    StoreDirectory.createPrivateFile(file);
    EntryImage sample = EntryImage.any(EntryImage.sizeFor(entryBytes));
    return new Generation(
        number,
        builder(file)
            .entries(capacity)
            .actualSegments(1)
            .constantKeySizeBySample(new byte[MapKey.DIGEST_BYTES])
            .valueReaderAndDataAccess(new EntryImageReader(), new EntryImageAccess())
            .constantValueSizeBySample(sample)
            // A killed process leaves no sum; tiers would move under the global lock; and a sparse
            // file on a full tmpfs ends the JVM with SIGBUS instead of an exception.
            .checksumEntries(false)
            .allowSegmentTiering(false)
            .sparseFile(false)
            .skipCloseOnExitHook(true)
            .createPersistedTo(file.toFile()),
        entryBytes);
  }

  static Generation open(Path file, long number, int entryBytes) throws IOException {
    ChronicleRuntime.prepare();
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString()); // Chronicle would make it
    }
    return new Generation(number, builder(file).createPersistedTo(file.toFile()), entryBytes);
  }

  /** What each process says anew; the rest is in the file. */
  private static ChronicleMapBuilder<byte[], EntryImage> builder(Path file) {
    return ChronicleMapBuilder.of(byte[].class, EntryImage.class)
        .name("baton-" + file.getFileName())
        .putReturnsNull(true)
        .removeReturnsNull(true);
  }

  /** Loads the classes that the first use needs, without a lock. */
  void prepare() {
    map.queryContext(new byte[MapKey.DIGEST_BYTES]).close();
  }

  long number() {
    return number;
  }

  /** The value of a key, or null. */
  byte @Nullable [] get(MapKey key) {
    EntryImage image = EntryImage.expecting(imageBytes, key.bytes());
    if (map.getUsing(key.digest(), image) == null) {
      return null;
    }
    if (image.isForeign()) {
      throw new IllegalStateException("Two keys of " + map.name() + " have the same digest.");
    }
    return image.value();
  }

  /** An entry by the digest of its key; null if there is none or it cannot be read. */
  @Nullable RawEntry read(byte[] digest) {
    EntryImage image = EntryImage.any(imageBytes);
    if (map.getUsing(digest, image) == null) {
      return null;
    }
    byte[] key = image.readKey();
    byte[] value = image.value();
    return key == null || value == null ? null : new RawEntry(new MapKey(digest, key), value);
  }

  void apply(Change change) {
    MapKey key = change.key();
    switch (change.kind()) {
      case PUT -> map.put(key.digest(), EntryImage.of(imageBytes, key.bytes(), change.value()));
      case REMOVE -> map.remove(key.digest());
      case CLEAR -> map.clear();
    }
  }

  /** How many entries there are; the map's own method would take its lock. */
  long size() {
    return BigSegmentHeader.INSTANCE.entries(map.segmentHeaderAddress(ONLY_SEGMENT));
  }

  /**
   * The digests of all keys, one after the other; after a death one may be there twice, or be of an
   * entry that is not.
   *
   * <p>Chronicle's own iteration stops when it has seen as many entries as it believes there are;
   * after a death that may be too few. Hence a walk over the slots of its hash table.
   */
  ByteBuffer digests() {
    VanillaChronicleHash<?, ?, ?, ?> layout = map;
    CompactOffHeapLinearHashTable table = layout.hashLookup;
    long tableAddress = layout.segmentBaseAddr(ONLY_SEGMENT);
    long entries =
        tableAddress
            + layout.tierHashLookupOuterSize
            + VanillaChronicleHash.TIER_COUNTERS_AREA_SIZE
            + layout.tierFreeListOuterSize
            + layout.tierEntrySpaceInnerOffset;
    ByteBuffer digests =
        ByteBuffer.allocate(Math.toIntExact((size() + 2) * MapKey.DIGEST_BYTES))
            .order(ByteOrder.nativeOrder());
    long position = 0;
    for (long i = 0; i < layout.tierHashLookupCapacity; i++) {
      long slot = table.readEntry(tableAddress, position);
      if (!table.empty(slot)) {
        long entry = entries + table.value(slot) * layout.chunkSize;
        if (digests.remaining() < MapKey.DIGEST_BYTES) {
          digests = grown(digests);
        }
        digests.putLong(OS.memory().readLong(entry));
        digests.putLong(OS.memory().readLong(entry + Long.BYTES));
      }
      position = table.step(position);
    }
    return digests.flip();
  }

  private static ByteBuffer grown(ByteBuffer full) {
    return ByteBuffer.allocate(2 * full.capacity()).order(full.order()).put(full.flip());
  }

  /** Whether a process was killed while it had Chronicle's lock. */
  boolean isLocked() {
    BigSegmentHeader header = BigSegmentHeader.INSTANCE;
    return header.getLockState(map.segmentHeaderAddress(ONLY_SEGMENT)) != header.resetLockState();
  }

  /** Frees Chronicle's lock. Who had it is dead. */
  void resetLock() {
    BigSegmentHeader.INSTANCE.resetLock(map.segmentHeaderAddress(ONLY_SEGMENT));
  }

  /** Unmaps it; another thread must not be inside. */
  @Override
  public void close() {
    map.close();
  }
}
