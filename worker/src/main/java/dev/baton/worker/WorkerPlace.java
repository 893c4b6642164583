package dev.baton.worker;

import dev.baton.config.HeapSize;
import dev.baton.config.Settings;
import dev.baton.config.StoreSettings;
import dev.baton.config.WorkerSettings;
import dev.baton.log.kafka.PoolTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is told when it starts, before there is a broker: the first block from its agent.
 *
 * @param settings those of its agent, with the host's name and store
 */
public record WorkerPlace(Settings settings) {

  /** What a worker of an agent with these settings is told. */
  public static WorkerPlace on(String host, Path store, Settings ofAgent) {
    return new WorkerPlace(
        ofAgent.with(WorkerSettings.HOST, host).with(StoreSettings.DIRECTORY, store));
  }

  /** The place as a block. */
  public Map<String, String> toBlock() {
    return settings.toBlock();
  }

  /**
   * The place that a block holds.
   *
   * @throws dev.baton.UsageException if a setting is unknown or a value is not allowed
   */
  public static WorkerPlace of(Map<String, String> block) {
    return new WorkerPlace(Settings.ofBlock(block));
  }

  /** The topics of the pool it works for. */
  public PoolTopics topics() {
    return PoolTopics.of(settings);
  }

  /** What people call its host. */
  public String host() {
    return settings.get(WorkerSettings.HOST);
  }

  /** How many tasks it runs at a time. */
  public int slots() {
    return settings.get(WorkerSettings.SLOTS);
  }

  /** The directory of the host store. */
  public Path store() {
    return settings.get(StoreSettings.DIRECTORY);
  }

  /** What to add to the class path with which the process was started. */
  public List<Path> classPath() {
    return settings.get(WorkerSettings.ADDED_CLASS_PATH);
  }

  /** Where its JVM's flight recorder is to write; null if it is not to record. */
  public @Nullable Path profile() {
    return settings.has(WorkerSettings.PROFILE_DIRECTORY)
        ? settings.get(WorkerSettings.PROFILE_DIRECTORY)
        : null;
  }

  /** How long a task may go on after its interrupt. */
  public Duration grace() {
    return settings.get(WorkerSettings.GRACE);
  }

  /** Its heap, and what the next one may have. */
  public HeapSize heap() {
    return settings.get(WorkerSettings.HEAP);
  }

  /** How long exit hooks may take. */
  public Duration exitTimeout() {
    return settings.get(WorkerSettings.EXIT_TIMEOUT);
  }

  /** The number of tasks after which it makes way for another; 0 for never. */
  public int maxTasks() {
    return settings.get(WorkerSettings.MAX_TASKS);
  }
}
