package dev.baton.cli.status;

import dev.baton.wire.HostBeat;
import dev.baton.wire.Liveness;

/**
 * A host that was heard of and has not left.
 *
 * @param beat what it said last
 * @param silentMs how long ago that was
 */
public record HeardHost(HostBeat beat, long silentMs) {

  /** Three beats are missing: its agent hangs, or it is cut off. */
  private static final long SILENT_MS = Liveness.HOST_BEAT.multipliedBy(3).toMillis();

  /** Whether it should have been heard of since. */
  public boolean isSilent() {
    return silentMs > SILENT_MS;
  }
}
