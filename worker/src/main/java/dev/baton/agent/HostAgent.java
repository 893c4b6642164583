package dev.baton.agent;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import dev.baton.agent.connection.EventHandler;
import dev.baton.agent.connection.HostConnection;
import dev.baton.agent.connection.JoinedHostConnection;
import dev.baton.agent.connection.LogHostConnection;
import dev.baton.agent.connection.SocketHostConnection;
import dev.baton.agent.connection.WorkerSockets;
import dev.baton.agent.copy.HostCopies;
import dev.baton.agent.crash.CrashFiles;
import dev.baton.agent.crash.Evidence;
import dev.baton.agent.crash.OutOfMemoryKills;
import dev.baton.agent.setup.AgentConfig;
import dev.baton.agent.setup.StoreSizes;
import dev.baton.agent.spawn.WorkerSpawner;
import dev.baton.agent.supervision.HostEvents;
import dev.baton.agent.supervision.WorkerSupervisor;
import dev.baton.config.PoolSettings;
import dev.baton.config.WorkerSettings;
import dev.baton.log.Access;
import dev.baton.log.Events;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.process.StartCache;
import dev.baton.role.Clock;
import dev.baton.role.RoleRunner;
import dev.baton.store.HostState;
import dev.baton.store.MappedHostState;
import dev.baton.store.StoreDirectory;
import dev.baton.store.StoreLimits;
import dev.baton.store.StoreLocations;
import dev.baton.store.WorkerState;
import dev.baton.store.area.StoreReport;
import dev.baton.wire.Address;
import dev.baton.wire.DrainHost;
import dev.baton.wire.Event;
import dev.baton.wire.HostBeat;
import dev.baton.wire.HostDrained;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The agent of one host: owns the host store, supervises the workers, and speaks for them on the
 * events channel. Thread-safe.
 *
 * <p>Call {@link #prepare} first: it starts the worker processes, which load their classes. Then
 * call {@code connect}, once there is a broker or it is clear that there will be none. All
 * decisions are made on one thread, the agent's.
 */
public final class HostAgent implements AutoCloseable {

  /**
   * How long workers may take to end when told to: less than an agent has once its parent is gone.
   */
  private static final Duration STOP_LIMIT = Duration.ofMillis(1500);

  /** What a worker may need beyond the drain limit, to send its results and to end. */
  private static final Duration DRAIN_MARGIN = Duration.ofSeconds(3);

  /** The host state is small; blobs will want more. */
  private static final long STORE_BYTES = 1 << 20;

  /** What workers receive in place of Kafka client properties. */
  private static final Map<String, String> NO_BROKER = Map.of();

  private static final int NO_INBOXES = 0;

  private static final AtomicInteger AGENTS = new AtomicInteger();

  private final AgentConfig config;
  private final StoreDirectory store;
  private final @Nullable StoreDirectory spill;
  private final HostState state;
  private final CompletableFuture<Void> failure = new CompletableFuture<>();
  private final CompletableFuture<DrainHost> drainRequest = new CompletableFuture<>();
  private final AgentThread agentThread = new AgentThread(failure::completeExceptionally);
  private final RoleRunner sweeping = new RoleRunner("baton-sweep", failure::completeExceptionally);
  private final JobBoardWriter jobBoard;
  private final HostCopies copies;
  private final long host;
  private final WorkerSpawner spawner;
  private final WorkerSupervisor supervisor;
  private final HostBeats beats;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable HostConnection connection;
  private volatile @Nullable HostReport report;

  private HostAgent(
      AgentConfig config,
      StoreDirectory store,
      @Nullable StoreDirectory spill,
      Consumer<String> output,
      Consumer<String> notices) {
    this.config = config;
    this.store = store;
    this.spill = spill;
    SecureRandom random = new SecureRandom();
    host = random.nextLong(1, Long.MAX_VALUE);
    state = MappedHostState.create(store, config.workers());
    StoreLimits limits = StoreSizes.decide(host, config.settings(), store, spill, output);
    limits.write(store.path());
    String hostName = HostName.get();
    copies = new HostCopies(host, hostName, store.path(), limits, this::publish);
    jobBoard = new JobBoardWriter(store.path());
    CrashFiles crashFiles = CrashFiles.ofThisUser();
    HostEvents events = new HostEvents(host, hostName, this::publish);
    spawner =
        new WorkerSpawner(config, hostName, store.path(), crashFiles, output, notices, agentThread);
    supervisor =
        new WorkerSupervisor(
            host,
            config,
            spawner,
            new Evidence(crashFiles::describe, OutOfMemoryKills.ofThisProcess()::count),
            state,
            events,
            Clock.SYSTEM,
            random);
    beats =
        new HostBeats(
            events,
            supervisor::isClosing,
            supervisor::statuses,
            () ->
                StoreReport.of(
                    store.path(), limits, copies.use(), ProcessUses.of(supervisor.statuses())));
    supervisor.onLeaving(beats::hurry);
    agentThread.start(List.of(supervisor, beats));
    sweeping.start(
        new StoreSweeper(
            store.path(), spill == null ? null : spill.path(), Clock.SYSTEM.nanoTime()));
  }

  /**
   * Makes the host store and starts the worker processes.
   *
   * @param output receives the workers' output and warnings, line by line; called from several
   *     threads
   * @throws EnvironmentException if this host is unsuitable: no room for the store, no {@code
   *     taskset} for pinning
   */
  public static HostAgent prepare(AgentConfig config, Consumer<String> output) {
    return prepare(config, output, output);
  }

  /**
   * As above, with notices reported separately.
   *
   * @param notices receives what a person should know about the start, one line each
   * @throws EnvironmentException as above, or if standby workers are required and no standby server
   *     runs
   */
  public static HostAgent prepare(
      AgentConfig config, Consumer<String> output, Consumer<String> notices) {
    StoreLocations locations = StoreLocations.ofThisHost();
    locations.sweepDead();
    String id = ProcessHandle.current().pid() + "-" + AGENTS.incrementAndGet();
    StoreDirectory store = locations.create(config.pool(), id, STORE_BYTES, output);
    StoreDirectory spill = locations.createSpill(store, config.pool());
    Thread onExit = new Thread(() -> remove(store, spill), "baton-store-removal");
    Runtime.getRuntime().addShutdownHook(onExit); // until there is an agent to close
    try {
      return new HostAgent(config, store, spill, output, notices);
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

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending; the hook runs.
    }
  }

  /**
   * Joins the cluster: claims an inbox for each worker and tells the workers to connect.
   *
   * @param kafkaProperties Kafka client properties
   * @throws EnvironmentException if there is no broker, or too few inboxes are free
   */
  public void connect(Map<String, String> kafkaProperties) {
    connect(kafkaProperties, kafkaProperties, KafkaLog.DEFAULT_CONNECT_LIMIT, _ -> {});
  }

  /** As above, with a different limit for the broker's answer. */
  public void connect(Map<String, String> kafkaProperties, Duration limit) {
    connect(kafkaProperties, kafkaProperties, limit, _ -> {});
  }

  /**
   * As above, for a host that runs on its own.
   *
   * @param kafkaProperties those of this agent
   * @param workerProperties those of its workers, whose tasks may be anybody's
   * @param notices told when the broker stops answering, and when it is back
   * @throws EnvironmentException also if the workers could not connect with theirs
   */
  public void connect(
      Map<String, String> kafkaProperties,
      Map<String, String> workerProperties,
      Consumer<String> notices) {
    connect(kafkaProperties, workerProperties, KafkaLog.DEFAULT_CONNECT_LIMIT, notices);
  }

  private void connect(
      Map<String, String> kafkaProperties,
      Map<String, String> workerProperties,
      Duration limit,
      Consumer<String> notices) {
    boolean sameLogin = workerProperties.equals(kafkaProperties);
    if (sameLogin) { // workers connect while the agent does
      agentThread.execute(() -> supervisor.connect(workerProperties));
    }
    LogHostConnection log =
        LogHostConnection.open(
            config,
            host,
            config.workers(),
            kafkaProperties,
            limit,
            notices,
            eventHandler(),
            failure::completeExceptionally);
    copies.start(log.log());
    if (!sameLogin) {
      tryAsWorker(workerProperties, limit, log);
      agentThread.execute(() -> supervisor.connect(workerProperties));
    }
    join(log, new WorkerSockets(store.path()).beside(log.claims()));
    if (closed.get()) {
      log.close(); // the thread that closed this agent may not have known of the log
    }
  }

  /** A login that does not work is one error here, and one of each worker later. */
  private void tryAsWorker(
      Map<String, String> workerProperties, Duration limit, HostConnection opened) {
    try {
      KafkaLog.connect(config.topics(), workerProperties, Access.WORKER, limit).close();
    } catch (BatonException e) {
      opened.close();
      throw e;
    }
  }

  /**
   * Joins a pool that is entirely on this host, with its coordinator in this process: there is no
   * broker, and workers get their tasks over sockets.
   *
   * @throws EnvironmentException if the path of the host store is too long for sockets
   */
  public void connect(Events events) {
    agentThread.execute(() -> supervisor.connect(NO_BROKER));
    HostConnection sockets =
        new SocketHostConnection(
            host,
            store.path(),
            config.workers(),
            events,
            eventHandler(),
            failure::completeExceptionally);
    join(sockets, sockets.inboxes());
  }

  /**
   * Puts the events of a host on the log as well, now that there is a broker, and acts on those of
   * others. The host is already connected to the coordinator in this process, and its workers go on
   * getting their tasks over sockets.
   *
   * @throws EnvironmentException if there is no broker
   */
  public void joinLog(Map<String, String> kafkaProperties, Duration limit) {
    HostConnection sockets = Objects.requireNonNull(connection, "not connected");
    LogHostConnection log =
        LogHostConnection.open(
            config,
            host,
            NO_INBOXES,
            kafkaProperties,
            limit,
            _ -> {},
            eventHandler(),
            failure::completeExceptionally);
    if (closed.get()) {
      log.close();
      return;
    }
    connection = new JoinedHostConnection(sockets, log);
    agentThread.execute(beats::hurry);
  }

  private EventHandler eventHandler() {
    return new EventHandler(
        host,
        () -> agentThread.execute(beats::hurry),
        jobBoard::note,
        drainRequest::complete,
        workers -> agentThread.execute(() -> supervisor.want(workers)),
        copies::accept);
  }

  private void join(HostConnection opened, List<Address> inboxes) {
    connection = opened;
    agentThread.execute(
        () -> {
          supervisor.assign(inboxes);
          beats.begin(opened.claims());
        });
  }

  /**
   * Waits until all workers can take tasks.
   *
   * @throws EnvironmentException if workers cannot start, with their output; or if it takes too
   *     long
   */
  public void awaitReady(Duration limit) {
    try {
      supervisor.allUp().get(limit.toMillis(), TimeUnit.MILLISECONDS);
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
    return config.get(PoolSettings.START_TIMEOUT);
  }

  /** The number that identifies this host to others: the incarnation of its agent. */
  public long host() {
    return host;
  }

  /** How many workers the host has. */
  public int workers() {
    return config.workers();
  }

  /** What the host was like at its last beat, at most a second ago; null before the first. */
  public @Nullable HostReport report() {
    return report;
  }

  /** Whether the broker answers, as far as is known; so it does where there is none. */
  public boolean hasBroker() {
    HostConnection opened = connection;
    return opened == null || opened.hasBroker();
  }

  /**
   * Fails when the agent can no longer do its work; the caller then closes it. Never completes
   * otherwise.
   */
  public CompletableFuture<Void> failure() {
    return failure.copy();
  }

  /**
   * Completes when somebody asks this host to leave the pool. It is up to the caller to {@link
   * #drain} it.
   */
  public CompletableFuture<DrainHost> drainRequest() {
    return drainRequest.copy();
  }

  /**
   * Ends in an orderly way: workers finish what they run and hand back what they have not started.
   *
   * @param limit how long running tasks may take; those that take longer are handed back too
   * @return what became of the tasks
   */
  public HostDrained drain(Duration limit) {
    if (closed.get()) {
      return new HostDrained(host, 0, 0);
    }
    DrainTally tally = new DrainTally(state.snapshots());
    agentThread.execute(
        () -> {
          supervisor.drain(limit);
          beats.hurry();
        });
    endWithin(limit.plus(DRAIN_MARGIN));
    HostDrained drained = tally.result(host, state.snapshots());
    publish(drained);
    close();
    return drained;
  }

  /**
   * Ends the workers whatever they run, releases the inboxes and removes the host store. Takes two
   * seconds at most, and longer only while exit hooks run.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      agentThread.execute(supervisor::stop);
      endWithin(STOP_LIMIT);
      agentThread.stop();
      spawner.endOrphans();
      sweeping.stop();
      copies.close();
      HostConnection opened = connection;
      if (opened != null) {
        opened.close();
      }
      jobBoard.close();
      state.close();
      remove(store, spill);
    }
  }

  /** Waits for workers that were told to end, and kills those that take longer. */
  private void endWithin(Duration limit) {
    try {
      long millis = StartCache.endLimit(limit).toMillis();
      supervisor.allEnded().copy().completeOnTimeout(null, millis, TimeUnit.MILLISECONDS).get();
      if (state.snapshots().stream().anyMatch(slot -> slot.state() == WorkerState.DRAINING)) {
        long more = config.get(WorkerSettings.EXIT_TIMEOUT).toMillis(); // for exit hooks
        supervisor.allEnded().get(more, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // Some are left.
    }
    agentThread.execute(supervisor::kill);
  }

  private void publish(Event event) {
    if (event instanceof HostBeat beat) { // on the agent's thread
      report = new HostReport(beat, supervisor.totals(), System.nanoTime());
    }
    HostConnection opened = connection;
    if (opened != null) {
      opened.publish(event);
    }
  }
}
