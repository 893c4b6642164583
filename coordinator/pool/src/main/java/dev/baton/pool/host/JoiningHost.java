package dev.baton.pool.host;

import dev.baton.agent.HostAgent;
import dev.baton.link.local.LocalEvents;
import dev.baton.log.Log;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.pool.medium.JoiningMedium;
import dev.baton.pool.medium.Medium;
import dev.baton.pool.setup.PoolConfig;
import java.util.HashMap;
import java.util.Map;

/**
 * A local host that does not wait for its broker: its workers are reached through sockets, like
 * those of a {@link SocketHost}, and results and events are on the log once the broker, which
 * starts in the meantime, is ready. Thread-safe.
 */
final class JoiningHost implements LocalHost {

  /**
   * How long a record for the log waits for others, to travel with them, in milliseconds: nobody
   * waits for it but the end, which has all sent at once. So what a {@code kill -9} of the
   * coordinator costs is that much more work, and a job of many short tasks needs a tenth of the
   * requests.
   */
  private static final String LINGER_MS = "20";

  private final PoolConfig config;
  private final Listener listener;
  private final ChildWatch watch;
  private final OwnBroker broker;
  private final HostAgent agent;
  private final JoiningMedium medium;
  private volatile boolean closing;

  private JoiningHost(
      PoolConfig config, Listener listener, ChildWatch watch, OwnBroker broker, HostAgent agent) {
    this.config = config;
    this.listener = listener;
    this.watch = watch;
    this.broker = broker;
    this.agent = agent;
    this.medium = new JoiningMedium(new LocalEvents(), config.dataDirectory());
  }

  /** Starts workers and broker. */
  static JoiningHost start(PoolConfig config, Listener listener) {
    HostAgent agent = SocketHost.prepare(config, listener);
    ChildWatch watch = new ChildWatch(listener);
    try {
      OwnBroker broker = OwnBroker.start(config, watch);
      return new JoiningHost(config, listener, watch, broker, agent);
    } catch (RuntimeException e) {
      agent.close();
      throw e;
    }
  }

  @Override
  public Medium connect() {
    agent.connect(medium.local());
    var _ = Thread.ofPlatform().daemon().name("baton-join").start(this::join);
    return medium;
  }

  private void join() {
    try {
      Map<String, String> client = broker.awaitReady();
      Log log = KafkaLog.connectCreating(config.topics(), unhurried(client), config.startTimeout());
      if (medium.join(log)) {
        agent.joinLog(client, config.startTimeout());
      }
    } catch (RuntimeException e) {
      medium.cannotJoin();
      if (!closing) {
        listener.failed(e);
      }
    }
  }

  private static Map<String, String> unhurried(Map<String, String> client) {
    Map<String, String> properties = new HashMap<>(client);
    var _ = properties.putIfAbsent("linger.ms", LINGER_MS);
    return properties;
  }

  @Override
  public void supervise() {
    watch.supervise();
  }

  @Override
  public void discardData() {
    broker.discardData();
    medium.discard();
  }

  /** Ends the workers, then the broker. */
  @Override
  public void close() {
    closing = true;
    watch.close();
    agent.close();
    broker.close();
  }
}
