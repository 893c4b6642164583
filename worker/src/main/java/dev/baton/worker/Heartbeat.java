package dev.baton.worker;

import dev.baton.role.Clock;
import dev.baton.role.Role;
import dev.baton.store.WorkerSlot;
import dev.baton.wire.Liveness;
import java.util.function.LongSupplier;

/**
 * Shows in the host state that the worker is alive. It depends on no link, so a hung link is not
 * mistaken for a hung JVM.
 */
final class Heartbeat implements Role {

  private final WorkerSlot slot;
  private final Clock clock;
  private final LongSupplier malformed;
  private final GarbageWatch garbage;
  private final Runnable onHeapFull;
  private long counted;

  /**
   * Creates a heartbeat.
   *
   * @param malformed how many malformed records have arrived so far
   * @param onHeapFull called when the JVM does nothing but collect garbage
   */
  Heartbeat(
      WorkerSlot slot,
      Clock clock,
      LongSupplier malformed,
      GarbageWatch garbage,
      Runnable onHeapFull) {
    this.slot = slot;
    this.clock = clock;
    this.malformed = malformed;
    this.garbage = garbage;
    this.onHeapFull = onHeapFull;
  }

  @Override
  public long doWork(long nowNs) {
    slot.beat(clock.epochMillis());
    for (long now = malformed.getAsLong(); counted < now; counted++) {
      slot.dropped();
    }
    if (garbage.isStuck(nowNs)) {
      onHeapFull.run();
    }
    return Liveness.WORKER_BEAT.toNanos();
  }
}
