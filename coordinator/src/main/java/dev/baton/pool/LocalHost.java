package dev.baton.pool;

import dev.baton.EnvironmentException;
import dev.baton.agent.AgentConfig;
import dev.baton.broker.BrokerConfig;
import dev.baton.broker.EmbeddedBroker;
import dev.baton.process.ChildExit;
import dev.baton.process.ChildProcess;
import dev.baton.process.JvmCommand;
import dev.baton.process.JvmFlags;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What a pool without a cluster starts on this host: a broker and a host agent, each a child
 * process. They start at the same time, and the agent starts its workers at once, so that they load
 * classes while the broker gets ready.
 */
final class LocalHost implements AutoCloseable {

  private static final String AGENT_MAIN = "dev.baton.agent.AgentMain";

  private final EmbeddedBroker broker;
  private final ChildProcess agent;
  private final Duration startTimeout;
  private volatile boolean closing;

  private LocalHost(EmbeddedBroker broker, ChildProcess agent, Duration startTimeout) {
    this.broker = broker;
    this.agent = agent;
    this.startTimeout = startTimeout;
  }

  /**
   * Starts both.
   *
   * @param onFailure told when one of them ends that should not
   */
  static LocalHost start(PoolConfig config, Consumer<RuntimeException> onFailure) {
    EmbeddedBroker broker =
        EmbeddedBroker.start(
            BrokerConfig.temporary(config.pool())
                .withInboxPartitions(inboxPartitions(config.workers())),
            config.workerOutput());
    try {
      ChildProcess agent = startAgent(config);
      LocalHost host = new LocalHost(broker, agent, config.startTimeout());
      host.watch("broker", broker.onExit(), onFailure);
      host.watch("host agent", agent.onExit(), onFailure);
      return host;
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  /** Waits for the broker and tells the agent of it; returns how a client gets there. */
  Map<String, String> connect() {
    Map<String, String> properties = broker.awaitReady(startTimeout);
    agent.writeBlock(properties);
    return properties;
  }

  /** Ends the agent with its workers, then the broker, each within its limit. */
  @Override
  public void close() {
    closing = true;
    agent.close();
    broker.close();
  }

  private static ChildProcess startAgent(PoolConfig config) {
    JvmCommand command =
        JvmCommand.builder(AGENT_MAIN).flags(JvmFlags.agent()).role("agent").build();
    ChildProcess agent = ChildProcess.start("host agent", command, config.workerOutput());
    agent.writeBlock(
        new AgentConfig(
                config.pool(),
                config.workers(),
                config.slots(),
                config.workerHeapBytes(),
                config.pin(),
                config.jars(),
                config.store())
            .toBlock());
    return agent;
  }

  /** One inbox for each worker; workers that take the place of others take their inboxes too. */
  private static int inboxPartitions(int workers) {
    return workers == 0
        ? Math.max(
            BrokerConfig.DEFAULT_INBOX_PARTITIONS, Runtime.getRuntime().availableProcessors())
        : workers;
  }

  private void watch(
      String what, CompletableFuture<ChildExit> exit, Consumer<RuntimeException> onFailure) {
    var _ =
        exit.thenAccept(
            end -> {
              if (!closing) {
                String said = String.join("\n", end.lastLines());
                onFailure.accept(
                    new EnvironmentException(
                        "The " + what + " ended (" + end.describe() + "). " + said));
              }
            });
  }
}
