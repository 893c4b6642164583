package dev.baton.agent;

import dev.baton.UsageException;
import dev.baton.codec.AllowList;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a host agent is to run.
 *
 * @param pool the pool that its workers serve
 * @param workers how many, or 0 for one per core
 * @param slots how many tasks each worker runs at a time
 * @param heapBytes the heap of each worker, or 0 for its share of half the host's memory
 * @param pin whether each worker is bound to one core
 * @param jars put behind this JVM's class path for the workers
 * @param store what the blobs of the host store may take
 * @param limits what each worker may do before it is ended or replaced
 * @param spares how many more processes wait, warm, to take the place of a worker that dies; none
 *     where workers are pinned
 * @param jvmOptions more options for the JVMs of the workers
 */
public record AgentConfig(
    String pool,
    int workers,
    int slots,
    long heapBytes,
    boolean pin,
    List<Path> jars,
    StoreSettings store,
    WorkerLimits limits,
    int spares,
    List<String> jvmOptions) {

  private static final String POOL = "pool";
  private static final String WORKERS = "workers";
  private static final String SLOTS = "slots";
  private static final String HEAP_BYTES = "heapBytes";
  private static final String PIN = "pin";
  private static final String JARS = "jars";
  private static final String STORE_BYTES = "storeBytes";
  private static final String CHECKSUMS = "checksums";
  private static final String START_MS = "startMs";
  private static final String HANG_MS = "hangMs";
  private static final String GRACE_MS = "graceMs";
  private static final String MAX_TASKS = "maxTasks";
  private static final String MAX_RSS_BYTES = "maxRssBytes";
  private static final String SPARES = "spares";
  private static final String JVM_OPTIONS = "jvmOptions";

  /**
   * Copies the list, and counts the cores if that is wanted: here, as the agent's own JVM is told
   * that it has one.
   */
  public AgentConfig {
    workers = workers == 0 ? CpuCount.available() : workers;
    jars = List.copyOf(jars);
    jvmOptions = List.copyOf(jvmOptions);
  }

  /** Workers with the limits that are usual, and no spares. */
  public AgentConfig(
      String pool,
      int workers,
      int slots,
      long heapBytes,
      boolean pin,
      List<Path> jars,
      StoreSettings store) {
    this(pool, workers, slots, heapBytes, pin, jars, store, WorkerLimits.DEFAULT, 0, List.of());
  }

  /** The same as a block of the child protocol, with what this process allows records to name. */
  public Map<String, String> toBlock() {
    Map<String, String> block = new LinkedHashMap<>();
    block.put(POOL, pool);
    block.put(WORKERS, Integer.toString(workers));
    block.put(SLOTS, Integer.toString(slots));
    block.put(HEAP_BYTES, Long.toString(heapBytes));
    block.put(PIN, Boolean.toString(pin));
    block.put(STORE_BYTES, Long.toString(store.memoryBytes()));
    block.put(CHECKSUMS, Boolean.toString(store.checksums()));
    block.put(START_MS, Long.toString(limits.start().toMillis()));
    block.put(HANG_MS, Long.toString(limits.hang().toMillis()));
    block.put(GRACE_MS, Long.toString(limits.grace().toMillis()));
    block.put(MAX_TASKS, Integer.toString(limits.maxTasks()));
    block.put(MAX_RSS_BYTES, Long.toString(limits.maxRssBytes()));
    block.put(SPARES, Integer.toString(spares));
    block.put(JVM_OPTIONS, String.join("\n", jvmOptions));
    block.put(AllowList.PROPERTY, System.getProperty(AllowList.PROPERTY, ""));
    block.put(JARS, String.join(File.pathSeparator, jars.stream().map(Path::toString).toList()));
    return block;
  }

  /**
   * Reads what {@link #toBlock} wrote.
   *
   * @throws UsageException if a key is missing or its value is none
   */
  public static AgentConfig fromBlock(Map<String, String> block) {
    List<Path> jars = new ArrayList<>();
    for (String jar : value(block, JARS).split(File.pathSeparator, -1)) {
      if (!jar.isEmpty()) {
        jars.add(Path.of(jar));
      }
    }
    try {
      return new AgentConfig(
          value(block, POOL),
          Integer.parseInt(value(block, WORKERS)),
          Integer.parseInt(value(block, SLOTS)),
          Long.parseLong(value(block, HEAP_BYTES)),
          Boolean.parseBoolean(value(block, PIN)),
          jars,
          new StoreSettings(
              Long.parseLong(value(block, STORE_BYTES)),
              Boolean.parseBoolean(value(block, CHECKSUMS))),
          new WorkerLimits(
              millis(block, START_MS),
              millis(block, GRACE_MS),
              millis(block, HANG_MS),
              Integer.parseInt(value(block, MAX_TASKS)),
              Long.parseLong(value(block, MAX_RSS_BYTES))),
          Integer.parseInt(value(block, SPARES)),
          value(block, JVM_OPTIONS).lines().toList());
    } catch (NumberFormatException e) {
      throw new UsageException("The agent's configuration holds no number where one must be.", e);
    }
  }

  private static Duration millis(Map<String, String> block, String key) {
    return Duration.ofMillis(Long.parseLong(value(block, key)));
  }

  private static String value(Map<String, String> block, String key) {
    String value = block.get(key);
    if (value == null) {
      throw new UsageException("The agent's configuration lacks '" + key + "'.");
    }
    return value;
  }
}
