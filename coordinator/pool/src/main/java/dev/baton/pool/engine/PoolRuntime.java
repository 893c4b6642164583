package dev.baton.pool.engine;

import dev.baton.Attach;
import dev.baton.Transport;
import dev.baton.config.PoolSettings;
import dev.baton.config.TopicSettings;
import dev.baton.config.WorkerSettings;
import dev.baton.log.Log;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.pool.code.CodePlan;
import dev.baton.pool.code.JobCode;
import dev.baton.pool.host.LocalHost;
import dev.baton.pool.medium.ClusterMedium;
import dev.baton.pool.medium.LogMedium;
import dev.baton.pool.medium.Medium;
import dev.baton.pool.profile.PoolProfile;
import dev.baton.pool.setup.PoolConfig;
import dev.baton.pool.thread.Callbacks;
import dev.baton.pool.thread.FailureLog;
import dev.baton.pool.thread.VitalThread;
import dev.baton.store.StoreLocations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The runtime of a pool, from its start to its end: a local host if needed, and the engine.
 * Thread-safe.
 *
 * <p>It ends, in reverse order of the start, when the pool is shut down and the last task has
 * ended; or with the JVM, through a shutdown hook if it has one.
 */
public final class PoolRuntime {

  private static final Duration HOOK_LIMIT = Duration.ofSeconds(4);
  private static final Duration TICKER_LIMIT = Duration.ofSeconds(1);

  private final Callbacks callbacks = new Callbacks("baton-callbacks");

  /** Existing workers have answered by then; a caller that waits longer wants to know why. */
  private static final Duration SOON = Duration.ofSeconds(5);

  /**
   * Separate from the other callbacks: news that the broker is away must not wait for one of them.
   */
  private final Callbacks noticing = new Callbacks("baton-notices");

  private final OpenTaskCount open = new OpenTaskCount(this::terminate);
  private final CountDownLatch terminated = new CountDownLatch(1);
  private final AtomicBoolean terminating = new AtomicBoolean();
  private final SentClasses classes;
  private final JobCode code = new JobCode();
  private final @Nullable PoolProfile profile;
  private final Consumer<String> notices;
  private final @Nullable LocalHost host;
  private volatile Runnable endsFirst = () -> {};
  private final Engine engine;
  private final Thread hook = new Thread(this::endWithJvm, "baton-exit");
  private final @Nullable ProgressTicker ticker;
  private final @Nullable Thread ticking;
  private final AtomicReference<@Nullable RuntimeException> broken = new AtomicReference<>();

  /** Starts everything; returns when there is a worker that can take tasks. */
  public PoolRuntime(PoolConfig config) {
    this(config, () -> KafkaLog.connect(config.topics(), config.kafkaProperties()));
  }

  /** As above, with a different way to open a cluster's log. */
  public PoolRuntime(PoolConfig config, Supplier<? extends Log> cluster) {
    this.notices = line -> noticing.later("notices", config.notices(), line);
    CalibrationNotice.sayOnce(notices);
    if (config.local() && config.get(PoolSettings.ATTACH) != Attach.NEVER) {
      FirstTask.prepare();
    }
    this.classes = SentClasses.of(config);
    PoolProfile recordings = null;
    LocalHost local = null;
    Medium medium = null;
    Engine started = null;
    try {
      if (config.local()) {
        recordings = PoolProfile.of(config);
        local = LocalHost.start(recorded(classes.addTo(config), recordings), listener(notices));
      }
      if (!config.local()) {
        code.add(CodePlan.of(config));
      }
      medium = local == null ? onCluster(config, cluster.get()) : local.connect();
      started = new Engine(config, medium, classes, code, callbacks, notices, this::breakWith);
      awaitWorker(started, config, notices);
    } catch (RuntimeException | Error e) {
      if (started != null) {
        started.close();
      } else if (medium != null) {
        medium.close();
      }
      if (local != null) {
        local.close();
      }
      if (recordings != null) {
        recordings.close();
      }
      classes.close();
      code.close();
      callbacks.close();
      noticing.close();
      throw e;
    }
    this.profile = recordings;
    this.host = local;
    this.engine = started;
    if (local != null) {
      local.supervise();
    }
    this.ticker =
        config.progress() == null
            ? null
            : new ProgressTicker(engine.ledger()::counts, config.progress());
    this.ticking =
        ticker == null ? null : VitalThread.start("baton-progress", ticker, this::breakWith);
    if (config.get(PoolSettings.SHUTDOWN_HOOK)) {
      Runtime.getRuntime().addShutdownHook(hook);
    }
  }

  private static PoolConfig recorded(PoolConfig config, @Nullable PoolProfile recordings) {
    return recordings == null
        ? config
        : config.with(WorkerSettings.PROFILE_DIRECTORY, recordings.directory());
  }

