package dev.baton.agent;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.process.ChildProcess;
import dev.baton.process.StartCache;
import dev.baton.store.HostState;
import dev.baton.store.StoreDirectory;
import dev.baton.store.StoreLocations;
import dev.baton.store.blob.Area;
import dev.baton.store.chronicle.ChronicleHostState;
import dev.baton.wire.Liveness;
import dev.baton.wire.WorkerStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The agent of one host: owns the host store, supervises the workers, and speaks for them on the
 * events channel. Thread-safe.
 *
 * <p>First {@link #prepare}, which starts the worker processes so that they load their classes;
 * then, when there is a broker, {@link #connect}. The decisions are made on one thread, the
 * agent's.
 */
public final class HostAgent implements AutoCloseable {

  private static final Duration SWEEP = Duration.ofSeconds(2);

  /**
   * How long workers may take to end when they are told to: less than an agent has whose parent is
   * gone.
   */
  private static final Duration STOP_LIMIT = Duration.ofMillis(1500);

  /** What a worker may need beside the limit of a drain: to send its results and to end. */
  private static final Duration DRAIN_MARGIN = Duration.ofSeconds(3);

  /** The host state is small; blobs will want more. */
  private static final long STORE_BYTES = 1 << 20;

  private static final AtomicInteger AGENTS = new AtomicInteger();

  private final AgentConfig config;
  private final long host = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
  private final String hostName = HostName.get();
  private final StoreDirectory store;
  private final @Nullable StoreDirectory spill;
  private final HostState state;
  private final JobNotes jobs;
  private final Crew crew;
  private final ScheduledExecutorService agentThread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("baton-agent").factory());
  private final CompletableFuture<Void> failure = new CompletableFuture<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable HostConnection connection;

  private HostAgent(
      AgentConfig config,
      StoreDirectory store,
      @Nullable StoreDirectory spill,
      Consumer<String> output) {
    this.config = config;
    this.store = store;
    this.state = ChronicleHostState.create(store, config.workers());
    this.spill = spill;
    StoreSizes.decide(host, config.store(), store, spill, output).write(store.path());
    this.jobs = new JobNotes(store.path());
    CrashFiles crashFiles = CrashFiles.ofThisUser();
    this.crew =
        new Crew(
            host,
            config,
            agentThread,
            new WorkerSpawner(config, hostName, store.path(), crashFiles, output),
            new Evidence(crashFiles, OutOfMemoryKills.ofThisProcess()),
            state);
  }

  /**
   * Makes the host store and starts the worker processes.
   *
   * @param output gets what the workers print, and warnings, line by line; called from several
   *     threads
   * @throws EnvironmentException if this host is unfit: no room for the store, no {@code taskset}
   *     for pinning
   */
  public static HostAgent prepare(AgentConfig config, Consumer<String> output) {
    StoreLocations locations = StoreLocations.ofThisHost();
    locations.sweepDead();
    String id = ProcessHandle.current().pid() + "-" + AGENTS.incrementAndGet();
    StoreDirectory store = locations.create(config.pool(), id, STORE_BYTES, output);
    StoreDirectory spill = locations.createSpill(store, config.pool());
    Thread onExit = new Thread(() -> remove(store, spill), "baton-store-removal");
    Runtime.getRuntime().addShutdownHook(onExit); // until there is an agent to close
    try {
      HostAgent agent = new HostAgent(config, store, spill, output);
      agent.ask(
          () -> {
            agent.crew.spawn();
            return List.of();
          });
      return agent;
    } catch (RuntimeException e) {
      remove(store, spill);
      throw e;
    } finally {
      forget(onExit);
    }
  }

  private static void remove(StoreDirectory store, @Nullable StoreDirectory spill) {
    store.close();
    if (spill != null) {
      spill.close();
    }
  }

  /** Gives back what processes left in the host store that are gone. */
  private void sweep() {
    try {
      var _ = Area.sweepDead(store.path(), spill == null ? null : spill.path());
    } catch (RuntimeException e) { // the next sweep will do what this one could not
      System.getLogger(HostAgent.class.getName())
          .log(System.Logger.Level.DEBUG, "Cannot sweep the host store", e);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending; the hook runs.
    }
  }

  /**
   * Joins the cluster: claims an inbox for each worker and lets the workers connect.
   *
   * @param kafkaProperties Kafka client properties
   * @throws EnvironmentException if there is no broker, or too few inboxes are free
   */
  public void connect(Map<String, String> kafkaProperties) {
    connect(kafkaProperties, KafkaLog.DEFAULT_CONNECT_LIMIT);
  }

  /** The same with another limit for the broker to answer. */
  public void connect(Map<String, String> kafkaProperties, Duration limit) {
    agentThread.execute(() -> crew.connect(kafkaProperties));
    HostConnection link =
        HostConnection.open(
            config,
            host,
            hostName,
            kafkaProperties,
            limit,
            this::beatSoon,
            jobs::note,
            failure::completeExceptionally);
    connection = link;
    agentThread.execute(
        () -> {
          crew.assign(link.inboxes(), link.voice());
          beat();
        });
    var _ =
        agentThread.scheduleAtFixedRate(
            this::look,
            Liveness.HOST_BEAT.toMillis(),
            Liveness.HOST_BEAT.toMillis(),
            TimeUnit.MILLISECONDS);
    var _ =
        agentThread.scheduleAtFixedRate(
            this::sweep, SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Waits until all workers can take tasks.
   *
   * @throws EnvironmentException if workers cannot start, with what they said; or if it takes too
   *     long
   */
  public void awaitReady(Duration limit) {
    try {
      crew.allUp().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new EnvironmentException(String.valueOf(cause.getMessage()), cause);
    } catch (TimeoutException e) {
      throw new EnvironmentException(
          "The workers were not ready within " + limit.toSeconds() + " s.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("Interrupted while the workers started.", e);
    }
  }

  /** How long the workers may take to start. */
  public Duration startLimit() {
    return config.limits().start();
  }

  /** How many workers the host has. */
  public int workers() {
    return config.workers();
  }

  /**
   * Fails when the agent cannot do its work any more; the caller then closes it. Never completes
   * otherwise.
   */
  public CompletableFuture<Void> failure() {
    return failure.copy();
  }

  /**
   * Ends in order: workers finish what they run and hand back what they have not started.
   *
   * @param limit how long running tasks may take; those that take longer are handed back too
   */
  public void drain(Duration limit) {
    if (!closed.get()) {
      List<ChildProcess> draining = ask(() -> crew.drain(limit));
      beatSoon();
      awaitEnd(draining, limit.plus(DRAIN_MARGIN));
    }
    close();
  }

  /**
   * Ends the workers whatever they run, gives up the inboxes and removes the host store. Takes two
   * seconds at most.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      awaitEnd(ask(crew::stop), STOP_LIMIT);
      crew.endOrphans();
      agentThread.shutdownNow();
      HostConnection link = connection;
      if (link != null) {
        link.close();
      }
      jobs.close();
      state.close();
      remove(store, spill);
    }
  }

  private void look() {
    try {
      crew.look();
    } catch (RuntimeException e) { // one that escapes would end the schedule, and with it the beats
      System.getLogger(HostAgent.class.getName())
          .log(System.Logger.Level.WARNING, "The workers could not be looked after", e);
    }
    beat();
  }

  private void beatSoon() {
    try {
      agentThread.execute(this::beat);
    } catch (RejectedExecutionException e) {
      // The agent is closed.
    }
  }

  private void beat() {
    HostConnection link = connection;
    if (link != null) {
      List<WorkerStatus> workers = crew.statuses();
      try {
        link.voice().beat(link.inboxes(), workers);
      } catch (BatonException e) {
        System.getLogger(HostAgent.class.getName())
            .log(System.Logger.Level.DEBUG, "A beat could not be sent", e);
      }
    }
  }

  private List<ChildProcess> ask(Supplier<List<ChildProcess>> question) {
    return CompletableFuture.supplyAsync(question, agentThread).join();
  }

  private static void awaitEnd(List<ChildProcess> processes, Duration limit) {
    CompletableFuture<?>[] ends =
        processes.stream().map(ChildProcess::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      long millis = StartCache.endLimit(limit).toMillis();
      CompletableFuture.allOf(ends).get(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // Those that are left are killed.
    }
    processes.forEach(ChildProcess::kill);
  }
}
