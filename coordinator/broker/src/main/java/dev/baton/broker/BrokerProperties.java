package dev.baton.broker;

import dev.baton.log.kafka.PoolTopics;
import dev.baton.log.kafka.login.KeyLoginModule;
import dev.baton.log.kafka.login.KeyServerCallbacks;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a combined broker and controller for one machine and one user.
 *
 * <p>No other user of the machine may use it, because anyone who writes to a worker's inbox runs
 * code as this user. Hence all listeners require a login, and are on the loopback interface unless
 * other hosts are to use it; then there is a listener for them, with TLS. The processes of the pool
 * use {@link KeyLoginModule}, other Kafka clients SCRAM, whose verifier is in the metadata log from
 * formatting on. Both also authenticate the broker to the client, so an attacker who binds the port
 * later gains nothing. The controller has to answer before that log is read, so it uses PLAIN, with
 * a password that never leaves this process: broker and controller are the same JVM. There is one
 * user, who may do everything, so no authorizer is needed.
 */
final class BrokerProperties {

  static final int NODE_ID = 1;

  private static final String CLIENT = listener(BoundListeners.CLIENT);
  private static final String CONTROLLER = listener(BoundListeners.CONTROLLER);

  /** The prefix of the settings of the listener for other hosts. */
  static final String REMOTE = listener(BoundListeners.REMOTE);

  private BrokerProperties() {}

  /** The prefix of the settings of one listener. */
  static String listener(String name) {
    return "listener.name." + name.toLowerCase(Locale.ROOT) + '.';
  }

  /**
   * The settings.
   *
   * @param succeeds whether another broker used these logs before
   */
  static Map<String, String> of(
      BoundListeners listeners,
      Path logs,
      boolean succeeds,
      BrokerLogin client,
      BrokerLogin controller,
      long heap) {
    Map<String, String> map = new TreeMap<>();
    node(map, listeners, logs);
    session(map, succeeds);
    security(map, client, controller);
    map.putAll(LoginLimits.settings());
    footprint(map, heap);
    retention(map);
    return map;
  }

  private static void node(Map<String, String> map, BoundListeners listeners, Path logs) {
    String client = BoundListeners.CLIENT + "://" + listeners.clientAddress();
    RemoteListener remote = listeners.remote();
    String controller = BoundListeners.CONTROLLER + "://" + listeners.controllerAddress();
    map.put("process.roles", "broker,controller");
    map.put("node.id", Integer.toString(NODE_ID));
    map.put("controller.quorum.voters", NODE_ID + "@" + listeners.controllerAddress());
    map.put("listeners", client + ',' + controller + remote(remote, RemoteListener::host));
    map.put("advertised.listeners", client + remote(remote, RemoteListener::advertisedHost));
    map.put("inter.broker.listener.name", BoundListeners.CLIENT);
    map.put("controller.listener.names", BoundListeners.CONTROLLER);
    map.put(
        "listener.security.protocol.map",
        "CLIENT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT,REMOTE:"
            + (remote != null && remote.tls() ? "SASL_SSL" : "SASL_PLAINTEXT"));
    map.put("log.dirs", logs.toString());
    map.put("auto.create.topics.enable", "false");
    map.put("controlled.shutdown.enable", "false"); // there is no other broker to take over
    map.put("offsets.topic.replication.factor", "1");
    map.put("offsets.topic.num.partitions", "1");
    map.put("transaction.state.log.replication.factor", "1");
    map.put("transaction.state.log.min.isr", "1");
    map.put("share.coordinator.state.topic.replication.factor", "1");
    map.put("share.coordinator.state.topic.min.isr", "1");
  }

  private static String remote(
      @Nullable RemoteListener remote, Function<RemoteListener, String> host) {
    return remote == null
        ? ""
        : ","
            + BoundListeners.REMOTE
            + "://"
            + RemoteListener.inAddress(host.apply(remote), remote.port());
  }

  /**
   * A broker may not register while its predecessor counts as alive, which is a whole session from
   * when the controller is up: with Kafka's 9 s, that was most of a restart. The predecessor is
   * certainly dead, because we own the directory. So a successor has short sessions; if the whole
   * process pauses for longer, that costs another tenth of a second. Other brokers save the beats,
   * which take a hundredth of a core.
   */
  private static void session(Map<String, String> map, boolean succeeds) {
    map.put("broker.session.timeout.ms", succeeds ? "400" : "2000");
    map.put("broker.heartbeat.interval.ms", succeeds ? "130" : "500");
  }

  private static void security(
      Map<String, String> map, BrokerLogin client, BrokerLogin controller) {
    map.putAll(login(CLIENT, client, List.of()));
    map.put("sasl.mechanism.inter.broker.protocol", KeyLoginModule.MECHANISM);
    map.put(CONTROLLER + "sasl.enabled.mechanisms", "PLAIN");
    map.put(
        CONTROLLER + "plain.sasl.jaas.config",
        controller.jaas(
            "plain.PlainLoginModule",
            " user_" + controller.user() + "=\"" + controller.password() + '"'));
    map.put("sasl.mechanism.controller.protocol", "PLAIN");
  }

  /** How users log in at a listener. */
  static Map<String, String> login(String prefix, BrokerLogin owner, List<BrokerLogin> others) {
    Map<String, String> map = new TreeMap<>();
    map.put(prefix + "sasl.enabled.mechanisms", "SCRAM-SHA-512," + KeyLoginModule.MECHANISM);
    map.put(prefix + "scram-sha-512.sasl.jaas.config", owner.jaas("scram.ScramLoginModule", ""));
    String key = prefix + KeyLoginModule.MECHANISM.toLowerCase(Locale.ROOT) + '.';
    map.put(key + "sasl.jaas.config", owner.keyJaas(others));
    map.put(key + "sasl.server.callback.handler.class", KeyServerCallbacks.class.getName());
    return map;
  }

  private static void footprint(Map<String, String> map, long heap) {
    map.put("message.max.bytes", Integer.toString(PoolTopics.LARGEST_BATCH_BYTES));
    map.put("num.network.threads", "2");
    map.put("num.io.threads", "4");
    map.put("background.threads", "2");
    map.put("group.coordinator.threads", "1");
    map.put("log.cleaner.threads", "1");
    map.put("log.cleaner.dedupe.buffer.size", "4194304"); // no topic is compacted
    map.put("log.index.size.max.bytes", "1048576");
    // Many large records at once wait in the sockets, not on the heap.
    map.put("queued.max.request.bytes", Long.toString(heap / 8 * 3));
    // -1 leaves socket buffers to the kernel, which sizes them for large records.
    map.put("socket.send.buffer.bytes", "-1");
    map.put("socket.receive.buffer.bytes", "-1");
  }

  /** How soon space is freed; how much is kept is set for each topic. */
  private static void retention(Map<String, String> map) {
    map.put("log.initial.task.delay.ms", "10000");
    map.put("log.retention.check.interval.ms", "5000");
    map.put("log.segment.delete.delay.ms", "1000");
  }
}
