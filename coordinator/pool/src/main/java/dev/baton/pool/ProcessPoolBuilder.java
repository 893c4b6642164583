package dev.baton.pool;

import dev.baton.Attach;
import dev.baton.Handoff;
import dev.baton.JobIdentity;
import dev.baton.RunnableTask;
import dev.baton.Transport;
import dev.baton.UsageException;
import dev.baton.config.BootstrapServers;
import dev.baton.config.KafkaConfigFile;
import dev.baton.config.PoolSettings;
import dev.baton.config.Setting;
import dev.baton.config.Settings;
import dev.baton.config.StoreSettings;
import dev.baton.config.WorkerSettings;
import dev.baton.pool.setup.CallSettings;
import dev.baton.pool.setup.PoolConfig;
import dev.baton.pool.thread.Callbacks;
import dev.baton.process.InheritedOptions;
import dev.baton.process.Library;
import dev.baton.process.LoaderClassPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sets a {@link ProcessPool} up. Not thread-safe; {@link #build()} copies what it has, so a built
 * pool never changes.
 *
 * <p>What is null where it must not be, or out of range, is refused at once. Durations count in
 * milliseconds, rounded up, and a century at most. What callbacks may do is said at {@link
 * ProcessPool}.
 *
 * <p>Without {@link #bootstrap} or {@link #kafkaProperties} the pool has workers of its own, on
 * this host, which end with it; and a broker of its own if its tasks are to be on a log.
 */
public final class ProcessPoolBuilder {

  private static final List<Library> NEEDED =
      List.of(Library.KRYO, Library.CHRONICLE_CORE, Library.CHRONICLE_MAP);

  private final Map<String, String> kafka = new LinkedHashMap<>();
  private Settings settings = Settings.DEFAULT;
  private RetryPolicy retry = RetryPolicy.NEVER;
  private @Nullable Path dataDirectory;
  private @Nullable JobIdentity job;
  private @Nullable RunnableTask initializer;
  private Consumer<String> workerOutput = System.err::println;
  private Consumer<String> notices = System.err::println;
  private Consumer<QuarantinedTask> onQuarantined = _ -> {};
  private @Nullable ProgressListener progress;

  ProcessPoolBuilder() {}

  /** The pool's name, a namespace of topics; default {@code baton}. */
  public ProcessPoolBuilder pool(String name) {
    return set(PoolSettings.POOL, name);
  }

  /**
   * Sets settings by their names, for programs that read them from a file or a command line: each
   * name and its text as in the table of settings.
   *
   * @throws UsageException if there is no such setting, or its value is not allowed
   */
  public ProcessPoolBuilder settings(Map<String, String> values) {
    Settings others = Settings.ofBlock(Objects.requireNonNull(values, "values"));
    settings = settings.with(others);
    return others.has(PoolSettings.RETRIES) ? retries(others.get(PoolSettings.RETRIES)) : this;
  }

  /** The cluster's brokers, {@code host:port,…}; the pool then uses the workers that are there. */
  public ProcessPoolBuilder bootstrap(String servers) {
    if (Objects.requireNonNull(servers, "servers").isBlank()) {
      throw new UsageException("bootstrap is empty; give host:port.");
    }
    try {
      BootstrapServers.refuseLogin(servers);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage() + ".", e);
    }
    kafka.put("bootstrap.servers", servers);
    return this;
  }

  /** Kafka client properties for the cluster, such as those for its security. */
  public ProcessPoolBuilder kafkaProperties(Map<String, String> properties) {
    Objects.requireNonNull(properties, "properties");
    properties.forEach(
        (key, value) -> {
          Objects.requireNonNull(key, "key");
          Objects.requireNonNull(value, () -> "value of " + key);
        });
    kafka.putAll(properties);
    return this;
  }

  /**
   * Kafka client properties for the cluster from a file, as {@code --kafka-config} takes it: {@code
   * baton broker} names one, which has its address and the login.
   *
   * @throws UsageException if it cannot be read
   */
  public ProcessPoolBuilder kafkaConfig(Path file) {
    return kafkaProperties(KafkaConfigFile.read(Objects.requireNonNull(file, "file")));
  }

  /** How many local workers; 0, the default, is one per core. */
  public ProcessPoolBuilder workers(int count) {
    return set(WorkerSettings.WORKERS, count);
  }

  /**
   * How many tasks each local worker runs at a time; 1, the default, is for CPU-bound work, many
   * for work that waits.
   */
  public ProcessPoolBuilder slots(int count) {
    return set(WorkerSettings.SLOTS, count);
  }

  /** How often a task that failed is tried again, with growing pauses; default 0. */
  public ProcessPoolBuilder retries(int count) {
    return retry(RetryPolicy.upTo(count));
  }

  /**
   * When a task that failed is tried again; by default never. For single calls there is {@link
   * ProcessPool#with(RetryPolicy)}.
   */
  public ProcessPoolBuilder retry(RetryPolicy policy) {
    retry = Objects.requireNonNull(policy, "policy");
    return set(PoolSettings.RETRIES, policy.retries());
  }

  /**
   * The limit of each attempt of a task; zero, the default, is none. A task that passes it is
   * interrupted, and after the {@link #grace} period ended with its worker. For single calls there
   * is {@link ProcessPool#with(Duration)}.
   */
  public ProcessPoolBuilder taskTimeout(Duration limit) {
    return set(PoolSettings.TASK_TIMEOUT, limit);
  }

  /**
   * How long a task may go on after it was interrupted, because it was cancelled or has passed its
   * limit, before the process that runs it is ended; default 5 s. Other tasks in that process are
   * run elsewhere.
   */
  public ProcessPoolBuilder grace(Duration limit) {
    return set(WorkerSettings.GRACE, limit);
  }

  /**
   * How long a local worker may show no sign of life, as one does that was stopped or whose JVM
   * does nothing but collect garbage, before it is killed and replaced; default 10 s, zero for
   * ever.
   */
  public ProcessPoolBuilder hangTimeout(Duration limit) {
    return set(WorkerSettings.HANG_TIMEOUT, limit);
  }

  /**
   * After how many tasks a local worker is replaced by a new process, against what leaks; 0, the
   * default, is never.
   */
  public ProcessPoolBuilder maxTasksPerWorker(int count) {
    return set(WorkerSettings.MAX_TASKS, count);
  }

  /**
   * How much memory of its own, in bytes, a local worker may have before it is replaced by a new
   * process; it finishes what it runs. Looked at once a second, on Linux only; 0, the default, is
   * any.
   */
  public ProcessPoolBuilder maxRss(long bytes) {
    return set(WorkerSettings.MAX_RSS, bytes);
  }

  /**
   * How many processes wait, connected and warm, to take the place of a local worker that dies;
   * default 1. Each takes the memory of an idle worker. None where workers are pinned.
   */
  public ProcessPoolBuilder spareWorkers(int count) {
    return set(WorkerSettings.SPARES, count);
  }

  /**
   * After how many deaths of workers a task that each of them ran is given up, with a {@link
   * dev.baton.WorkerCrashedException}; default 3.
   */
  public ProcessPoolBuilder deathsAllowed(int count) {
    return set(PoolSettings.DEATHS_ALLOWED, count);
  }

  /**
   * Whether a task that takes far longer than the others gets a second copy on an idle worker; the
   * first result wins. Off by default: side effects would happen twice.
   */
  public ProcessPoolBuilder speculate(boolean wanted) {
    return set(PoolSettings.SPECULATE, wanted);
  }

  /** Runs once in each worker before the pool's first task there. */
  public ProcessPoolBuilder initializer(RunnableTask task) {
    initializer = Objects.requireNonNull(task, "task");
    return this;
  }

  /**
   * The heap of each local worker in bytes, 12 MiB or more; 0, the default, lets the host agent
   * choose.
   */
  public ProcessPoolBuilder workerHeap(long bytes) {
    return set(WorkerSettings.HEAP, bytes);
  }

  /**
   * Takes the workers that {@code baton up} keeps warm, so that the pool has its first result
   * sooner; it starts its own for those that are missing, and if the others do not fit, which a
   * notice then says. Such workers run in the environment and the working directory of {@code baton
   * up}.
   *
   * @see Attach#ALWAYS
   */
  public ProcessPoolBuilder attach() {
    return attach(Attach.ALWAYS);
  }

  /** Whether workers are taken from those that {@code baton up} keeps warm; by default never. */
  public ProcessPoolBuilder attach(Attach when) {
    return set(PoolSettings.ATTACH, when);
  }

  /** Whether each local worker is bound to one core. */
  public ProcessPoolBuilder pin(boolean pinned) {
    return set(WorkerSettings.PIN, pinned);
  }

  /** Adds a jar to the class path of local workers, behind that of this program. */
  public ProcessPoolBuilder jar(Path file) {
    return add(WorkerSettings.JARS, Objects.requireNonNull(file, "file"));
  }

  /**
   * How much memory the host store of local workers may take for data that is shared, in bytes; 0,
   * the default, is a quarter of the memory and at most half of what {@code /dev/shm} has free.
   * What finds no room there goes to disk.
   */
  public ProcessPoolBuilder storeSize(long bytes) {
    return set(StoreSettings.SIZE, bytes);
  }

  /**
   * Whether shared data is checked each time it is opened; off by default, as it reads all of it.
   */
  public ProcessPoolBuilder checksums(boolean checked) {
    return set(StoreSettings.CHECKSUMS, checked);
  }

  /**
   * How tasks and results travel. By default ({@link Transport#AUTO}) a pool with workers of its
   * own needs no broker, unless it has a {@link #dataDirectory} or a {@link #job}; {@link
   * Transport#KAFKA} gives it one.
   */
  public ProcessPoolBuilder transport(Transport way) {
    return set(PoolSettings.TRANSPORT, way);
  }

  /**
   * How arguments and results are handed over: serialised, by reference, or (the default) as their
   * size suggests. For a single call there is {@link ProcessPool#with(Handoff)}.
   */
  public ProcessPoolBuilder handoff(Handoff way) {
    return set(PoolSettings.HANDOFF, way);
  }

  /**
   * Gets each line that local workers print; by default they go to standard error. Called from
   * several threads, which read what the processes print: while it blocks, they do when they print.
   */
  public ProcessPoolBuilder workerOutput(Consumer<String> lines) {
    workerOutput = Callbacks.safe("workerOutput", Objects.requireNonNull(lines, "lines"));
    return this;
  }

  /**
   * The class path of the JVMs that the pool starts: Baton's jars, those of its libraries, and all
   * that tasks need. By default it is the program's own; where a class loader of another kind finds
   * the program's classes, as in a Spring Boot jar, a web application or a build tool, that loader
   * and its parents are asked, and jars within jars are unpacked to the user's cache directory.
   */
  public ProcessPoolBuilder classPath(List<Path> entries) {
    Objects.requireNonNull(entries, "entries");
    List<Path> absolute = entries.stream().map(Path::toAbsolutePath).toList();
    if (absolute.isEmpty()) {
      throw new UsageException("classPath is empty; give the jars of Baton and of the program.");
    }
    return set(WorkerSettings.CLASS_PATH, absolute);
  }

  /**
   * Adds an option to the JVMs of local workers, such as {@code -XX:+UseParallelGC}.
   *
   * <p>They have these of the program's JVM anyway, and what is given here wins over them: {@code
   * -D} but for those of JMX, RMI and Baton, {@code -ea} and its kind, {@code -Xss}, {@code
   * --enable-preview}, {@code --add-opens}, {@code --add-exports} and {@code --add-reads} of the
   * JDK's modules, {@code --add-modules}, {@code --enable-native-access}, {@code
   * --illegal-native-access} and {@code --sun-misc-unsafe-memory-access}. What a program sets while
   * it runs, as with {@code Locale.setDefault}, stays its own.
   */
  public ProcessPoolBuilder workerJvmOption(String option) {
    return add(WorkerSettings.JVM_OPTIONS, Objects.requireNonNull(option, "option"));
  }

  /**
   * Gets what a person should know, a line each, such as that the broker is away; by default they
   * go to standard error. Called by one thread, which does nothing else.
   */
  public ProcessPoolBuilder notices(Consumer<String> lines) {
    notices = Objects.requireNonNull(lines, "lines");
    return this;
  }

  /**
   * Where the embedded broker keeps its log, for a pool that goes on with it later; by default the
   * log ends with the pool. The directory is made if it is not there, for its owner only.
   */
  public ProcessPoolBuilder dataDirectory(Path directory) {
    dataDirectory = Objects.requireNonNull(directory, "directory");
    return this;
  }

  /** Who the pool's coordinator is: a new one by default, or one whose job is to go on. */
  public ProcessPoolBuilder job(JobIdentity identity) {
    job = Objects.requireNonNull(identity, "identity");
    return this;
  }

  /**
   * Gets each task that is given up because its workers die of it, with its data and the evidence;
   * on the pool's thread for callbacks, before the task's future ends. It is recorded in the pool's
   * channel {@code quarantine} in any case.
   */
  public ProcessPoolBuilder onQuarantined(Consumer<QuarantinedTask> listener) {
    onQuarantined = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /** Told how far the pool is, by a thread that does nothing else. */
  public ProcessPoolBuilder progress(ProgressListener listener) {
    progress = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /** How long {@link #build()} waits for the broker and the first worker; default 60 s. */
  public ProcessPoolBuilder startTimeout(Duration limit) {
    return set(PoolSettings.START_TIMEOUT, limit);
  }

  /**
   * How long the broker may be away, while tasks wait, before the pool gives up and fails them;
   * default 5 minutes.
   */
  public ProcessPoolBuilder brokerTimeout(Duration limit) {
    return set(PoolSettings.BROKER_TIMEOUT, limit);
  }

  /**
   * How many tasks of one {@code map} are under way at most; default 16,384. So many are there only
   * when many results have been taken; see {@link ProcessPool#map}.
   */
  public ProcessPoolBuilder window(int tasks) {
    return set(PoolSettings.WINDOW, tasks);
  }

  /**
   * Starts the pool; returns when a worker can take tasks.
   *
   * @throws dev.baton.EnvironmentException if the broker or the workers cannot be started or
   *     reached, or a library on the class path is too old
   */
  public ProcessPool build() {
    NEEDED.forEach(Library::require);
    return new ProcessPool(config(kafka.isEmpty() ? withProgramsJvm() : settings));
  }

  /** What is set, checked. */
  PoolConfig config() {
    return config(settings);
  }

  private PoolConfig config(Settings settings) {
    if (settings.get(PoolSettings.TRANSPORT) == Transport.LOCAL) {
      requireNothingOnLog();
    }
    if (settings.get(PoolSettings.ATTACH) == Attach.ALWAYS && !kafka.isEmpty()) {
      throw new UsageException(
          "attach is for workers of this host, and bootstrap and kafkaProperties name a cluster,"
              + " which has its own. Leave one of them out.");
    }
    if (!kafka.isEmpty() && !kafka.containsKey("bootstrap.servers")) {
      throw new UsageException(
          "The Kafka client properties have no 'bootstrap.servers': add it, or call"
              + " bootstrap(host:port).");
    }
    Consumer<QuarantinedTask> onQuarantined = this.onQuarantined;
    @Nullable ProgressListener listener = progress;
    return new PoolConfig(
        Map.copyOf(kafka),
        settings,
        new CallSettings(
            settings.get(PoolSettings.HANDOFF),
            settings.get(PoolSettings.TASK_TIMEOUT),
            retry.rule()),
        dataDirectory,
        job,
        initializer,
        workerOutput,
        notices,
        task -> onQuarantined.accept(new QuarantinedTask(task)),
        listener == null ? null : counts -> listener.onProgress(Progress.of(counts)));
  }

  /** What is set, and what the workers' JVMs have from that of the program. */
  private Settings withProgramsJvm() {
    List<String> options = new ArrayList<>(InheritedOptions.ofThisProcess());
    options.addAll(settings.get(WorkerSettings.JVM_OPTIONS)); // the later one wins
    Settings all = settings.with(WorkerSettings.JVM_OPTIONS, options);
    return settings.has(WorkerSettings.CLASS_PATH)
        ? all
        : all.with(
            WorkerSettings.CLASS_PATH,
            LoaderClassPath.of(Thread.currentThread().getContextClassLoader()));
  }

  private void requireNothingOnLog() {
    String obstacle =
        !kafka.isEmpty()
            ? "bootstrap or kafkaProperties, which name a cluster"
            : dataDirectory != null ? "dataDirectory" : job != null ? "job" : null;
    if (obstacle != null) {
      throw new UsageException(
          "transport is LOCAL, which has no log, and goes not with "
              + obstacle
              + ". Leave one of them out.");
    }
  }

  private <T> ProcessPoolBuilder set(Setting<T> setting, T value) {
    settings = settings.with(setting, value);
    return this;
  }

  private <T> ProcessPoolBuilder add(Setting<List<T>> setting, T value) {
    List<T> values = new ArrayList<>(settings.get(setting));
    values.add(value);
    return set(setting, values);
  }
}
