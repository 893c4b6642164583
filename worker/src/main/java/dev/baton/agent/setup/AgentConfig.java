package dev.baton.agent.setup;

import dev.baton.Attach;
import dev.baton.codec.AllowList;
import dev.baton.config.PoolSettings;
import dev.baton.config.Setting;
import dev.baton.config.Settings;
import dev.baton.config.WorkerSettings;
import java.util.Map;

/**
 * What a host agent is to run.
 *
 * @param settings of the pool that its workers serve, of the workers, and of the host store
 */
public record AgentConfig(Settings settings) {

  /** Counts the cores if that is wanted: here, as the agent's own JVM is told that it has one. */
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

  /** How many workers the host has. */
  public int workers() {
    return get(WorkerSettings.WORKERS);
  }

  /**
   * For an agent that takes the place of another: the same, but that there need not be standby
   * workers any more.
   */
  public AgentConfig attachingIfPossible() {
    return get(PoolSettings.ATTACH) == Attach.ALWAYS
        ? new AgentConfig(settings.with(PoolSettings.ATTACH, Attach.AUTO))
        : this;
  }

  /** The same as a block of the child protocol, with what this process allows records to name. */
  public Map<String, String> toBlock() {
    return settings
        .with(WorkerSettings.ALLOWED_CLASSES, System.getProperty(AllowList.PROPERTY, ""))
        .toBlock();
  }

  /**
   * Reads what {@link #toBlock} wrote.
   *
   * @throws dev.baton.UsageException if there is no such setting, or a value is not allowed
   */
  public static AgentConfig fromBlock(Map<String, String> block) {
    return new AgentConfig(Settings.ofBlock(block));
  }
}
