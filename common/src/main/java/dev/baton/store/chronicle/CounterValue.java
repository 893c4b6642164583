package dev.baton.store.chronicle;

import net.openhft.chronicle.values.Align;
import net.openhft.chronicle.values.Array;
import net.openhft.chronicle.values.Group;

/**
 * One counter in shared memory, alone in its cache line; see {@link SlotValue} for why this is not
 * Chronicle's {@code LongValue}.
 */
interface CounterValue {

  /** The size of a counter in bytes. */
  int BYTES = 64;

  @Group(0)
  @Align(offset = 8)
  long getVolatileCount();

  void setVolatileCount(long count);

  long addAtomicCount(long delta);

  boolean compareAndSwapCount(long expected, long count);

  /** Fills the line; always 0. */
  @Group(1)
  @Array(length = 7)
  long getReservedAt(int index);

  void setReservedAt(int index, long reserved);
}
