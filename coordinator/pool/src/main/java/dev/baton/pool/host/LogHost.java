package dev.baton.pool.host;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import dev.baton.agent.AgentMain;
import dev.baton.agent.HostAgent;
import dev.baton.agent.setup.AgentConfig;
import dev.baton.config.WorkerSettings;
import dev.baton.log.Events;
import dev.baton.log.Log;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.pool.medium.LogMedium;
import dev.baton.pool.medium.Medium;
import dev.baton.pool.setup.PoolConfig;
import dev.baton.process.ChildProcess;
import dev.baton.process.Descendants;
import dev.baton.process.JvmCommand;
import dev.baton.process.JvmFlags;
import dev.baton.process.ParentLink;
import dev.baton.wire.HostDown;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A local host on the log: a broker and a host agent, each a child process. They start at the same
 * time, and the agent starts its workers at once, so that they load classes while the broker gets
 * ready. If the broker ends unexpectedly, it is started again. If the agent does, this process
 * takes its place: it has everything loaded already, and leaves the cores free for the start of the
 * workers. Thread-safe.
 */
final class LogHost implements LocalHost {

  private static final String MARK = "BATON_AGENT";

  /**
   * Workers whose agent is gone notice, report it, and end by themselves; except those that are
   * stopped or hang, which no process watches any more.
   */
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(
          ParentLink.HALT_AFTER.toMillis(),
          TimeUnit.MILLISECONDS,
          task -> Thread.ofVirtual().name("baton-agent-remains").start(task));

  /** What the agent may take to end; exit hooks come on top. */
  private static final Duration AGENT_LIMIT = ParentLink.HALT_AFTER.plusMillis(500);

  private final PoolConfig config;
  private final Listener listener;
  private final ChildWatch watch;
  private final OwnBroker broker;
  private final String id = UUID.randomUUID().toString();

  private final ChildProcess agent;

  /** Guarded by the watch, like the two fields below. */
  private Map<String, String> properties = Map.of();

  private @Nullable Events events;
  private @Nullable HostAgent successor;

  private LogHost(PoolConfig config, Listener listener, ChildWatch watch, OwnBroker broker) {
    this.config = config;
    this.listener = listener;
    this.watch = watch;
    this.broker = broker;
    this.agent = startAgent();
  }

  /** Starts both. */
  static LogHost start(PoolConfig config, Listener listener) {
    ChildWatch watch = new ChildWatch(listener);
    OwnBroker broker = OwnBroker.start(config, watch);
    try {
      LogHost host = new LogHost(config, listener, watch, broker);
      watch.watch("host agent", host.agent.onExit(), host::takeOver);
      return host;
    } catch (RuntimeException e) {
      watch.close();
      broker.close();
      throw e;
    }
  }

  /**
   * Waits for the broker and tells the agent about it. The broker is ready then: if it does not
   * answer soon, the machine is busy, not the address wrong.
   */
  @Override
  public Medium connect() {
    Map<String, String> client = broker.awaitReady();
    agent.writeBlock(client);
    Log log = KafkaLog.connect(config.topics(), client, config.startTimeout());
    synchronized (watch) {
      properties = client;
      events = log.events();
    }
    return new LogMedium(log, config.dataDirectory());
  }

  @Override
  public void supervise() {
    watch.supervise();
  }

  @Override
  public void discardData() {
    broker.discardData();
  }

  /** Ends the agent with its workers, then the broker, each within its limit. */
  @Override
  public void close() {
    watch.close();
    HostAgent own;
    synchronized (watch) {
      own = successor;
    }
    if (own != null) {
      own.close();
    }
    var _ = agent.stop(AGENT_LIMIT.plus(config.get(WorkerSettings.EXIT_TIMEOUT)));
    Descendants.killMarked(MARK, id);
    broker.close();
  }

  private ChildProcess startAgent() {
    JvmCommand command =
        JvmCommand.builder(AgentMain.class.getName())
            .classPath(config.settings().get(WorkerSettings.CLASS_PATH))
            .flags(JvmFlags.agent())
            .role("agent")
            .build();
    ChildProcess started =
        ChildProcess.start(
            "host agent", command, Map.of(MARK, id), Path.of(""), config.workerOutput());
    var _ = started.onExit().thenRunAsync(() -> Descendants.killMarked(MARK, id), LATER);
    writeIfAlive(started, config.host().toBlock());
    return started;
  }

  /** If it has ended already, the thread that waits for it reports that. */
  private static void writeIfAlive(ChildProcess child, Map<String, String> block) {
    try {
      child.writeBlock(block);
    } catch (EnvironmentException e) {
      System.getLogger(LogHost.class.getName())
          .log(System.Logger.Level.DEBUG, "The host agent ended at once", e);
    }
  }

  /** An agent in this process ends with it, so there is none left to watch. */
  private Runnable takeOver() {
    // The standby server may have ended since.
    AgentConfig host = config.host().attachingIfPossible();
    HostAgent own = SocketHost.prepare(config, host, listener);
    successor = own;
    Map<String, String> client = properties;
    Events known = events;
    Duration limit = config.startTimeout();
    return () -> {
      if (known != null) {
        sayThatHostIsDown(known);
      }
      watch.await(
          () -> {
            own.connect(client, limit);
            own.awaitReady(limit);
            return own;
          },
          CompletableFuture::new,
          listener::renewed);
    };
  }

  /**
   * Its workers report this too, if they can. Until a report arrives, their tasks wait and their
   * inboxes are taken.
   */
  private void sayThatHostIsDown(Events known) {
    try {
      String host = agent.awaitReady(Duration.ZERO).get(AgentMain.HOST);
      if (host != null) {
        known.publish(new HostDown(Long.parseLong(host)));
      }
    } catch (BatonException e) {
      // It was never ready, or the pool is ending.
    }
  }
}
