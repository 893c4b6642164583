package dev.baton.pool.host;

import dev.baton.pool.medium.Medium;
import dev.baton.pool.setup.PoolConfig;

/** The processes of this host that serve a pool without a cluster. Thread-safe. */
public interface LocalHost extends AutoCloseable {

  /** Told about this host. */
  interface Listener {
    /** Reports something that a person should know. */
    void notice(String text);

    /** The workers of a new agent are ready, and have a new host store. */
    void renewed();

    /** One of its parts ended and cannot be started again. */
    void failed(RuntimeException reason);
  }

  /** Starts what such a pool needs; returns before it is ready. */
  static LocalHost start(PoolConfig config, Listener listener) {
    if (!config.onLog()) {
      return SocketHost.start(config, listener);
    }
    return config.waitsForLog()
        ? LogHost.start(config, listener)
        : JoiningHost.start(config, listener);
  }

  /**
   * Waits until the workers can be reached.
   *
   * @throws dev.baton.EnvironmentException if that is impossible
   */
  Medium connect();

  /**
   * Starts supervision, once everything runs: from now on a part that ends is started again. Until
   * now it was a failed start.
   */
  void supervise();

  /** Makes the end remove the data that is otherwise kept. */
  void discardData();

  /** Ends the workers and everything else that runs, each within its limit. */
  @Override
  void close();
}
