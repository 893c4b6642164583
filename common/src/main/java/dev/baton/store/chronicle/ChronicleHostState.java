package dev.baton.store.chronicle;

import dev.baton.EnvironmentException;
import dev.baton.store.HostState;
import dev.baton.store.StoreDirectory;
import dev.baton.store.StoreOwner;
import dev.baton.store.WorkerSlot;
import dev.baton.store.WorkerSnapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The host state as {@link FixedEntries}, one {@link SlotValue} for each worker. */
public final class ChronicleHostState implements HostState {

  private static final String FILE = "state";

  private final FixedEntries<SlotValue> entries;
  private final List<WorkerSlot> slots;

  private ChronicleHostState(FixedEntries<SlotValue> entries) {
    this.entries = entries;
    List<SlotValue> values = entries.values();
    this.slots =
        IntStream.range(0, values.size())
            .<WorkerSlot>mapToObj(
                number -> new ChronicleSlot(number, values.get(number), entries.gate()))
            .toList();
  }

  /**
   * Creates the state of a host with {@code workers} free slots.
   *
   * @throws EnvironmentException if there is no room, or this JVM was started without the flags
   *     that Chronicle Map needs
   */
  public static ChronicleHostState create(StoreDirectory directory, int workers) {
    Path file = directory.path().resolve(FILE);
    ChronicleHostState state =
        new ChronicleHostState(
            FixedEntries.create(file, SlotValue.class, SlotValue.BYTES, workers));
    state.slots.forEach(slot -> slot.running(0, WorkerSnapshot.NO_TASK, 0));
    return state;
  }

  /**
   * Opens the state that the host agent created in {@code directory}.
   *
   * @throws EnvironmentException if there is none, or one of another version of Baton
   */
  public static ChronicleHostState open(Path directory) {
    StoreOwner owner = StoreOwner.read(directory);
    if (owner.layout() != LAYOUT_VERSION) {
      throw new EnvironmentException(
          "The host state in %s has layout version %d, this Baton reads version %d. Use the same version of Baton for all of a host."
              .formatted(directory, owner.layout(), LAYOUT_VERSION));
    }
    return new ChronicleHostState(
        FixedEntries.open(directory.resolve(FILE), SlotValue.class, SlotValue.BYTES));
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
    entries.close();
  }
}
