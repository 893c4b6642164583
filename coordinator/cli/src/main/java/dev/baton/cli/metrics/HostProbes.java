package dev.baton.cli.metrics;

import dev.baton.agent.HostAgent;
import dev.baton.agent.HostReport;
import dev.baton.wire.Liveness;
import org.jspecify.annotations.Nullable;

/** What orchestrators ask of a host agent. */
public final class HostProbes {

  private HostProbes() {}

  /** Why the agent should be replaced; null if it does its work, or has not begun. */
  public static @Nullable String health(HostAgent agent) {
    if (agent.failure().isDone()) {
      return "the host agent has failed";
    }
    HostReport last = agent.report();
    return last != null && last.age().compareTo(Liveness.HOST_LOST) > 0
        ? "the host agent has sent no beat for " + last.age().toSeconds() + " s"
        : null;
  }

  /** Why no task can be sent to the host; null if one can. */
  public static @Nullable String readiness(HostAgent agent) {
    HostReport last = agent.report();
    if (last == null) {
      return "the host has not joined its pool";
    }
    if (last.beat().draining()) {
      return "the host is leaving its pool";
    }
    if (!agent.hasBroker()) {
      return "the broker does not answer";
    }
    return last.beat().workers().stream()
            .anyMatch(worker -> worker.takesTasks() || worker.startsOnDemand())
        ? null
        : "no worker takes tasks";
  }
}
