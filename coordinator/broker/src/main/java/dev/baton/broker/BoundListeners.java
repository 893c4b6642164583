package dev.baton.broker;

import dev.baton.EnvironmentException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.server.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The listening sockets of a broker: on the loopback interface, and on another one if other hosts
 * are to use it. They are bound before Kafka starts: Kafka has to be told its ports, and a port
 * that was free a moment ago may be taken now.
 */
final class BoundListeners implements ServerSocketFactory, AutoCloseable {

  static final String CLIENT = "CLIENT";
  static final String CONTROLLER = "CONTROLLER";
  static final String REMOTE = "REMOTE";

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final int BACKLOG = 200;

  private final Map<String, ServerSocketChannel> channels = new ConcurrentHashMap<>();
  private final int clientPort;
  private final int controllerPort;
  private final @Nullable RemoteListener remote;

  /**
   * Binds all listeners.
   *
   * @param port the clients' port; 0 takes a free one
   * @param remote the listener for other hosts, if there is to be one
   * @throws EnvironmentException if the port is taken, or the loopback interface does not work
   */
  BoundListeners(int port, @Nullable RemoteListener remote) {
    this.clientPort = bind(CLIENT, new InetSocketAddress(LOOPBACK, port));
    BrokerNeeds.requireLoopback(new InetSocketAddress(LOOPBACK, clientPort));
    this.controllerPort = bind(CONTROLLER, new InetSocketAddress(LOOPBACK, 0));
    this.remote = remote == null ? null : bind(remote);
  }

  private RemoteListener bind(RemoteListener wanted) {
    InetSocketAddress address = new InetSocketAddress(wanted.host(), wanted.port());
    if (address.isUnresolved()) {
      throw new EnvironmentException(
          "The host " + wanted.host() + " cannot be resolved (--listen).");
    }
    return new RemoteListener(
        wanted.host(), bind(REMOTE, address), wanted.advertisedHost(), wanted.tls());
  }

  /** The listener for other hosts, with its port; null if there is none. */
  @Nullable RemoteListener remote() {
    return remote;
  }

  /** The address for clients: {@code 127.0.0.1:PORT}. */
  String clientAddress() {
    return "127.0.0.1:" + clientPort;
  }

  /** The address on which the controller listens. */
  String controllerAddress() {
    return "127.0.0.1:" + controllerPort;
  }

  InetSocketAddress controllerSocketAddress() {
    return new InetSocketAddress(LOOPBACK, controllerPort);
  }

  /** Hands a socket over to Kafka, which closes it. */
  @Override
  public ServerSocketChannel openServerSocket(
      String listenerName, InetSocketAddress address, int backlog, int receiveBufferBytes)
      throws IOException {
    ServerSocketChannel channel = channels.remove(listenerName);
    if (channel == null) {
      throw new BindException("no socket for listener " + listenerName);
    }
    return channel;
  }

  /** Closes what Kafka has not taken. */
  @Override
  public void close() throws IOException {
    for (ServerSocketChannel channel : channels.values()) {
      channel.close();
    }
  }

  private int bind(String name, InetSocketAddress address) {
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      channels.put(name, channel);
      channel.configureBlocking(false);
      channel.bind(address, BACKLOG);
      return channel.socket().getLocalPort();
    } catch (IOException e) {
      throw new EnvironmentException(
          "Port "
              + address.getPort()
              + " on "
              + address.getAddress().getHostAddress()
              + " cannot be used: "
              + e.getMessage()
              + ". Choose another.",
          e);
    }
  }
}
