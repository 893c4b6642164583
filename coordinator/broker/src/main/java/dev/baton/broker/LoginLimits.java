package dev.baton.broker;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Limits what clients can cost before they have logged in.
 *
 * <p>Every user of the machine can reach the loopback interface. Kafka accepts requests of 512 KiB
 * from any client that connects, and allocates room for one as soon as its length is announced: a
 * thousand connections of another user filled the heap.
 */
final class LoginLimits {

  /**
   * The largest request before the login, in bytes. SCRAM and PLAIN need a few hundred, and the
   * names that a client gives itself are short.
   */
  static final int REQUEST_BYTES = 8 * 1024;

  /**
   * The maximum number of connections of a listener. With {@link #REQUEST_BYTES} each they take a
   * small part of the heap. A worker has three, so this is enough for hundreds of workers. Further
   * clients wait until others have gone.
   */
  static final int MOST_CONNECTIONS = 2_500;

  private static final List<String> LISTENERS =
      List.of(BoundListeners.CLIENT, BoundListeners.CONTROLLER, BoundListeners.REMOTE);

  /** Enough for the workers of one machine. */
  private static final int LEAST_CONNECTIONS = 100;

  /** Each listener gets a quarter of the files that this process may have open. */
  private static final int SHARE_OF_DESCRIPTORS = 4;

  /**
   * How long a connection may be silent. A process of a pool that was silent for longer reconnects
   * when it has something to say.
   */
  static final int IDLE_MS = 120_000;

  private LoginLimits() {}

  /** The settings, for all listeners of this process. */
  static Map<String, String> settings() {
    return settings(BrokerNeeds.descriptors());
  }

  /**
   * The settings, for all listeners.
   *
   * @param descriptors how many files and sockets the process may have open
   */
  static Map<String, String> settings(long descriptors) {
    int connections =
        Math.clamp(descriptors / SHARE_OF_DESCRIPTORS, LEAST_CONNECTIONS, MOST_CONNECTIONS);
    Map<String, String> map = new TreeMap<>();
    map.put("sasl.server.max.receive.size", Integer.toString(REQUEST_BYTES));
    // As if there were two: no listener can take more than half of all.
    map.put("max.connections", Integer.toString(2 * connections));
    for (String listener : LISTENERS) {
      map.put(
          BrokerProperties.listener(listener) + "max.connections", Integer.toString(connections));
    }
    map.put("connections.max.idle.ms", Integer.toString(IDLE_MS));
    return map;
  }
}
