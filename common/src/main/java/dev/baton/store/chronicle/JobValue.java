package dev.baton.store.chronicle;

import net.openhft.chronicle.values.Align;
import net.openhft.chronicle.values.Group;

/**
 * One note of a {@link ChronicleJobBoard} in shared memory: longs, one after the other.
 *
 * <pre>
 *  0 coordinator    8 id (24 bytes of ASCII, zeros behind)    32 pending    40 dispatched
 * 48 done          56 failed                                  64 heard
 * </pre>
 *
 * <p>{@code coordinator} is 0 while the rest changes, and in a note that was never used.
 */
interface JobValue {

  /** The size of a note in bytes. */
  int BYTES = 72;

  @Group(0)
  @Align(offset = 8)
  long getVolatileCoordinator();

  void setOrderedCoordinator(long coordinator);

  @Group(1)
  @Align(offset = 8)
  long getVolatileId0();

  void setOrderedId0(long id0);

  @Group(2)
  @Align(offset = 8)
  long getVolatileId1();

  void setOrderedId1(long id1);

  @Group(3)
  @Align(offset = 8)
  long getVolatileId2();

  void setOrderedId2(long id2);

  @Group(4)
  @Align(offset = 8)
  long getVolatilePending();

  void setOrderedPending(long pending);

  @Group(5)
  @Align(offset = 8)
  long getVolatileDispatched();

  void setOrderedDispatched(long dispatched);

  @Group(6)
  @Align(offset = 8)
  long getVolatileDone();

  void setOrderedDone(long done);

  @Group(7)
  @Align(offset = 8)
  long getVolatileFailed();

  void setOrderedFailed(long failed);

  @Group(8)
  @Align(offset = 8)
  long getVolatileHeard();

  void setOrderedHeard(long heard);
}
