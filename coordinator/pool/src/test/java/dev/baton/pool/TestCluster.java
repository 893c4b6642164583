package dev.baton.pool;

import dev.baton.agent.HostAgent;
import dev.baton.agent.setup.AgentConfig;
import dev.baton.broker.BrokerConfig;
import dev.baton.broker.EmbeddedBroker;
import dev.baton.config.HeapSize;
import dev.baton.config.PoolSettings;
import dev.baton.config.Settings;
import dev.baton.config.WorkerSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A broker, and a host that has joined it: this one. */
final class TestCluster implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final List<String> output = new CopyOnWriteArrayList<>();
  private final String pool;
  private final EmbeddedBroker broker;
  private final HostAgent agent;
  private final Map<String, String> kafka;

  private TestCluster(String pool, int workers, Duration idleTimeout) {
    this.pool = pool;
    broker = EmbeddedBroker.start(BrokerConfig.temporary(pool).withInboxPartitions(2), output::add);
    try {
      kafka = broker.awaitReady(LIMIT);
      agent =
          HostAgent.prepare(
              new AgentConfig(
                  Settings.DEFAULT
                      .with(PoolSettings.POOL, pool)
                      .with(WorkerSettings.WORKERS, workers)
                      .with(WorkerSettings.SPARES, 0)
                      .with(WorkerSettings.IDLE_TIMEOUT, idleTimeout)
                      .with(WorkerSettings.HEAP, HeapSize.fixed(128L << 20))),
              output::add);
    } catch (RuntimeException | Error e) {
      broker.close();
      throw e;
    }
  }

  /** Starts it; returns once the workers can take tasks. */
  static TestCluster start(String pool, int workers) {
    return start(pool, workers, Duration.ZERO);
  }

  /** As above, with workers that end when they have had nothing to do for so long. */
  static TestCluster start(String pool, int workers, Duration idleTimeout) {
    TestCluster cluster = new TestCluster(pool, workers, idleTimeout);
    try {
      cluster.agent.connect(cluster.kafka);
      cluster.agent.awaitReady(LIMIT);
      return cluster;
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  /** The client properties that lead to the broker. */
  Map<String, String> kafka() {
    return kafka;
  }

  /** A builder of pools that use this cluster. */
  ProcessPoolBuilder builder() {
    return ProcessPool.builder().pool(pool).kafkaProperties(kafka);
  }

  /** What workers and broker have printed. */
  List<String> output() {
    return output;
  }

  @Override
  public void close() {
    agent.close();
    broker.close();
  }
}
