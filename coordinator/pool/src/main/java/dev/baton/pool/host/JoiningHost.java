package dev.baton.pool.host;

import dev.baton.agent.HostAgent;
import dev.baton.link.local.LocalEvents;
import dev.baton.log.Log;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.pool.medium.JoiningMedium;
import dev.baton.pool.medium.Medium;
import dev.baton.pool.setup.PoolConfig;
import java.util.Map;

/**
 * A local host that does not wait for its broker: its workers are reached through sockets, like
 * those of a {@link SocketHost}, and results and events are on the log once the broker, which
 * starts in the meantime, is ready. Thread-safe.
 */
final class JoiningHost implements LocalHost {

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
      Log log = KafkaLog.connectCreating(config.topics(), client, config.startTimeout());
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