  private static Medium onCluster(PoolConfig config, Log log) {
    return config.get(PoolSettings.TRANSPORT) == Transport.KAFKA
        ? new LogMedium(log, null)
        : new ClusterMedium(log, StoreLocations.ofThisHost(), config.job() != null);
  }

  /** Registers an action that ends a part of the pool before its engine ends. */
  public void endFirst(Runnable end) {
    endsFirst = end;
  }

  /** Makes the end remove what an embedded broker keeps. */
  public void discardData() {
    if (host != null) {
      host.discardData();
    }
  }

  private LocalHost.Listener listener(Consumer<String> notices) {
    return new LocalHost.Listener() {
      @Override
      public void notice(String text) {
        notices.accept(text);
      }

      @Override
      public void renewed() {
        engine.store().move();
      }

      @Override
      public void failed(RuntimeException reason) {
        breakWith(reason);
      }
    };
  }

  /**
   * Adds files that tasks read. Tasks that are submitted afterwards find them on all hosts.
   *
   * @param mayBeSent whether they are to be sent to hosts that lack them
   * @throws dev.baton.EnvironmentException if one cannot be read
   */
  public void addInputs(List<Path> files, boolean mayBeSent) {
    code.addInputs(files, mayBeSent);
    engine.roster().introduceAgain();
  }

  /**
   * Adds jars to the classes that the workers have. Tasks that are submitted afterwards find them.
   *
   * @throws dev.baton.UsageException if one cannot be read
   */
  public void addJars(List<Path> files) {
    classes.areInJars(files);
    if (code.add(files)) {
      engine.roster().introduceAgain();
    }
  }

  /** Runs the callbacks that the program has handed to the pool. */
  public Callbacks callbacks() {
    return callbacks;
  }

  public OpenTaskCount open() {
    return open;
  }

  public Engine engine() {
    return engine;
  }

  public Tasks tasks() {
    return engine.tasks();
  }

  public boolean isTerminated() {
    return terminated.getCount() == 0;
  }

  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return terminated.await(timeout, unit);
  }

  /** A task submitted while the pool broke must not wait forever. */
  public void afterSubmit() {
    RuntimeException reason = broken.get();
    if (reason != null) {
      engine.ledger().giveUp(reason);
    }
  }

  private void breakWith(RuntimeException reason) {
    // The first reason is the true one: the others follow from it.
    if (terminating.get() || !broken.compareAndSet(null, reason)) {
      return;
    }
    open.breakWith(reason);
    if (engine != null) {
      engine.ledger().giveUp(reason);
    }
  }

  private void terminate() {
    if (terminating.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("baton-close").start(this::release);
    }
  }

  private void release() {
    try {
      orLog(this::stopTicker);
      orLog(endsFirst);
      orLog(engine::close);
      if (host != null) {
        orLog(host::close);
      }
      if (profile != null) {
        orLog(() -> profile.write(notices));
        orLog(profile::close);
      }
      orLog(classes::close);
      orLog(code::close);
      orLog(callbacks::close);
      orLog(noticing::close);
      forgetHook();
    } finally {
      terminated.countDown();
    }
  }

  private void stopTicker() {
    if (ticker != null && ticking != null) {
      ticker.stop();
      try {
        var _ = ticking.join(TICKER_LIMIT);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ends one part: its failure must not keep the others from ending. */
  private static void orLog(Runnable part) {
    try {
      part.run();
    } catch (RuntimeException | Error e) {
      FailureLog.log("A part of a pool did not end properly", e);
    }
  }

  private void endWithJvm() {
    open.shut();
    var _ = engine.cancelAll();
    try {
      var _ = awaitTermination(HOOK_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending; its hook called this.
    }
  }

  private void awaitWorker(Engine started, PoolConfig config, Consumer<String> notices) {
    Duration limit = config.startTimeout();
    String whatToDo =
        config.local()
            ? "The machine may be too busy; try a longer startTimeout."
            : "Start some on each host: " + workerCommand(config);
    if (!config.local() && limit.compareTo(SOON) > 0 && !started.hasWorker(SOON, broken::get)) {
      notices.accept("no worker of pool '" + config.pool() + "' has answered yet. " + whatToDo);
    }
    started.awaitWorker(limit, broken::get, whatToDo);
  }

  private static String workerCommand(PoolConfig config) {
    String given = config.get(PoolSettings.WORKER_COMMAND);
    if (!given.isEmpty()) {
      return given;
    }
    Map<String, String> properties = config.kafkaProperties();
    String prefix = config.get(TopicSettings.PREFIX);
    return "baton worker --bootstrap "
        + properties.get("bootstrap.servers")
        + ("baton".equals(config.pool()) ? "" : " --pool " + config.pool())
        + (prefix.isEmpty() ? "" : " --topic-prefix " + prefix)
        + (properties.size() > 1 ? " --kafka-config FILE (with these client properties)" : "");
  }
}
