package dev.baton.store.chronicle;

import net.openhft.chronicle.values.Align;
import net.openhft.chronicle.values.Group;

/**
 * One entry of a {@link ChronicleCatalogue} in shared memory: longs, one after the other.
 *
 * <pre>
 *  0 number    8 sequence    16 length    24 capacity    32 since
 * </pre>
 *
 * <p>{@code number} is 0 while the rest changes, and in an entry that is not used.
 */
interface SegmentValue {

  /** The size of an entry in bytes. */
  int BYTES = 40;

  @Group(0)
  @Align(offset = 8)
  long getVolatileNumber();

  void setOrderedNumber(long number);

  @Group(1)
  @Align(offset = 8)
  long getVolatileSequence();

  void setOrderedSequence(long sequence);

  @Group(2)
  @Align(offset = 8)
  long getVolatileLength();

  void setOrderedLength(long length);

  @Group(3)
  @Align(offset = 8)
  long getVolatileCapacity();

  void setOrderedCapacity(long capacity);

  @Group(4)
  @Align(offset = 8)
  long getVolatileSince();

  void setOrderedSince(long since);
}
