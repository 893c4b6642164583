package dev.baton.pool;

import dev.baton.EnvironmentException;
import dev.baton.broker.BrokerConfig;
import dev.baton.broker.EmbeddedBroker;
import dev.baton.process.ChildExit;
import dev.baton.process.ChildProcess;
import dev.baton.process.Descendants;
import dev.baton.process.JvmCommand;
import dev.baton.process.JvmFlags;
import dev.baton.process.ParentLink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What a pool without a cluster starts on this host: a broker and a host agent, each a child
 * process. They start at the same time, and the agent starts its workers at once, so that they load
 * classes while the broker gets ready. One that ends by itself later is started again. Thread-safe.
 */
final class LocalHost implements AutoCloseable {

  /** What hears of this host. */
  interface Listener {
    /** Something happened that a person should know. */
    void notice(String text);

    /** The workers of a new agent are ready, and have a new host store. */
    void renewed();

    /** One of the processes ended and cannot be started again. */
    void failed(RuntimeException reason);
  }

  private static final String AGENT_MAIN = "dev.baton.agent.AgentMain";
  private static final String MARK = "BATON_AGENT";

  /**
   * Workers whose agent is gone see that by themselves, say so, and end; but for those that are
   * stopped or hang, which nobody watches any more.
   */
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(
          ParentLink.HALT_AFTER.toMillis(),
          TimeUnit.MILLISECONDS,
          task -> Thread.ofVirtual().name("baton-agent-remains").start(task));

  private final PoolConfig config;
  private final Listener listener;
  private final Restarts restarts = new Restarts();
  private final String id = UUID.randomUUID().toString();
  private EmbeddedBroker broker;
  private ChildProcess agent;
  private Map<String, String> properties = Map.of();
  private int agents;
  private boolean supervised;
  private boolean closing;
  private volatile boolean discarding;

  private LocalHost(PoolConfig config, Listener listener, EmbeddedBroker broker) {
    this.config = config;
    this.listener = listener;
    this.broker = broker;
    this.agent = startAgent();
  }

