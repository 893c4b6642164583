package dev.baton.pool;

import dev.baton.Handoff;
import dev.baton.RunnableTask;
import dev.baton.UsageException;
import dev.baton.agent.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sets a {@link ProcessPool} up. Not thread-safe; {@link #build()} copies what it has, so a built
 * pool never changes.
 *
 * <p>Without {@link #bootstrap} or {@link #kafkaProperties} the pool has a broker and workers of
 * its own, on this host, which end with it.
 */
public final class ProcessPoolBuilder {

  /**
   * Enough tasks to keep many workers busy with full batches, and little memory for small inputs.
   */
  static final int DEFAULT_WINDOW = 16_384;

  static final Duration DEFAULT_START_TIMEOUT = Duration.ofSeconds(60);

  private String pool = "baton";
  private final Map<String, String> kafka = new LinkedHashMap<>();
  private int workers;
  private int slots = 1;
  private int retries;
  private Duration taskTimeout = Duration.ZERO;
  private @Nullable RunnableTask initializer;
  private long workerHeapBytes;
  private boolean pin;
  private final List<Path> jars = new ArrayList<>();
  private long storeBytes;
  private boolean checksums;
  private Handoff handoff = Handoff.AUTO;
  private Consumer<String> workerOutput = System.err::println;
  private @Nullable ProgressListener progress;
  private Duration startTimeout = DEFAULT_START_TIMEOUT;
  private int window = DEFAULT_WINDOW;

  ProcessPoolBuilder() {}

  /** The pool's name, a namespace of topics; default {@code baton}. */
  public ProcessPoolBuilder pool(String name) {
    pool = name;
    return this;
  }

  /** The cluster's brokers, {@code host:port,…}; the pool then uses the workers that are there. */
  public ProcessPoolBuilder bootstrap(String servers) {
    if (servers.isBlank()) {
      throw new UsageException("bootstrap is empty; give host:port.");
    }
    kafka.put("bootstrap.servers", servers);
    return this;
  }

  /** Kafka client properties for the cluster, such as those for its security. */
  public ProcessPoolBuilder kafkaProperties(Map<String, String> properties) {
    kafka.putAll(properties);
    return this;
  }

  /** How many local workers; 0, the default, is one per core. */
  public ProcessPoolBuilder workers(int count) {
    workers = count;
    return this;
  }

  /**
   * How many tasks each local worker runs at a time; 1, the default, is for CPU-bound work, many
   * for work that waits.
   */
  public ProcessPoolBuilder slots(int count) {
    slots = count;
    return this;
  }

  /** How often a task that failed is tried again, with growing pauses; default 0. */
  public ProcessPoolBuilder retries(int count) {
    retries = count;
    return this;
  }

  /** The limit of each attempt of a task; zero, the default, is none. */
  public ProcessPoolBuilder taskTimeout(Duration limit) {
    taskTimeout = limit;
    return this;
  }

  /** Runs once in each worker before the pool's first task there. */
  public ProcessPoolBuilder initializer(RunnableTask task) {
    initializer = task;
    return this;
  }

  /** The heap of each local worker in bytes; 0, the default, lets the host agent choose. */
  public ProcessPoolBuilder workerHeap(long bytes) {
    workerHeapBytes = bytes;
    return this;
  }

  /** Whether each local worker is bound to one core. */
  public ProcessPoolBuilder pin(boolean pinned) {
    pin = pinned;
    return this;
  }

  /** Adds a jar to the class path of local workers, behind that of this program. */
  public ProcessPoolBuilder jar(Path file) {
    jars.add(file);
    return this;
  }

  /**
   * How much memory the host store of local workers may take for data that is shared, in bytes; 0,
   * the default, is a quarter of the memory and at most half of what {@code /dev/shm} has free.
   * What finds no room there goes to disk.
   */
  public ProcessPoolBuilder storeSize(long bytes) {
    storeBytes = bytes;
    return this;
  }

  /**
   * Whether shared data is checked each time it is opened; off by default, as it reads all of it.
   */
  public ProcessPoolBuilder checksums(boolean checked) {
    checksums = checked;
    return this;
  }

  /**
   * How arguments and results are handed over: serialised, by reference, or (the default) as their
   * size suggests. For a single call there is {@link ProcessPool#with(Handoff)}.
   */
  public ProcessPoolBuilder handoff(Handoff way) {
    handoff = way;
    return this;
  }

  /** Gets each line that local workers print; by default they go to standard error. */
  public ProcessPoolBuilder workerOutput(Consumer<String> lines) {
    workerOutput = lines;
    return this;
  }

  /** Told how far the pool is. */
  public ProcessPoolBuilder progress(ProgressListener listener) {
    progress = listener;
    return this;
  }

  /** How long {@link #build()} waits for the broker and the first worker; default 60 s. */
  public ProcessPoolBuilder startTimeout(Duration limit) {
    startTimeout = limit;
    return this;
  }

  /** How many tasks of one {@code map} are under way at most; default 16,384. */
  public ProcessPoolBuilder window(int tasks) {
    window = tasks;
    return this;
  }

  /**
   * Starts the pool; returns when a worker can take tasks.
   *
   * @throws UsageException if a setting is out of range
   * @throws dev.baton.EnvironmentException if the broker or the workers cannot be started or
   *     reached
   */
  public ProcessPool build() {
    return new ProcessPool(
        new PoolConfig(
            pool,
            Map.copyOf(kafka),
            workers,
            slots,
            retries,
            taskTimeout,
            initializer,
            workerHeapBytes,
            pin,
            List.copyOf(jars),
            new StoreSettings(storeBytes, checksums),
            handoff,
            workerOutput,
            progress,
            startTimeout,
            window));
  }
}
