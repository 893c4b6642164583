package dev.baton.store.chronicle;

import dev.baton.EnvironmentException;
import dev.baton.store.HostState;
import dev.baton.store.StoreDirectory;
import dev.baton.store.StoreOwner;
import dev.baton.store.WorkerSlot;
import dev.baton.store.WorkerSnapshot;
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
 * The host state as a Chronicle Map from slot number to {@link SlotValue}.
 *
 * <p>The host agent creates the map with all its entries before any worker opens it, and entries
 * are never added, removed or replaced. So each process looks every entry up once, keeps its
 * address, and works there with atomic instructions: no Chronicle lock is taken after opening, none
 * can be left behind by a process that is killed, and nobody waits for anybody.
 */
public final class ChronicleHostState implements HostState {

  private static final String FILE = "state";

  private final Gate gate = new Gate();
  private final ChronicleMap<Integer, SlotValue> map;
  private final List<WorkerSlot> slots;

  private ChronicleHostState(ChronicleMap<Integer, SlotValue> map, int workers) {
    this.map = map;
    this.slots = IntStream.range(0, workers).mapToObj(this::resolve).toList();
  }

  /**
   * Creates the state of a host with {@code workers} free slots.
   *
   * @throws EnvironmentException if there is no room, or this JVM was started without the flags
   *     that Chronicle Map needs
   */
  public static ChronicleHostState create(StoreDirectory directory, int workers) {
    ChronicleRuntime.prepare();
    Path file = directory.path().resolve(FILE);
    ChronicleMap<Integer, SlotValue> map;
    try {
      StoreDirectory.createPrivateFile(file);
      map =
          ChronicleMap.of(Integer.class, SlotValue.class)
              .name("baton-host-state")
              .entries(workers)
              .actualSegments(1)
              .entryAndValueOffsetAlignment(64)
              // In-place changes would make a checksum wrong; tiers would move under the global
              // lock;
              // and a sparse file on a full tmpfs ends the JVM with SIGBUS instead of an exception.
              .checksumEntries(false)
              .allowSegmentTiering(false)
              .sparseFile(false)
              .skipCloseOnExitHook(true)
              .createPersistedTo(file.toFile());
    } catch (IOException e) {
      throw new EnvironmentException(
          "Cannot create the host state in "
              + directory.path()
              + ": "
              + e.getMessage()
              + ". Free some room there.",
          e);
    }
    for (int number = 0; number < workers; number++) {
      map.acquireUsing(number, Values.newNativeReference(SlotValue.class));
    }
    ChronicleHostState state = new ChronicleHostState(map, workers);
    state.slots.forEach(slot -> slot.running(0, WorkerSnapshot.NO_TASK, 0));
    return state;
  }

  /**
   * Opens the state that the host agent created in {@code directory}.
   *
   * @throws EnvironmentException if there is none, or one of another version of Baton
   */
  public static ChronicleHostState open(Path directory) {
    ChronicleRuntime.prepare();
    StoreOwner owner = StoreOwner.read(directory);
    if (owner.layout() != LAYOUT_VERSION) {
      throw new EnvironmentException(
          "The host state in %s has layout version %d, this Baton reads version %d. Use the same version of Baton for all of a host."
              .formatted(directory, owner.layout(), LAYOUT_VERSION));
    }
    Path file = directory.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        throw new NoSuchFileException(file.toString());
      }
      ChronicleMap<Integer, SlotValue> map =
          ChronicleMap.of(Integer.class, SlotValue.class)
              .name("baton-host-state")
              .createPersistedTo(file.toFile());
      return new ChronicleHostState(map, map.size());
    } catch (IOException e) {
      throw new EnvironmentException(
          "Cannot open the host state in " + directory + ": " + e.getMessage() + ".", e);
    }
  }

  @Override
  public int workers() {
    return slots.size();
  }

  @Override
  public WorkerSlot slot(int number) {
    return slots.get(number);
  }

  @Override
  public void close() {
    if (gate.close()) {
      map.close();
    }
  }

  /**
   * A slot on the address of its entry. A reference that a lookup returns would share one pointer
   * with all others of its thread and follow the next lookup, hence the own pointer.
   */
  private WorkerSlot resolve(int number) {
    try (ExternalMapQueryContext<Integer, SlotValue, ?> query = map.queryContext(number)) {
      query.readLock().lock();
      MapEntry<Integer, SlotValue> entry = query.entry();
      if (entry == null) {
        throw new IllegalStateException("The host state has no slot " + number + ".");
      }
      Data<SlotValue> data = entry.value();
      BytesStore<?, ?> bytes = (BytesStore<?, ?>) data.bytes();
      PointerBytesStore pointer = new PointerBytesStore();
      pointer.set(bytes.addressForRead(data.offset()), SlotValue.BYTES);
      SlotValue value = Values.newNativeReference(SlotValue.class);
      ((Byteable) value).bytesStore(pointer, 0, SlotValue.BYTES);
      return new ChronicleSlot(number, value, gate);
    }
  }
}
