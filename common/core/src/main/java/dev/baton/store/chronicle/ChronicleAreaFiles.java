package dev.baton.store.chronicle;

import dev.baton.EnvironmentException;
import dev.baton.store.StoreDirectory;
import dev.baton.store.blob.AreaFiles;
import dev.baton.store.blob.Catalogue;
import java.io.IOException;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.hash.impl.VanillaChronicleHash;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ExternalMapQueryContext;
import net.openhft.chronicle.map.MapEntry;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link ChronicleCatalogue}, and slabs as Chronicle Maps from 0, 1, 2 … to blocks of
 * constant size.
 *
 * <p>All entries of a slab are put when the map is made, each in one chunk, and never removed or
 * replaced; without tiers they never move. So a block is at the same place of the file in every
 * process, and from then on it is used there, by base and offset: no Chronicle lock is taken that a
 * killed process could leave behind. That also lets a JVM that cannot open Chronicle Maps read
 * them. The map is closed before its memory is used, as its file must not be opened in two ways at
 * once.
 */
public final class ChronicleAreaFiles implements AreaFiles {

  private static final int ALIGNMENT = 64;

  /**
   * What makes them in this JVM, or null if it was started without the flags that Chronicle Map
   * needs.
   */
  public static @Nullable ChronicleAreaFiles ifPossible() {
    return ChronicleRuntime.missingFlags().isEmpty() ? new ChronicleAreaFiles() : null;
  }

  @Override
  public long[] makeSlab(Path file, int blockBytes, int blocks) {
    ChronicleRuntime.prepare();
    try {
      StoreDirectory.createPrivateFile(file);
      byte[] block = new byte[blockBytes];
      try (ChronicleMap<Integer, byte[]> map =
          ChronicleMap.of(Integer.class, byte[].class)
              .name("baton-" + file.getFileName())
              .entries(blocks)
              .constantValueSizeBySample(block)
              .actualSegments(1)
              .entryAndValueOffsetAlignment(ALIGNMENT)
              .checksumEntries(false)
              .allowSegmentTiering(false)
              .sparseFile(false)
              .putReturnsNull(true)
              .skipCloseOnExitHook(true)
              .createPersistedTo(file.toFile())) {
        long[] offsets = new long[blocks];
        for (int number = 0; number < blocks; number++) {
          map.put(number, block);
          offsets[number] = offset(map, number);
        }
        return offsets;
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "Cannot create " + file + ": " + e.getMessage() + ". Free some room there.", e);
    }
  }

  @Override
  public Catalogue makeCatalogue(Path area) {
    return ChronicleCatalogue.create(area);
  }

  private static long offset(ChronicleMap<Integer, byte[]> map, int number) {
    try (ExternalMapQueryContext<Integer, byte[], ?> query = map.queryContext(number)) {
      query.readLock().lock();
      MapEntry<Integer, byte[]> entry = query.entry();
      if (entry == null) {
        throw new IllegalStateException(map.name() + " has no block " + number + ".");
      }
      BytesStore<?, ?> bytes = (BytesStore<?, ?>) entry.value().bytes();
      return bytes.addressForRead(entry.value().offset())
          - ((VanillaChronicleHash<?, ?, ?, ?>) map).bsAddress();
    }
  }
}
