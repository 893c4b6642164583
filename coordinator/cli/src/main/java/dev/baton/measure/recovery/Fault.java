package dev.baton.measure.recovery;

import dev.baton.Transport;
import dev.baton.config.Words;
import java.util.List;

/** What befalls a pool. */
public enum Fault {
  /** {@code kill -9} of a worker, to the moment when its task runs again elsewhere. */
  WORKER_KILLED,
  /** {@code kill -STOP} of a worker, to the moment when its task runs again elsewhere. */
  WORKER_FROZEN,
  /** {@code kill -9} of the host agent, to the moment when a task of its runs again. */
  AGENT_KILLED,
  /** {@code kill -9} of the broker, to the result of a task that was submitted after it. */
  BROKER_KILLED,
  /** {@code kill -9} of the coordinator and {@code baton resume}, to its first new result. */
  COORDINATOR_KILLED;

  /** Over what the pools go that it can befall: on sockets there is no broker, and no agent. */
  List<Transport> transports() {
    return switch (this) {
      case WORKER_KILLED, WORKER_FROZEN -> List.of(Transport.LOCAL, Transport.KAFKA);
      case AGENT_KILLED, BROKER_KILLED, COORDINATOR_KILLED -> List.of(Transport.KAFKA);
    };
  }

  /** For people, such as "worker killed". */
  public String label() {
    return Words.of(this);
  }
}
