package dev.baton.agent.setup;

import dev.baton.Attach;
import dev.baton.codec.AllowList;
import dev.baton.config.PoolSettings;
import dev.baton.config.Setting;
import dev.baton.config.Settings;
import dev.baton.config.WorkerSettings;
import dev.baton.log.kafka.PoolTopics;
import java.util.Map;

/**
 * What a host agent runs.
 *
 * @param settings of the pool that its workers serve, of the workers, and of the host store
 */
public record AgentConfig(Settings settings) {

  /**
   * Counts the cores if the settings ask for it. It must be done here: the agent's own JVM is told
   * that it has one core.
   */
  public AgentConfig {
    if (settings.get(WorkerSettings.WORKERS) == 0) {
      settings = settings.with(WorkerSettings.WORKERS, CpuCount.available());
    }
  }

  /** The value of a setting. */
  public <T> T get(Setting<T> setting) {
    return settings.get(setting);
  }

  /** The pool that the workers serve. */
  public String pool() {
    return get(PoolSettings.POOL);
  }

  /** The topics of that pool. */
  public PoolTopics topics() {
    return PoolTopics.of(settings);
  }

  /** How many workers the host has. */
  public int workers() {
    return get(WorkerSettings.WORKERS);
  }

  /**
   * The configuration for an agent that replaces another: the same, but standby workers are no
   * longer required.
   */
  public AgentConfig attachingIfPossible() {
    return get(PoolSettings.ATTACH) == Attach.ALWAYS
        ? new AgentConfig(settings.with(PoolSettings.ATTACH, Attach.AUTO))
        : this;
  }

  /**
   * This configuration as a block of the child protocol, with the classes that this process allows
   * records to name.
   */
  public Map<String, String> toBlock() {
    return settings
        .with(WorkerSettings.ALLOWED_CLASSES, System.getProperty(AllowList.PROPERTY, ""))
        .toBlock();
  }

  /**
   * Reads what {@link #toBlock} wrote.
   *
   * @throws dev.baton.UsageException if a setting is unknown or a value is not allowed
   */
  public static AgentConfig fromBlock(Map<String, String> block) {
    return new AgentConfig(Settings.ofBlock(block));
  }
}