  /** Starts both. */
  static LocalHost start(PoolConfig config, Listener listener) {
    EmbeddedBroker broker = EmbeddedBroker.start(brokerConfig(config), config.workerOutput());
    try {
      LocalHost host = new LocalHost(config, listener, broker);
      host.watchBroker(broker);
      host.watchAgent(host.agent);
      return host;
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  /** Waits for the broker and tells the agent of it; returns how a client gets there. */
  Map<String, String> connect() {
    Map<String, String> client = broker.awaitReady(config.startTimeout());
    synchronized (this) {
      properties = client;
      agent.writeBlock(client);
    }
    return client;
  }

  /** Everything runs: from now on what ends is started again. Until now it was a failed start. */
  synchronized void supervise() {
    supervised = true;
  }

  /** Ends the agent with its workers, then the broker, each within its limit. */
  @Override
  public void close() {
    EmbeddedBroker lastBroker;
    ChildProcess lastAgent;
    synchronized (this) {
      closing = true;
      lastBroker = broker;
      lastAgent = agent;
    }
    lastAgent.close();
    Descendants.killMarked(MARK, id);
    if (discarding) {
      lastBroker.discard();
    } else {
      lastBroker.close();
    }
  }

  /** Has the end remove what the broker keeps. */
  void discardData() {
    discarding = true;
  }

  private static BrokerConfig brokerConfig(PoolConfig config) {
    BrokerConfig broker = BrokerConfig.temporary(config.pool());
    int workers = config.host().workers();
    Path kept = config.dataDirectory();
    // A host that was killed keeps its inboxes for a while: who goes on with its log needs others.
    return kept == null
        ? broker.withInboxPartitions(workers)
        : broker
            .withRunDirectory(kept)
            .withInboxPartitions(Math.max(BrokerConfig.DEFAULT_INBOX_PARTITIONS, 2 * workers));
  }

  private ChildProcess startAgent() {
    JvmCommand command =
        JvmCommand.builder(AGENT_MAIN).flags(JvmFlags.agent()).role("agent").build();
    String mark = id + '/' + ++agents + '/';
    ChildProcess started =
        ChildProcess.start("host agent", command, Map.of(MARK, mark), config.workerOutput());
    var _ = started.onExit().thenRunAsync(() -> Descendants.killMarked(MARK, mark), LATER);
    writeIfAlive(started, config.host().toBlock());
    return started;
  }

  /** What has ended is started again, or its end is told by whoever waits for it. */
  private static void writeIfAlive(ChildProcess child, Map<String, String> block) {
    try {
      child.writeBlock(block);
    } catch (EnvironmentException e) {
      System.getLogger(LocalHost.class.getName())
          .log(System.Logger.Level.DEBUG, "The host agent ended at once", e);
    }
  }

  private void watchBroker(EmbeddedBroker watched) {
    watch("broker", watched.onExit(), this::restartBroker);
  }

  private void watchAgent(ChildProcess watched) {
    watch("host agent", watched.onExit(), this::restartAgent);
  }

  private void watch(String what, CompletableFuture<ChildExit> exit, Supplier<Runnable> restart) {
    // Not on the thread that waits for children: starting one takes its time.
    var _ =
        exit.thenAccept(
            end ->
                Thread.ofVirtual()
                    .name("baton-restart-" + what.replace(' ', '-'))
                    .start(() -> followed(what, end, restart)));
  }

  private void followed(String what, ChildExit end, Supplier<Runnable> restart) {
    try {
      ended(what, end, restart);
    } catch (Throwable e) { // nobody would start it again, and nobody would know
      listener.failed(VitalThread.died(Thread.currentThread().getName(), e));
    }
  }

  private void ended(String what, ChildExit end, Supplier<Runnable> restart) {
    Runnable rest;
    synchronized (this) {
      if (closing) {
        return;
      }
      EnvironmentException reason =
          new EnvironmentException(
              "The %s ended (%s). %s"
                  .formatted(what, end.describe(), String.join("\n", end.lastLines())));
      if (!supervised || !restarts.allowed(System.nanoTime())) {
        listener.failed(reason);
        return;
      }
      listener.notice("the " + what + " ended (" + end.describe() + "); starting it again");
      try {
        rest = restart.get();
      } catch (EnvironmentException e) {
        listener.failed(e);
        return;
      }
    }
    rest.run();
  }

  /** What ends before it is ready is started again too; what lives and is not ready is hopeless. */
  private void await(
      Supplier<?> ready, Supplier<CompletableFuture<ChildExit>> exit, Runnable then) {
    try {
      var _ = ready.get();
      then.run();
    } catch (EnvironmentException e) {
      if (!exit.get().isDone() && !isClosing()) {
        listener.failed(e);
      }
    }
  }

  /** Clients find it where it was: they need not be told. */
  private Runnable restartBroker() {
    EmbeddedBroker again = broker.restart(config.workerOutput());
    broker = again;
    watchBroker(again);
    Duration limit = config.startTimeout();
    return () -> await(() -> again.awaitReady(limit), again::onExit, () -> {});
  }

  private Runnable restartAgent() {
    ChildProcess again = startAgent();
    agent = again;
    watchAgent(again);
    writeIfAlive(again, properties);
    Duration limit = config.startTimeout();
    return () -> await(() -> again.awaitReady(limit), again::onExit, listener::renewed);
  }

  private synchronized boolean isClosing() {
    return closing;
  }

  /** Bounds how often: what ends again and again will not get better. */
  private static final class Restarts {

    private static final int MOST = 10;
    private static final long WITHIN_NS = Duration.ofMinutes(1).toNanos();

    private final long[] times = new long[MOST];
    private int count;

    private boolean allowed(long nowNs) {
      int place = count % MOST;
      boolean allowed = count < MOST || nowNs - times[place] > WITHIN_NS;
      times[place] = nowNs;
      count++;
      return allowed;
    }
  }
}
