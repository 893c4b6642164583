package dev.baton.cli.host;

import dev.baton.wire.Event;
import dev.baton.wire.HostBeat;
import dev.baton.wire.HostDown;
import dev.baton.wire.HostDrained;
import dev.baton.wire.Liveness;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Follows a host that was asked to leave, by its events. For one thread. */
final class DrainProgress {

  /** An agent that lives answers with its next beat; a busy machine may be slow. */
  static final Duration NOTICE_LIMIT = Duration.ofSeconds(10);

  /** How far the host is. */
  enum State {
    /** It has not said yet that it leaves. */
    ASKED,
    /** Its workers finish what they run. */
    LEAVING,
    /** It has left. */
    LEFT,
    /** It is there and does not leave. */
    IGNORING,
    /** It has not been heard of for as long as coordinators wait before they give a host up. */
    SILENT
  }

  private final long host;
  private final long beganNs;
  private long heardNs;
  private boolean isLeaving;
  private boolean hasLeft;
  private @Nullable HostDrained result;

  /** Follows the host of this incarnation, which is asked now. */
  DrainProgress(long host, long nowNs) {
    this.host = host;
    this.beganNs = nowNs;
    this.heardNs = nowNs;
  }

  /** Notes an event. */
  void hear(Event event, long nowNs) {
    switch (event) {
      case HostBeat beat when beat.host() == host -> {
        heardNs = nowNs;
        isLeaving |= beat.draining();
      }
      case HostDrained drained when drained.host() == host -> {
        heardNs = nowNs;
        isLeaving = true;
        result = drained;
      }
      case HostDown down when down.host() == host -> hasLeft = true;
      default -> {} // of other hosts
    }
  }

  /** How far the host is now. */
  State state(long nowNs) {
    if (hasLeft) {
      return State.LEFT;
    }
    if (nowNs - heardNs > Liveness.HOST_LOST.toNanos()) {
      return State.SILENT;
    }
    if (isLeaving) {
      return State.LEAVING;
    }
    return nowNs - beganNs > NOTICE_LIMIT.toNanos() ? State.IGNORING : State.ASKED;
  }

  /** What became of its tasks; null if it did not say. */
  @Nullable HostDrained result() {
    return result;
  }
}
