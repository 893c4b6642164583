package dev.baton.pool.host;

import dev.baton.broker.BrokerConfig;
import dev.baton.broker.EmbeddedBroker;
import dev.baton.config.WorkerSettings;
import dev.baton.pool.setup.PoolConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The broker of a local host; it is replaced when it ends. Thread-safe. */
final class OwnBroker {

  private final PoolConfig config;
  private final ChildWatch watch;
  private volatile EmbeddedBroker broker;
  private volatile boolean discarding;

  private OwnBroker(PoolConfig config, ChildWatch watch, EmbeddedBroker broker) {
    this.config = config;
    this.watch = watch;
    this.broker = broker;
  }

  /** Starts it; returns before it is ready. */
  static OwnBroker start(PoolConfig config, ChildWatch watch) {
    return new OwnBroker(
        config,
        watch,
        EmbeddedBroker.start(
            brokerConfig(config),
            config.settings().get(WorkerSettings.CLASS_PATH),
            config.workerOutput()));
  }

  /**
   * Waits, once, until it serves clients; returns their connection properties. From then on it is
   * replaced when it ends: a broker that was never ready has no data to continue with.
   */
  Map<String, String> awaitReady() {
    Map<String, String> client = broker.awaitReady(config.startTimeout());
    watch();
    return client;
  }

  /** Makes the end remove what the broker keeps. */
  void discardData() {
    discarding = true;
  }

  /** Whether the broker's data will be removed. */
  boolean isDiscarding() {
    return discarding;
  }

  /** Ends it within its limit. Call this once the watch is closed. */
  void close() {
    if (discarding) {
      broker.discard();
    } else {
      broker.close();
    }
  }

  private void watch() {
    watch.watch("broker", broker.onExit(), this::restart);
  }

  /** Clients find it at the same address: they need not be told. */
  private Runnable restart() {
    EmbeddedBroker again = broker.restart(config.workerOutput());
    broker = again;
    watch();
    Duration limit = config.startTimeout();
    return () -> watch.await(() -> again.awaitReady(limit), again::onExit, () -> {});
  }

  private static BrokerConfig brokerConfig(PoolConfig config) {
    BrokerConfig broker = BrokerConfig.temporary(config.topics().namespace());
    int workers = config.host().workers();
    Path kept = config.dataDirectory();
    // A killed host keeps its inboxes for a while: a pool that continues on its log needs others.
    return kept == null
        ? broker.withInboxPartitions(workers)
        : broker
            .withRunDirectory(kept)
            .withInboxPartitions(Math.max(BrokerConfig.DEFAULT_INBOX_PARTITIONS, 2 * workers));
  }
}
