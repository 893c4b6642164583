package dev.baton.pool.host;

import dev.baton.pool.medium.Medium;
import dev.baton.pool.setup.PoolConfig;

/** What a pool without a cluster has on this host. Thread-safe. */
public interface LocalHost extends AutoCloseable {

  /** What hears of this host. */
  interface Listener {
    /** Something happened that a person should know. */
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
   * Waits for what the workers are to be reached by.
   *
   * @throws dev.baton.EnvironmentException if that cannot be
   */
  Medium connect();

  /** Everything runs: from now on what ends is started again. Until now it was a failed start. */
  void supervise();

  /** Has the end remove what is kept. */
  void discardData();

  /** Ends the workers, and what else runs, each within its limit. */
  @Override
  void close();
}
