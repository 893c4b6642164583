package dev.baton.store;

import dev.baton.EnvironmentException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The host state as {@link MappedLines}, one for each worker. */
public final class MappedHostState implements HostState {

  private static final String FILE = "state";

  private final MappedLines lines;
  private final List<MappedSlot> slots;

  private MappedHostState(MappedLines lines) {
    this.lines = lines;
    this.slots =
        IntStream.range(0, lines.lines().size())
            .mapToObj(number -> new MappedSlot(number, lines.lines().get(number)))
            .toList();
  }

  /**
   * Creates the state of a host with {@code workers} free slots.
   *
   * @throws EnvironmentException if there is no room
   */
  public static MappedHostState create(StoreDirectory directory, int workers) {
    MappedLines lines = MappedLines.create(directory.path().resolve(FILE), workers);
    MappedHostState state = new MappedHostState(lines);
    state.slots.forEach(slot -> slot.running(0, WorkerSnapshot.NO_TASK, 0));
    return state;
  }

  /**
   * Opens the state that the host agent created in {@code directory}.
   *
   * @throws EnvironmentException if there is none, or one of another version of Baton
   */
  public static MappedHostState open(Path directory) {
    StoreOwner owner = StoreOwner.read(directory);
    if (owner.layout() != LAYOUT_VERSION) {
      throw new EnvironmentException(
          "The host state in %s has layout version %d, this Baton reads version %d. Use the same version of Baton for all of a host."
              .formatted(directory, owner.layout(), LAYOUT_VERSION));
    }
    return new MappedHostState(MappedLines.open(directory.resolve(FILE)));
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
    lines.close();
  }
}
