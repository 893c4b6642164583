package dev.baton.agent;

import dev.baton.agent.supervision.HostEvents;
import dev.baton.role.Role;
import dev.baton.wire.HostData;
import dev.baton.wire.Liveness;
import dev.baton.wire.WorkerStatus;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Reports, at every {@link Liveness#HOST_BEAT} and at once on request, that the host is alive and
 * what its workers do.
 */
final class HostBeats implements Role {

  private final HostEvents events;
  private final BooleanSupplier draining;
  private final Supplier<List<WorkerStatus>> workers;
  private final Supplier<HostData> data;
  private List<Integer> claims = List.of();
  private boolean begun;
  private boolean due;
  private long lastNs;

  /**
   * Creates beats that have not begun.
   *
   * @param draining whether the host is leaving
   * @param workers what its workers do
   * @param data what it holds; called for each beat
   */
  HostBeats(
      HostEvents events,
      BooleanSupplier draining,
      Supplier<List<WorkerStatus>> workers,
      Supplier<HostData> data) {
    this.events = events;
    this.draining = draining;
    this.workers = workers;
    this.data = data;
  }

  /** Sends beats from now on, for a host that has these inboxes. */
  void begin(List<Integer> inboxes) {
    claims = List.copyOf(inboxes);
    begun = true;
    due = true;
  }

  /** Sends the next beat at once. */
  void hurry() {
    due = true;
  }

  @Override
  public long doWork(long nowNs) {
    if (!begun) {
      return NOTHING_DUE;
    }
    if (due || nowNs - lastNs >= Liveness.HOST_BEAT.toNanos()) {
      due = false;
      lastNs = nowNs;
      events.beat(draining.getAsBoolean(), claims, workers.get(), data.get());
    }
    return lastNs + Liveness.HOST_BEAT.toNanos() - nowNs;
  }
}
