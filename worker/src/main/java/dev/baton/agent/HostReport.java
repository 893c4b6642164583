package dev.baton.agent;

import dev.baton.agent.supervision.WorkerTotals;
import dev.baton.wire.HostBeat;
import java.time.Duration;

/**
 * What a host agent knew at its last beat.
 *
 * @param beat what it told the pool
 * @param totals what its workers have done by then
 * @param atNs when that was, by {@link System#nanoTime}
 */
public record HostReport(HostBeat beat, WorkerTotals totals, long atNs) {

  /** How long ago that was. */
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - atNs);
  }
}
