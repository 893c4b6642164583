package dev.baton.pool;

import dev.baton.Attach;
import dev.baton.CodePolicy;
import dev.baton.Handoff;
import dev.baton.JobIdentity;
import dev.baton.PoolEvent;
import dev.baton.RunnableTask;
import dev.baton.Transport;
import dev.baton.UsageException;
import dev.baton.codec.WorkerHooks;
import dev.baton.config.BootstrapServers;
import dev.baton.config.HeapSize;
import dev.baton.config.KafkaConfigFile;
import dev.baton.config.PoolSettings;
import dev.baton.config.Setting;
import dev.baton.config.Settings;
import dev.baton.config.StoreSettings;
import dev.baton.config.TopicSettings;
import dev.baton.config.WorkerSettings;
import dev.baton.log.kafka.PoolTopics;
import dev.baton.log.kafka.login.JoinToken;
import dev.baton.pool.setup.CallSettings;
import dev.baton.pool.setup.FailedResults;
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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Configures and starts a {@link ProcessPool}.
 *
 * {@snippet lang="java" :
 * ProcessPool workers = ProcessPool.builder().workers(4).slots(10).retries(2).build();
 * }
 *
 * <p>Without {@link #bootstrap} or {@link #kafkaProperties}, the pool starts its own workers on
 * this host, which end with it; and its own broker if its tasks are to be on a log. Methods that
 * mention local workers have no effect on those of a cluster.
 *
 * <p>Values out of range are refused at once with a {@link UsageException} that names the range,
 * and null with a {@link NullPointerException}. Durations are rounded up to whole milliseconds, and
 * limited to a century. What callbacks may do is described at {@link ProcessPool}.
 *
 * <p>Not thread-safe. {@link #build()} copies the configuration, so a running pool never changes.
 */
public final class ProcessPoolBuilder {

  private static final List<Library> NEEDED =
      List.of(Library.KRYO, Library.CHRONICLE_CORE, Library.CHRONICLE_MAP);

  private final Map<String, String> kafka = new LinkedHashMap<>();
  private Settings settings = Settings.DEFAULT;
  private RetryPolicy retry = RetryPolicy.NEVER;
  private @Nullable Path dataDirectory;
  private @Nullable JobIdentity job;
  private @Nullable FailedResults failedResults;
  private @Nullable RunnableTask initializer;
  private @Nullable RunnableTask exitHook;
  private Consumer<String> workerOutput = System.err::println;
  private Consumer<String> notices = System.err::println;
  private Consumer<QuarantinedTask> onQuarantined = _ -> {};
  private @Nullable ProgressListener progress;
  private @Nullable Consumer<List<PoolEvent>> events;
  private @Nullable Consumer<byte[]> records;
  private @Nullable Path profile;

  ProcessPoolBuilder() {}

  /**
   * Names the pool. The name is a namespace of topics, workers and stores.
   *
   * @param name 1 to 100 letters, digits, dots, underscores and hyphens; {@code baton} by default
   * @return this builder
   */
  public ProcessPoolBuilder pool(String name) {
    return set(PoolSettings.POOL, name);
  }

  /**
   * Puts a prefix in front of the pool's name in the names of its topics, as the naming rules of a
   * cluster may require: with {@code team-a.} the pool {@code baton} has {@code team-a.baton.inbox}
   * and so on. Workers must be started with the same ({@code baton worker --topic-prefix}).
   *
   * @param prefix up to 100 letters, digits, dots, underscores and hyphens; empty by default
   * @return this builder
   */
  public ProcessPoolBuilder topicPrefix(String prefix) {
    return set(TopicSettings.PREFIX, prefix);
  }

  /**
   * Applies settings by name, for programs that read them from a file or a command line.
   *
   * {@snippet lang="java" :
   * ProcessPool workers =
   *     ProcessPool.builder().settings(Map.of("workers", "4", "taskTimeout", "30s")).build();
   * }
   *
   * @param values the values by name. Names are those of this class's methods, such as {@code
   *     workerHeap}; values are written as for {@code baton run}: {@code 30s}, {@code 256m}, {@code
   *     true}, {@code auto}; a list has one value per line. {@code retries} replaces the policy
   *     given to {@link #retry}
   * @return this builder
   * @throws UsageException if there is no such setting, or its value is not allowed
   */
  public ProcessPoolBuilder settings(Map<String, String> values) {
    Settings others = Settings.ofBlock(Objects.requireNonNull(values, "values"));
    settings = settings.with(others);
    return others.has(PoolSettings.RETRIES) ? retries(others.get(PoolSettings.RETRIES)) : this;
  }

  /**
   * Connects to a cluster, whose workers the pool then uses. For a cluster with a login use {@link
   * #kafkaConfig}.
   *
   * @param servers the brokers, as {@code host:port}, separated by commas
   * @return this builder
   * @throws UsageException if the text is blank, or contains a login
   */
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

  /**
   * Adds Kafka client properties for a cluster, such as those for its security.
   *
   * @param properties the properties, {@code bootstrap.servers} among them unless {@link
   *     #bootstrap} is called
   * @return this builder
   */
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
   * Adds Kafka client properties for a cluster from a file, as the option {@code --kafka-config}
   * does.
   *
   * @param file the file; {@code baton broker} prints the path of one that has address and login
   * @return this builder
   * @throws UsageException if the file cannot be read
   */
  public ProcessPoolBuilder kafkaConfig(Path file) {
    return kafkaProperties(KafkaConfigFile.read(Objects.requireNonNull(file, "file")));
  }

  /**
   * Uses the broker that a token leads to, as the option {@code --join-file} does.
   *
   * @param file the file with the client token that {@code baton broker --listen} has written
   * @return this builder
   * @throws UsageException if the file cannot be read, or contains something else
   */
  public ProcessPoolBuilder joinFile(Path file) {
    JoinToken token = JoinToken.read(Objects.requireNonNull(file, "file"));
    return kafkaProperties(token.clientProperties(PoolTopics.LARGEST_BATCH_BYTES));
  }

  /**
   * Sets the number of local workers.
   *
   * @param count 1 to 1,024; 0, the default, for one per core
   * @return this builder
   */
  public ProcessPoolBuilder workers(int count) {
    return set(WorkerSettings.WORKERS, count);
  }

  /**
   * Sets how many tasks each local worker runs at a time.
   *
   * @param count 1, the default, for CPU-bound work; up to 100,000, on virtual threads, for work
   *     that waits
   * @return this builder
   */
  public ProcessPoolBuilder slots(int count) {
    return set(WorkerSettings.SLOTS, count);
  }

  /**
   * Retries any failed task, with growing pauses; see {@link RetryPolicy#upTo}.
   *
   * @param count how many attempts may follow failed ones; 0 by default
   * @return this builder
   */
  public ProcessPoolBuilder retries(int count) {
    return retry(RetryPolicy.upTo(count));
  }

  /**
   * Sets which failed tasks are retried, and when. For single calls, use {@link
   * ProcessPool#with(RetryPolicy)}.
   *
   * @param policy the policy; {@link RetryPolicy#NEVER} by default
   * @return this builder
   */
  public ProcessPoolBuilder retry(RetryPolicy policy) {
    retry = Objects.requireNonNull(policy, "policy");
    return set(PoolSettings.RETRIES, policy.retries());
  }

  /**
   * Limits the time of each attempt of a task. A task that exceeds the limit is interrupted and,
   * after the {@link #grace} period, killed along with its worker. For single calls, use {@link
   * ProcessPool#with(Duration)}.
   *
   * @param limit the limit; zero, the default, for none
   * @return this builder
   */
  public ProcessPoolBuilder taskTimeout(Duration limit) {
    return set(PoolSettings.TASK_TIMEOUT, limit);
  }

  /**
   * Sets how long a task may continue after it was interrupted, because it was cancelled or
   * exceeded its time limit, before its process is killed. Other tasks in that process run again
   * elsewhere.
   *
   * @param limit the grace period; 5 s by default, zero for none
   * @return this builder
   */
  public ProcessPoolBuilder grace(Duration limit) {
    return set(WorkerSettings.GRACE, limit);
  }

  /**
   * Sets how long a local worker may show no sign of life before it is killed and replaced. A
   * worker shows none if it is stopped, or if its JVM does nothing but collect garbage.
   *
   * @param limit the limit; 10 s by default, zero for none
   * @return this builder
   */
  public ProcessPoolBuilder hangTimeout(Duration limit) {
    return set(WorkerSettings.HANG_TIMEOUT, limit);
  }

  /**
   * Ends a local worker that has had nothing to do for a while, and gives its memory back; the pool
   * starts it again when there is work for it, which takes about as long as its first start. The
   * {@linkplain #exitHook exit hook} and the {@linkplain #initializer initializer} run each time.
   * All workers may end, and the {@linkplain #spareWorkers spare ones} with the last of them. This
   * is what {@link java.util.concurrent.ThreadPoolExecutor#allowCoreThreadTimeOut} is for threads.
   *
   * @param time the time without a task, which is looked at once a second; zero, the default, for
   *     no limit
   * @return this builder
   */
  public ProcessPoolBuilder idleTimeout(Duration time) {
    return set(WorkerSettings.IDLE_TIMEOUT, time);
  }

  /**
   * Replaces a local worker with a new process after a number of tasks, as a remedy for leaks.
   *
   * @param count the number of tasks; 0, the default, for no limit
   * @return this builder
   */
  public ProcessPoolBuilder maxTasksPerWorker(int count) {
    return set(WorkerSettings.MAX_TASKS, count);
  }

  /**
   * Replaces a local worker with a new process when it uses too much memory of its own. The worker
   * first finishes what it is running. Memory is checked once a second, on Linux only.
   *
   * @param bytes the limit in bytes; 0, the default, for none
   * @return this builder
   */
  public ProcessPoolBuilder maxRss(long bytes) {
    return set(WorkerSettings.MAX_RSS, bytes);
  }

  /**
   * Sets how many spare processes wait, connected and warm, to replace a local worker that dies.
   * Each needs the memory of an idle worker. There are none if workers are {@linkplain #pin
   * pinned}.
   *
   * @param count 0 to 1,024; 1 by default
   * @return this builder
   */
  public ProcessPoolBuilder spareWorkers(int count) {
    return set(WorkerSettings.SPARES, count);
  }

  /**
   * Sets after how many deaths of its workers a task is given up. It then fails with a {@link
   * dev.baton.WorkerCrashedException}, and is {@linkplain #onQuarantined quarantined}.
   *
   * @param count 1 to 1,000,000; 3 by default
   * @return this builder
   */
  public ProcessPoolBuilder deathsAllowed(int count) {
    return set(PoolSettings.DEATHS_ALLOWED, count);
  }

  /**
   * Runs a second copy of a task that takes far longer than the others on an idle worker; the first
   * result wins.
   *
   * @param wanted whether to do so; false by default, because side effects then happen twice
   * @return this builder
   */
  public ProcessPoolBuilder speculate(boolean wanted) {
    return set(PoolSettings.SPECULATE, wanted);
  }

  /**
   * Sets a task that runs once in each worker, before the first task of the pool there. If it
   * fails, tasks fail with an {@link dev.baton.InitializerException}.
   *
   * @param task the task; none by default
   * @return this builder
   */
  public ProcessPoolBuilder initializer(RunnableTask task) {
    initializer = Objects.requireNonNull(task, "task");
    return this;
  }

  /**
   * Sets a task that runs once in each worker in which tasks of the pool have run, after the last
   * of them: when the pool is closed, when the worker is drained or makes way for another, and in a
   * cluster when the program has ended.
   *
   * <p>It does not run if the {@link #initializer} failed, in a worker that dies, is killed, or
   * ends because a task has overflowed its heap or its time, or if a task of the pool still runs
   * when the worker has to end. A worker of a cluster in which the program runs no task for half an
   * hour may take the program for gone: it runs the hook then, and the initializer again before the
   * next task. If it fails, or takes longer than {@link #exitTimeout}, the worker says so on its
   * standard error, and ends all the same; no result depends on it. It has no {@link
   * dev.baton.TaskContext}.
   *
   * @param task the task; none by default
   * @return this builder
   */
  public ProcessPoolBuilder exitHook(RunnableTask task) {
    exitHook = Objects.requireNonNull(task, "task");
    return this;
  }

  /**
   * Limits how long the {@link #exitHook} may take in a local worker. It is interrupted then. In a
   * worker of a cluster the limit is 3 s.
   *
   * @param limit the limit; 3 s by default
   * @return this builder
   */
  public ProcessPoolBuilder exitTimeout(Duration limit) {
    return set(WorkerSettings.EXIT_TIMEOUT, limit);
  }

  /**
   * Sets the heap size of each local worker.
   *
   * @param bytes the size in bytes, 12 MiB or more; 0, the default, for its share of half the
   *     host's memory
   * @return this builder
   */
  public ProcessPoolBuilder workerHeap(long bytes) {
    return set(WorkerSettings.HEAP, HeapSize.fixed(bytes));
  }

  /**
   * Sets the heap size of each local worker, and what it may grow to. A task that fails with an
   * {@link OutOfMemoryError}, or fills the heap until its worker does nothing but collect garbage,
   * runs again in a worker with twice the heap, up to the limit; this does not count as a retry.
   * The worker that ran out of it is replaced by one of that size, which stays. Nothing grows after
   * other failures and deaths.
   *
   * @param bytes the size at first, from 12 MiB
   * @param most the largest size; all workers together may take their number times as much
   * @return this builder
   * @throws UsageException if a size is out of range, or the largest is smaller than the first
   */
  public ProcessPoolBuilder workerHeap(long bytes, long most) {
    HeapSize range = new HeapSize(bytes, most);
    if (bytes == 0 || most < bytes) {
      throw new UsageException(
          "workerHeap is " + range + "; allowed: two sizes from 12m to 1024t, the smaller first.");
    }
    return set(WorkerSettings.HEAP, range);
  }

  /**
   * Takes workers that {@code baton up} keeps warm, for a faster first result. The pool starts its
   * own if too few are there or, with a notice, if they do not fit. Warm workers run in the
   * environment and the working directory of {@code baton up}.
   *
   * @return this builder
   * @see Attach#ALWAYS
   */
  public ProcessPoolBuilder attach() {
    return attach(Attach.ALWAYS);
  }

  /**
   * Sets whether the pool takes workers that {@code baton up} keeps warm.
   *
   * @param when when it does; {@link Attach#NEVER} by default
   * @return this builder
   */
  public ProcessPoolBuilder attach(Attach when) {
    return set(PoolSettings.ATTACH, when);
  }

  /**
   * Binds each local worker to one core. Needs Linux and the program {@code taskset}.
   *
   * @param pinned whether to do so; false by default
   * @return this builder
   */
  public ProcessPoolBuilder pin(boolean pinned) {
    return set(WorkerSettings.PIN, pinned);
  }

  /**
   * Sets whether the pool ends, and cancels its tasks, by a shutdown hook of its own when the JVM
   * ends. Pass false in a framework whose own hook closes the pool after what uses it: hooks run at
   * the same time. If nothing closes the pool then, its workers end with the JVM, and what it had
   * in the host store is removed by the next pool.
   *
   * @param registered whether to do so; true by default
   * @return this builder
   */
  public ProcessPoolBuilder shutdownHook(boolean registered) {
    return set(PoolSettings.SHUTDOWN_HOOK, registered);
  }

  /**
   * Adds a jar to the classes that workers have, after the entries of this program: to the class
   * path of local workers; on a cluster, the jar is shipped to the hosts. May be called several
   * times; for a pool that runs, see {@link ProcessPool#addJar}.
   *
   * @param file the jar
   * @return this builder
   */
  public ProcessPoolBuilder jar(Path file) {
    return add(WorkerSettings.JARS, Objects.requireNonNull(file, "file"));
  }

  /**
   * Sets how the workers of a cluster get the classes of this program. Local workers have them in
   * any case.
   *
   * @param policy {@link CodePolicy#SHIP} by default
   * @return this builder
   */
  public ProcessPoolBuilder codePolicy(CodePolicy policy) {
    return set(PoolSettings.CODE_POLICY, policy);
  }

  /**
   * Limits the memory that the host store of local workers may take for shared data. Data that does
   * not fit goes to disk.
   *
   * @param bytes the limit in bytes; 0, the default, for a quarter of the host's memory, but at
   *     most half of what {@code /dev/shm} has free
   * @return this builder
   */
  public ProcessPoolBuilder storeSize(long bytes) {
    return set(StoreSettings.SIZE, bytes);
  }

  /**
   * Verifies the checksum of shared data each time it is opened, which reads all of it.
   *
   * @param checked whether to do so; false by default
   * @return this builder
   */
  public ProcessPoolBuilder checksums(boolean checked) {
    return set(StoreSettings.CHECKSUMS, checked);
  }

  /**
   * Sets how tasks and results travel.
   *
   * @param way the transport. {@link Transport#AUTO}, the default, needs no broker for local
   *     workers unless there is a {@link #dataDirectory} or a {@link #job}; {@link Transport#KAFKA}
   *     starts one, which requires the artefact {@code baton-broker}
   * @return this builder
   */
  public ProcessPoolBuilder transport(Transport way) {
    return set(PoolSettings.TRANSPORT, way);
  }

  /**
   * Sets how arguments and results are handed over. For single calls, use {@link
   * ProcessPool#with(Handoff)}.
   *
   * @param way the handoff; {@link Handoff#AUTO} by default
   * @return this builder
   */
  public ProcessPoolBuilder handoff(Handoff way) {
    return set(PoolSettings.HANDOFF, way);
  }

  /**
   * Sets what receives each line that local workers print, with the worker and the task in front:
   * {@code [worker 3 job=20261130-104727-40da task=17 attempt=1] text}, or {@code [worker 3] text}
   * if no task is known to have printed it. It is called by several threads at once, those that
   * read the output: while it blocks, workers that print block, too.
   *
   * @param lines receives the lines; standard error by default
   * @return this builder
   */
  public ProcessPoolBuilder workerOutput(Consumer<String> lines) {
    workerOutput = Callbacks.safe("workerOutput", Objects.requireNonNull(lines, "lines"));
    return this;
  }

  /**
   * Sets the class path of the JVMs that the pool starts: Baton's jars, those of its libraries, and
   * all that tasks need. On a cluster, all but Baton and its libraries is shipped to the hosts.
   *
   * <p>By default it is this program's own. If another kind of class loader loads the program, as
   * in a Spring Boot jar, a web application or a build tool, the context class loader of the thread
   * that calls {@link #build()} and its parents provide it; nested jars are unpacked to the user's
   * cache directory.
   *
   * @param entries jars and directories, at least one
   * @return this builder
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
   * Adds an option to the JVMs of local workers, such as {@code -XX:+UseParallelGC}. May be called
   * several times.
   *
   * <p>Workers inherit these options from this JVM, and options that are added here win over them:
   * {@code -D}, except those of JMX, RMI and Baton; {@code -ea} and the like; {@code -Xss}; {@code
   * --enable-preview}; {@code --add-opens}, {@code --add-exports} and {@code --add-reads} of the
   * JDK's modules; {@code --add-modules}; {@code --enable-native-access}; {@code
   * --illegal-native-access}; and {@code --sun-misc-unsafe-memory-access}. They do not inherit what
   * the program sets at run time, as with {@code Locale.setDefault}.
   *
   * @param option the option
   * @return this builder
   */
  public ProcessPoolBuilder workerJvmOption(String option) {
    return add(WorkerSettings.JVM_OPTIONS, Objects.requireNonNull(option, "option"));
  }

  /**
   * Sets what receives notices for the user, such as that the broker is away. It is called by a
   * thread that does nothing else.
   *
   * @param lines receives each notice, one line; standard error by default
   * @return this builder
   */
  public ProcessPoolBuilder notices(Consumer<String> lines) {
    notices = Objects.requireNonNull(lines, "lines");
    return this;
  }

  /**
   * Keeps the log of the embedded broker, so that another pool can continue with it. By default the
   * log is deleted when the pool ends.
   *
   * @param directory the directory; if it does not exist, it is created, accessible only to its
   *     owner
   * @return this builder
   */
  public ProcessPoolBuilder dataDirectory(Path directory) {
    dataDirectory = Objects.requireNonNull(directory, "directory");
    return this;
  }

  /**
   * Sets the identity of the pool, to resume a job.
   *
   * @param identity the identity; a new one by default
   * @return this builder
   */
  public ProcessPoolBuilder job(JobIdentity identity) {
    job = Objects.requireNonNull(identity, "identity");
    return this;
  }

  /**
   * Sets which results of a job are failures, for a pool that resumes it; it has no effect in
   * others. Of a task that has run again for that, the log has several results: the first that is
   * no failure counts, or else the last.
   *
   * @param isFailure told a result; no result is a failure by default
   * @param runAgain whether tasks whose result is a failure run again; otherwise it counts like any
   *     other
   * @return this builder
   */
  public ProcessPoolBuilder failedResults(Predicate<@Nullable Object> isFailure, boolean runAgain) {
    failedResults = new FailedResults(Objects.requireNonNull(isFailure, "isFailure"), runAgain);
    return this;
  }

  /**
   * Sets what receives each task that is given up because it killed its workers. It is called by
   * the pool's thread for callbacks, before the task's future ends. The task is recorded in the
   * pool's channel {@code quarantine} in any case.
   *
   * @param listener receives the task with its data and the evidence; nothing by default
   * @return this builder
   */
  public ProcessPoolBuilder onQuarantined(Consumer<QuarantinedTask> listener) {
    onQuarantined = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /**
   * Sets what learns how far the pool has come.
   *
   * @param listener the listener, called by a thread that does nothing else; none by default
   * @return this builder
   */
  public ProcessPoolBuilder progress(ProgressListener listener) {
    progress = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /**
   * Sets what is told of each attempt and each worker: what {@code baton run --trace} writes down.
   * Without it nothing is recorded.
   *
   * <p>A thread that does nothing else calls it with the events that have happened since, in an
   * order in which each attempt is sent before it ends. If more than 8,192 events wait for it, the
   * pool waits, too, until there is room: no event is left out. But if it takes none of them for 10
   * s, or throws, it is told nothing more, and the program gets a notice; the pool goes on. When
   * the pool has terminated, it has been told everything, unless that takes it more than 10 s.
   *
   * @param listener gets one or more events at a time, in a list that does not change
   * @return this builder
   */
  public ProcessPoolBuilder onEvents(Consumer<List<PoolEvent>> listener) {
    events = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /** As {@link PoolRecords#watch(ProcessPoolBuilder, Consumer)}. */
  void records(Consumer<byte[]> watcher) {
    records = watcher;
  }

  /**
   * Has the JVM of each local worker record where its time goes, and writes the recordings as one
   * file when the pool has terminated: what {@code baton run --profile} does. The file is in the
   * format of the JDK's flight recorder (JFR); {@code jfr} and JDK Mission Control read it.
   *
   * <p>Each task that takes 100 µs or more is an event {@code dev.baton.Task} in it, with job,
   * task, attempt, worker and slot. A worker that was killed is in it, too, except for its last
   * second. A worker starts later when it has to record, and its recording takes up to 100 MiB of
   * the temp directory until the pool ends; of more than 1,000 worker processes, the first 1,000
   * record. If the file cannot be written, or lacks something, the program gets a notice.
   *
   * @param file the file, which is replaced; none by default
   * @return this builder
   */
  public ProcessPoolBuilder profile(Path file) {
    profile = Objects.requireNonNull(file, "file");
    return this;
  }

  /**
   * Limits how long {@link #build()} waits for the broker and the first worker.
   *
   * @param limit the limit, 1 ms or more; 60 s by default
   * @return this builder
   */
  public ProcessPoolBuilder startTimeout(Duration limit) {
    return set(PoolSettings.START_TIMEOUT, limit);
  }

  /**
   * Limits how long the broker may be away while tasks wait. After that the pool is broken: it
   * fails them, and rejects new ones.
   *
   * @param limit the limit, 1 ms or more; 5 minutes by default
   * @return this builder
   */
  public ProcessPoolBuilder brokerTimeout(Duration limit) {
    return set(PoolSettings.BROKER_TIMEOUT, limit);
  }

  /**
   * Limits how many tasks of one {@link ProcessPool#map map} are under way at a time. That many are
   * reached only after many results have been taken.
   *
   * @param tasks the limit, 1 or more; 16,384 by default
   * @return this builder
   */
  public ProcessPoolBuilder window(int tasks) {
    return set(PoolSettings.WINDOW, tasks);
  }

  /**
   * Sets how long results of short tasks may wait in a worker so that many travel together, like
   * Kafka's {@code linger.ms}. A {@link ProcessPool#map map} also sends as many short tasks at a
   * time as a worker runs in that while. A longer one suits programs that care for throughput
   * alone. A result that no other follows never waits.
   *
   * @param limit the limit, 1 ms or more; 3 ms by default
   * @return this builder
   */
  public ProcessPoolBuilder linger(Duration limit) {
    return set(PoolSettings.LINGER, limit);
  }

  /**
   * Sets how much of the workers' time this pool gets on a cluster, beside other programs: a pool
   * of weight 25 gets a quarter of what one of weight 100 gets, and all that nobody else uses. Has
   * no meaning for workers of the pool's own.
   *
   * @param weight 1 to 100, the default: nobody gets ahead of others by asking for it
   * @return this builder
   */
  public ProcessPoolBuilder weight(int weight) {
    return set(PoolSettings.WEIGHT, weight);
  }

  /**
   * Starts the pool, and waits until a worker can take tasks.
   *
   * @return the pool; close it after use
   * @throws UsageException if settings contradict each other; the message names them
   * @throws dev.baton.EnvironmentException if the broker or the workers cannot be started or
   *     reached, or a library on the class path is too old
   */
  public ProcessPool build() {
    NEEDED.forEach(Library::require);
    return new ProcessPool(config(kafka.isEmpty() ? withProgramsJvm() : withProgramsCode()));
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
    if (profile != null && !kafka.isEmpty()) {
      throw new UsageException(
          "profile is for workers of this host, and bootstrap and kafkaProperties name a cluster,"
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
            retry.rule(),
            CallSettings.DEFAULT_PRIORITY),
        dataDirectory,
        job,
        failedResults,
        exitHook == null ? initializer : new WorkerHooks(initializer, exitHook),
        workerOutput,
        notices,
        task -> onQuarantined.accept(new QuarantinedTask(task)),
        listener == null ? null : counts -> listener.onProgress(Progress.of(counts)),
        events,
        records,
        profile);
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

  /** What is set, and the class path that is shipped. */
  private Settings withProgramsCode() {
    if (settings.has(WorkerSettings.CLASS_PATH)
        || settings.get(PoolSettings.CODE_POLICY) == CodePolicy.INSTALLED) {
      return settings;
    }
    return settings.with(
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
