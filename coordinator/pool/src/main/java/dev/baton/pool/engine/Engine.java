package dev.baton.pool.engine;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import dev.baton.JobIdentity;
import dev.baton.Transport;
import dev.baton.codec.AllowList;
import dev.baton.codec.ClassListener;
import dev.baton.codec.Codec;
import dev.baton.codec.Encoded;
import dev.baton.codec.FailureCodec;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.collect.Tally;
import dev.baton.collect.WorkerTurnover;
import dev.baton.config.PoolSettings;
import dev.baton.dispatch.BatchHeader;
import dev.baton.dispatch.DataPlacement;
import dev.baton.dispatch.Pace;
import dev.baton.dispatch.Roster;
import dev.baton.ledger.Ledger;
import dev.baton.ledger.Poisoned;
import dev.baton.link.CoordinatorLinks;
import dev.baton.log.BrokerWatch;
import dev.baton.log.Log;
import dev.baton.pool.code.CodeDelivery;
import dev.baton.pool.code.JobCode;
import dev.baton.pool.code.NearHosts;
import dev.baton.pool.data.PoolStore;
import dev.baton.pool.medium.KnownResults;
import dev.baton.pool.medium.Medium;
import dev.baton.pool.setup.FailedResults;
import dev.baton.pool.setup.PoolConfig;
import dev.baton.pool.shipping.Arrivals;
import dev.baton.pool.shipping.Shipments;
import dev.baton.pool.thread.Callbacks;
import dev.baton.pool.thread.VitalThread;
import dev.baton.role.Clock;
import dev.baton.role.Receiver;
import dev.baton.role.RecordRole;
import dev.baton.role.RoleRunner;
import dev.baton.store.StoreLocations;
import dev.baton.wire.Event;
import dev.baton.wire.HostData;
import dev.baton.wire.Payload;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.WhoIsThere;
import dev.baton.wire.WorkersWanted;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The running coordinator: its roles, each on its own thread. Thread-safe. */
public final class Engine implements CoordinatorCore.Listener {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);
  private static final Duration CANCEL_LIMIT = Duration.ofSeconds(1);
  private static final Duration LOOK_EVERY = Duration.ofMillis(5);

  /** In a record, for the jars that are added while the pool runs: some hundred. */
  private static final int ROOM_FOR_JARS = 16 << 10;

  private final String jobId;
  private final Ledger ledger;
  private final Roster roster;
  private final Tally tally = new Tally();
  private final RecordWatch watch;
  private final LongestAttempts longest;
  private final Medium medium;
  private final Codec codec;
  private final PoolStore store;
  private final @Nullable Shipments shipments;
  private final @Nullable Arrivals arrivals;
  private final QuarantineLog quarantine;
  private final KnownResults known;
  private final Tasks tasks;
  private final CoordinatorCore core;
  private final JobBeats beats;
  private final CodeDelivery delivery;
  private final @Nullable EventFeed feed;
  private final Consumer<String> hostNotices;
  private final Receiver<ResultBatch> results;
  private volatile @Nullable Receiver<ResultBatch> furtherResults;
  private final Receiver<Event> events;
  private final RoleRunner dispatching;
  private final RoleRunner collecting;
  private final RoleRunner collectingFurther;
  private final RoleRunner tracking;
  private final RoleRunner beating;

  /**
   * Starts the roles.
   *
   * @param medium the connection to the workers; closed with the engine
   * @param classes told of the classes that records name
   * @param code the program's jars for workers that do not have them
   * @param callbacks runs the program's callbacks
   * @param notices receives what a person should know
   * @param onBroken told, perhaps more than once, why the pool cannot go on
   */
  Engine(
      PoolConfig config,
      Medium medium,
      ClassListener classes,
      JobCode code,
      Callbacks callbacks,
      Consumer<String> notices,
      Consumer<RuntimeException> onBroken) {
    SecureRandom random = new SecureRandom();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    JobIdentity job = config.job() == null ? JobIdentity.next(random) : config.job();
    long id = job.coordinator();
    Duration linger = config.get(PoolSettings.LINGER);
    this.roster = new Roster(Clock.SYSTEM, id, linger);
    this.watch = new RecordWatch(id, config.records());
    this.longest = new LongestAttempts(id);
    this.store =
        new PoolStore(
            roster,
            config.settings(),
            types -> new KryoCodec(AllowList.standard(), loader, types, classes));
    this.codec = store.codec();
    this.jobId = job.jobId();
    this.medium = medium;
    // For a host of the pool's own, the code that replaces the ended process reports it.
    this.hostNotices = config.local() ? _ -> {} : notices;
    this.ledger = new Ledger(System::nanoTime, random, config.ledger(), this::quarantine);
    this.known =
        job.resumedFrom().map(since -> medium.known(id, since)).orElseGet(KnownResults::none);
    FailedResults failed = config.failedResults();
    if (failed != null) {
      known.settle(
          result -> failed.isFailure().test(store.decode(Payload.inline(result))),
          failed.runAgain());
    }
    Log log = medium.toOtherHosts();
    this.shipments = log == null ? null : new Shipments(id, log, store, onBroken);
    this.arrivals = log == null ? null : new Arrivals(log, store, onBroken);
    CoordinatorLinks links =
        medium.links(id, e -> onBroken.accept(recordGivenUp(e)), this::workerEnded);
    this.results = links.results();
    this.events = medium.events().receive();
    byte[] initializer =
        config.initializer() == null ? new byte[0] : codec.encodeToBytes(config.initializer());
    PayloadLimit records = links.limit();
    records.requireFits("The initializer", initializer.length, "initializer");
    // The first batch has them, and those of jars that are added later.
    PayloadLimit limit = records.without(initializer.length + code.maxBytes() + ROOM_FOR_JARS);
    this.delivery =
        new CodeDelivery(
            code,
            new NearHosts(StoreLocations.ofThisHost(), shipments),
            roster,
            this::workToDispatch,
            notices,
            onBroken);
    this.core =
        new CoordinatorCore(
            new BatchHeader(
                id,
                jobId,
                links::resultsFrom,
                store::receiver,
                config.job() != null,
                linger,
                config.get(PoolSettings.WEIGHT),
                initializer,
                delivery::jarsAt),
            ledger,
            roster,
            tally,
            links,
            limit,
            Clock.SYSTEM,
            shipments == null ? DataPlacement.ONE_HOST : shipments,
            arrivals == null ? result -> store.receive(result, List.of()) : arrivals,
            this);
    if (shipments != null) {
      shipments.onChange(core.dispatcher()::wake);
    }
    this.quarantine =
        new QuarantineLog(
            jobId, initializer, this::inlined, medium, callbacks, config.onQuarantined());
    BrokerWatch brokerWatch =
        new BrokerWatch(config.brokerTimeout(), Clock.SYSTEM, notices, onBroken::accept);
    this.beats =
        new JobBeats(
            id,
            jobId,
            ledger::counts,
            core::excludedHosts,
            () -> shipments != null && shipments.hasCopies(),
            medium.events()::publish,
            brokerWatch);
    this.tasks =
        new Tasks(
            ledger,
            core.dispatcher(),
            tally,
            codec,
            store,
            new FailureCodec(AllowList.standard(), loader),
            limit,
            known,
            shipments != null);
    this.feed = config.events() == null ? null : new EventFeed(config.events(), notices);
    if (feed != null) {
      core.tell(feed);
    }
    roster.admit(delivery);
    this.dispatching = runner("baton-dispatch", onBroken);
    this.collecting = runner("baton-collect", onBroken);
    this.collectingFurther = runner("baton-collect-log", onBroken);
    this.tracking = runner("baton-events", onBroken);
    this.beating = runner("baton-job-beats", onBroken);
    dispatching.start(core.dispatcher());
    RecordRole<ResultBatch> collector = longest.of(watch.failures(core.results()));
    collecting.start(collector, results);
    medium.receiveFurther(
        receiver -> {
          furtherResults = receiver;
          collectingFurther.start(collector, receiver);
        });
    tracking.start(watch.events(core.hosts()), events);
    beating.start(beats);
    medium.events().publish(new WhoIsThere(id));
  }

  private static RoleRunner runner(String name, Consumer<RuntimeException> onBroken) {
    return new RoleRunner(
        name,
        failure ->
            onBroken.accept(
                failure instanceof BatonException e
                    ? brokerLost(e)
                    : VitalThread.died(name, failure)));
  }

  /** The log explains itself if it is the fault of a right or a size. */
  private static EnvironmentException recordGivenUp(Exception e) {
    return e instanceof EnvironmentException explained ? explained : brokerLost(e);
  }

  private static EnvironmentException brokerLost(Exception e) {
    return new EnvironmentException("The connection to the broker is lost: " + e.getMessage(), e);
  }

  /** Work that does not wait is done on this thread: one thread fewer to wake. */
  @Override
  public void workToDispatch() {
    if (medium.takesAtOnce()) {
      dispatching.call();
    } else {
      dispatching.wake();
    }
  }

  @Override
  public void workToGather() {
    dispatching.wake();
  }

  @Override
  public void workersWanted(WorkersWanted request) {
    medium.events().publish(request);
  }

  @Override
  public void hostNotice(String notice) {
    hostNotices.accept(notice);
  }

  private void workerEnded(long incarnation) {
    core.hosts().linkEnded(incarnation);
    tracking.wake();
  }

  @Override
  public void asked() {
    beats.ask();
    beating.wake();
  }

  /**
   * Waits for the first worker.
   *
   * @param failure polled for a failure that makes waiting pointless
   * @throws EnvironmentException if none answers in time
   */
  void awaitWorker(Duration limit, Supplier<@Nullable RuntimeException> failure, String whatToDo) {
    if (!hasWorker(limit, failure)) {
      throw new EnvironmentException(
          "No worker has answered within " + limit.toSeconds() + " s. " + whatToDo);
    }
    store.prepare();
  }

  /** Waits for the first worker; returns whether one came in time. */
  boolean hasWorker(Duration limit, Supplier<@Nullable RuntimeException> failure) {
    return await(
        limit,
        () -> {
          RuntimeException useless = failure.get();
          if (useless != null) {
            throw useless;
          }
          return roster.hasWorkers();
        });
  }

  public String jobId() {
    return jobId;
  }

  private void quarantine(Poisoned task, Runnable giveUp) {
    quarantine.accept(task, giveUp);
  }

  private Encoded inlined(Payload payload) {
    return tasks.inlined(payload);
  }

  /** How objects become bytes, handles to shared data included. */
  public Codec codec() {
    return codec;
  }

  /** The results already on the log. */
  public KnownResults known() {
    return known;
  }

  /** The program's part of the host store. */
  public PoolStore store() {
    return store;
  }

  public Tasks tasks() {
    return tasks;
  }

  /** How long tasks take. */
  public Pace pace() {
    return core.pace();
  }

  public Roster roster() {
    return roster;
  }

  public Ledger ledger() {
    return ledger;
  }

  /** What has been handed over, and where the time went. */
  public Tally tally() {
    return tally;
  }

  /** How many tasks each kind of link has carried, counting each attempt. */
  public Map<Transport, Long> sent() {
    return core.sent();
  }

  /** Shows what is received to somebody who wants to see it. */
  public RecordWatch watch() {
    return watch;
  }

  /** Which attempts with a result took longest. */
  public LongestAttempts longest() {
    return longest;
  }

  /** How many malformed records arrived on the pool's channels. */
  public long malformedRecords() {
    return ofAllChannels(Receiver::malformed);
  }

  /** How many results and events are on the log that were not read yet; 0 where there is none. */
  public long logLag() {
    return ofAllChannels(Receiver::lag);
  }

  private long ofAllChannels(ToLongFunction<Receiver<?>> count) {
    return Stream.of(results, events, furtherResults)
        .filter(Objects::nonNull)
        .mapToLong(count)
        .sum();
  }

  /** How many workers are gone, and replaced. */
  public WorkerTurnover.Counts turnover() {
    return core.hosts().turnover().counts();
  }

  /** What each host of the pool holds, as it has said last. */
  public Collection<HostData> stores() {
    return core.hosts().stores();
  }

  /** Cancels all open tasks. */
  public Ledger.Cancelled cancelAll() {
    Ledger.Cancelled cancelled = ledger.cancelAll();
    cancelled.placements().forEach(placement -> core.dispatcher().cancel(placement, true));
    return cancelled;
  }

  /**
   * Gives cancelled tasks a moment to be interrupted, then stops the threads and closes the log.
   */
  public void close() {
    var _ = await(CANCEL_LIMIT, roster::allIdle);
    beating.stop(STOP_LIMIT);
    dispatching.stop(STOP_LIMIT);
    collecting.stop(STOP_LIMIT);
    collectingFurther.stop(STOP_LIMIT);
    tracking.stop(STOP_LIMIT);
    if (feed != null) {
      feed.close();
    }
    known.close();
    if (arrivals != null) {
      arrivals.close();
    }
    if (shipments != null) {
      shipments.close();
    }
    store.close();
    medium.close();
  }

  private static boolean await(Duration limit, Supplier<Boolean> condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      while (!condition.get()) {
        if (System.nanoTime() - deadline > 0) {
          return false;
        }
        Thread.sleep(LOOK_EVERY);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
