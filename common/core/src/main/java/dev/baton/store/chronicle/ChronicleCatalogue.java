package dev.baton.store.chronicle;

import dev.baton.EnvironmentException;
import dev.baton.store.StoreDirectory;
import dev.baton.store.writer.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.core.Memory;
import net.openhft.chronicle.core.OS;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ExternalMapQueryContext;
import net.openhft.chronicle.map.MapEntry;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue as a Chronicle Map from 0, 1, 2 … to the words of a segment.
 *
 * <p>It is made with all its entries before another process can open it, and entries are never
 * added, removed or replaced. So each process looks every entry up once, and reads and writes its
 * words by address: no Chronicle lock is taken after opening, none can be left behind by a process
 * that is killed.
 *
 * <pre>
 *  0 number    8 sequence    16 length    24 capacity    32 since
 * </pre>
 *
 * <p>{@code number} is 0 while the rest changes, and in an entry that is not used.
 */
public final class ChronicleCatalogue implements Catalogue {

  private static final String FILE = "catalogue";
  private static final int SEQUENCE = 8;
  private static final int LENGTH = 16;
  private static final int CAPACITY = 24;
  private static final int SINCE = 32;
  private static final int ENTRY_BYTES = 40;
  private static final int ALIGNMENT = 8;

  private final ChronicleMap<Integer, byte[]> map;
  private final Memory memory = OS.memory();
  private final long[] addresses;
  private final Map<Integer, Integer> places = new HashMap<>();
  private final Deque<Integer> free = new ArrayDeque<>();
  private boolean closed;

  private ChronicleCatalogue(ChronicleMap<Integer, byte[]> map) {
    this.map = map;
    this.addresses = IntStream.range(0, map.size()).mapToLong(this::address).toArray();
    IntStream.range(0, addresses.length).forEach(free::addLast);
  }

  /**
   * Makes an empty catalogue in the directory of an area; {@link Catalogue#NONE} if this JVM was
   * started without the flags that Chronicle Map needs.
   *
   * @throws EnvironmentException if there is no room
   */
  public static Catalogue createIfPossible(Path area) {
    return ChronicleRuntime.missingFlags().isEmpty() ? create(area) : NONE;
  }

  private static ChronicleCatalogue create(Path area) {
    ChronicleRuntime.prepare();
    Path file = area.resolve(FILE);
    byte[] empty = new byte[ENTRY_BYTES];
    try {
      StoreDirectory.createPrivateFile(file);
      ChronicleMap<Integer, byte[]> map =
          ChronicleMap.of(Integer.class, byte[].class)
              .name("baton-" + FILE)
              .entries(ROOM)
              .constantValueSizeBySample(empty)
              .actualSegments(1)
              .entryAndValueOffsetAlignment(ALIGNMENT)
              // In-place changes would make a checksum wrong; tiers would move under the global
              // lock; and a sparse file on a full tmpfs ends the JVM with SIGBUS instead of an
              // exception.
              .checksumEntries(false)
              .allowSegmentTiering(false)
              .sparseFile(false)
              .putReturnsNull(true)
              .skipCloseOnExitHook(true)
              .createPersistedTo(file.toFile());
      for (int place = 0; place < ROOM; place++) {
        map.put(place, empty);
      }
      StoreDirectory.createPrivateFile(mark(area));
      return new ChronicleCatalogue(map);
    } catch (IOException e) {
      throw new EnvironmentException(
          "Cannot create " + file + ": " + e.getMessage() + ". Free some room there.", e);
    }
  }

  /**
   * Opens the catalogue of an area to read it.
   *
   * @throws EnvironmentException if it cannot be opened
   */
  public static ChronicleCatalogue open(Path area) {
    ChronicleRuntime.prepare();
    Path file = area.resolve(FILE);
    try {
      if (!isIn(area)) {
        throw new NoSuchFileException(file.toString());
      }
      return new ChronicleCatalogue(
          ChronicleMap.of(Integer.class, byte[].class)
              .name("baton-" + FILE)
              .createPersistedTo(file.toFile()));
    } catch (IOException e) {
      throw new EnvironmentException("Cannot open " + file + ": " + e.getMessage() + ".", e);
    }
  }

  /** Whether an area has a catalogue; it is made with the first segment. */
  public static boolean isIn(Path area) {
    return Files.exists(mark(area));
  }

  /**
   * Chronicle would take a file that is being made for one that it is to make: so there is one more
   * to say that it is made.
   */
  private static Path mark(Path area) {
    return area.resolve(FILE + ".made");
  }

  private long address(int place) {
    try (ExternalMapQueryContext<Integer, byte[], ?> query = map.queryContext(place)) {
      query.readLock().lock();
      MapEntry<Integer, byte[]> entry = query.entry();
      if (entry == null) {
        throw new IllegalStateException(map.name() + " has no entry " + place + ".");
      }
      BytesStore<?, ?> bytes = (BytesStore<?, ?>) entry.value().bytes();
      return bytes.addressForRead(entry.value().offset());
    }
  }

  @Override
  public synchronized void note(Entry entry) {
    Integer place = places.computeIfAbsent(entry.number(), _ -> free.pollFirst());
    if (place == null || closed) {
      return; // there are more segments than anybody will read about
    }
    long at = addresses[place];
    memory.writeOrderedLong(at, 0);
    memory.writeOrderedLong(at + SEQUENCE, entry.sequence());
    memory.writeOrderedLong(at + LENGTH, entry.length());
    memory.writeOrderedLong(at + CAPACITY, entry.capacity());
    memory.writeOrderedLong(at + SINCE, entry.sinceMs());
    memory.writeOrderedLong(at, entry.number());
  }

  @Override
  public synchronized void remove(int number) {
    Integer place = places.remove(number);
    if (place != null && !closed) {
      memory.writeOrderedLong(addresses[place], 0);
      free.addFirst(place);
    }
  }

  @Override
  public synchronized List<Entry> entries() {
    return closed
        ? List.of()
        : LongStream.of(addresses).mapToObj(this::read).filter(Objects::nonNull).toList();
  }

  private @Nullable Entry read(long at) {
    long number = memory.readVolatileLong(at);
    Entry read =
        new Entry(
            (int) number,
            memory.readVolatileLong(at + SEQUENCE),
            memory.readVolatileLong(at + LENGTH),
            memory.readVolatileLong(at + CAPACITY),
            memory.readVolatileLong(at + SINCE));
    return number != 0 && memory.readVolatileLong(at) == number ? read : null;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      map.close();
    }
  }
}
