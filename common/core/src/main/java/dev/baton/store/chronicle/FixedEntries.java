package dev.baton.store.chronicle;

import dev.baton.EnvironmentException;
import dev.baton.store.StoreDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import net.openhft.chronicle.bytes.Byteable;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.bytes.PointerBytesStore;
import net.openhft.chronicle.hash.Data;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ExternalMapQueryContext;
import net.openhft.chronicle.map.MapEntry;
import net.openhft.chronicle.values.Values;

/**
 * A file in shared memory with a fixed number of values: a Chronicle Map from 0, 1, 2 … to a value
 * interface.
 *
 * <p>It is made with all its entries before another process can open it, and entries are never
 * added, removed or replaced. So each process looks every entry up once, keeps its address, and
 * works there with atomic instructions: no Chronicle lock is taken after opening, none can be left
 * behind by a process that is killed, and nobody waits for anybody. Thread-safe.
 */
final class FixedEntries<V> implements AutoCloseable {

  private final Gate gate;
  private final ChronicleMap<Integer, V> map;
  private final List<V> values;

  private FixedEntries(ChronicleMap<Integer, V> map, Class<V> type, int count, int valueBytes) {
    this.map = map;
    this.gate = new Gate("The host store's " + map.name());
    this.values =
        IntStream.range(0, count).mapToObj(number -> resolve(number, type, valueBytes)).toList();
  }

  /**
   * Makes a file of {@code count} values, all zeros.
   *
   * @throws EnvironmentException if there is no room, or this JVM was started without the flags
   *     that Chronicle Map needs
   */
  static <V> FixedEntries<V> create(Path file, Class<V> type, int valueBytes, int count) {
    ChronicleRuntime.prepare();
    try {
      StoreDirectory.createPrivateFile(file);
      ChronicleMap<Integer, V> map =
          ChronicleMap.of(Integer.class, type)
              .name("baton-" + file.getFileName())
              .entries(count)
              .actualSegments(1)
              .entryAndValueOffsetAlignment(64)
              // In-place changes would make a checksum wrong; tiers would move under the global
              // lock; and a sparse file on a full tmpfs ends the JVM with SIGBUS instead of an
              // exception.
              .checksumEntries(false)
              .allowSegmentTiering(false)
              .sparseFile(false)
              .skipCloseOnExitHook(true)
              .createPersistedTo(file.toFile());
      for (int number = 0; number < count; number++) {
        map.acquireUsing(number, Values.newNativeReference(type));
      }
      StoreDirectory.createPrivateFile(mark(file));
      return new FixedEntries<>(map, type, count, valueBytes);
    } catch (IOException e) {
      throw new EnvironmentException(
          "Cannot create " + file + ": " + e.getMessage() + ". Free some room there.", e);
    }
  }

  /**
   * Opens a file that another process made.
   *
   * @throws EnvironmentException if there is none, or it cannot be opened
   */
  static <V> FixedEntries<V> open(Path file, Class<V> type, int valueBytes) {
    ChronicleRuntime.prepare();
    try {
      if (!exists(file)) {
        throw new NoSuchFileException(file.toString());
      }
      ChronicleMap<Integer, V> map =
          ChronicleMap.of(Integer.class, type)
              .name("baton-" + file.getFileName())
              .createPersistedTo(file.toFile());
      return new FixedEntries<>(map, type, map.size(), valueBytes);
    } catch (IOException e) {
      throw new EnvironmentException("Cannot open " + file + ": " + e.getMessage() + ".", e);
    }
  }

  /** Whether a file is there, and whole. */
  static boolean exists(Path file) {
    return Files.exists(mark(file));
  }

  /**
   * Chronicle would take a file that is being made for one that it is to make: so there is one more
   * to say that it is made.
   */
  private static Path mark(Path file) {
    return file.resolveSibling(file.getFileName() + ".made");
  }

  /** The values by number; they may be used between {@link #gate()}'s enter and leave only. */
  List<V> values() {
    return values;
  }

  /** Keeps the memory mapped. */
  Gate gate() {
    return gate;
  }

  /** Waits for calls that are under way, and gives the memory back in this process. */
  @Override
  public void close() {
    if (gate.close()) {
      map.close();
    }
  }

  /**
   * A value on the address of its entry. A reference that a lookup returns would share one pointer
   * with all others of its thread and follow the next lookup, hence the own pointer.
   */
  private V resolve(int number, Class<V> type, int valueBytes) {
    try (ExternalMapQueryContext<Integer, V, ?> query = map.queryContext(number)) {
      query.readLock().lock();
      MapEntry<Integer, V> entry = query.entry();
      if (entry == null) {
        throw new IllegalStateException(map.name() + " has no entry " + number + ".");
      }
      Data<V> data = entry.value();
      BytesStore<?, ?> bytes = (BytesStore<?, ?>) data.bytes();
      PointerBytesStore pointer = new PointerBytesStore();
      pointer.set(bytes.addressForRead(data.offset()), valueBytes);
      V value = Values.newNativeReference(type);
      ((Byteable) value).bytesStore(pointer, 0, valueBytes);
      return value;
    }
  }
}
