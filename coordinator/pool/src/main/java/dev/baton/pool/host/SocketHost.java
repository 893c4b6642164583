package dev.baton.pool.host;

import dev.baton.BatonException;
import dev.baton.agent.HostAgent;
import dev.baton.agent.setup.AgentConfig;
import dev.baton.link.local.LocalEvents;
import dev.baton.pool.medium.Medium;
import dev.baton.pool.medium.SocketMedium;
import dev.baton.pool.setup.PoolConfig;

/**
 * A local host on sockets: workers, and their agent in this process. It needs no other process and
 * no JVM flags.
 */
final class SocketHost implements LocalHost {

  private final HostAgent agent;
  private final LocalEvents events = new LocalEvents();

  private SocketHost(HostAgent agent) {
    this.agent = agent;
  }

  /** Starts the workers. */
  static SocketHost start(PoolConfig config, Listener listener) {
    return new SocketHost(prepare(config, listener));
  }

  /** Starts an agent in this process, which starts the workers. */
  static HostAgent prepare(PoolConfig config, Listener listener) {
    return prepare(config, config.host(), listener);
  }

  /** As above, with a different configuration for the agent. */
  static HostAgent prepare(PoolConfig config, AgentConfig host, Listener listener) {
    HostAgent agent = HostAgent.prepare(host, config.workerOutput(), listener::notice);
    var _ =
        agent
            .failure()
            .whenComplete(
                (_, failure) ->
                    listener.failed(new BatonException("The host agent failed.", failure)));
    return agent;
  }

  @Override
  public Medium connect() {
    agent.connect(events);
    return new SocketMedium(events);
  }

  @Override
  public void supervise() {}

  @Override
  public void discardData() {}

  @Override
  public void close() {
    agent.close();
  }
}
