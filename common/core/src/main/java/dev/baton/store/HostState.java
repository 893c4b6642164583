package dev.baton.store;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The part of the host store that says what each worker of the host does: written by the workers,
 * read by the host agent and by whoever asks for the status. Thread-safe.
 *
 * <p>It holds its own until the last process that opened it is gone: a worker that is killed leaves
 * what it wrote.
 */
public interface HostState extends AutoCloseable {

  /**
   * The version of the layout in memory; processes of different versions do not read each other's
   * state.
   */
  int LAYOUT_VERSION = 5;

  /** How many slots there are. */
  int workers();

  /** The slot of a worker, from 0. */
  WorkerSlot slot(int number);

  /** What all slots say now. */
  default List<WorkerSnapshot> snapshots() {
    return IntStream.range(0, workers()).mapToObj(number -> slot(number).snapshot()).toList();
  }

  /** Gives the memory back in this process; later calls fail with an exception. */
  @Override
  void close();
}
