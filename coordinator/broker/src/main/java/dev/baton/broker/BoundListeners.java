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

/**
 * The listening sockets of a broker. They are bound on the loopback interface before Kafka starts:
 * Kafka has to be told its ports, and a port that was free a moment ago may be taken now.
 */
final class BoundListeners implements ServerSocketFactory, AutoCloseable {

  static final String CLIENT = "CLIENT";
  static final String CONTROLLER = "CONTROLLER";

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final int BACKLOG = 200;

  private final Map<String, ServerSocketChannel> channels = new ConcurrentHashMap<>();
  private final int clientPort;
  private final int controllerPort;

  /**
   * Binds both listeners.
   *
   * @param port the clients' port; 0 takes a free one
   * @throws EnvironmentException if the port is taken, or the loopback interface does not work
   */
  BoundListeners(int port) {
    this.clientPort = bind(CLIENT, port);
    BrokerNeeds.requireLoopback(new InetSocketAddress(LOOPBACK, clientPort));
    this.controllerPort = bind(CONTROLLER, 0);
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

  private int bind(String name, int port) {
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      channels.put(name, channel);
      channel.configureBlocking(false);
      channel.bind(new InetSocketAddress(LOOPBACK, port), BACKLOG);
      return channel.socket().getLocalPort();
    } catch (IOException e) {
      throw new EnvironmentException(
          "Port " + port + " on 127.0.0.1 cannot be used: " + e.getMessage() + ". Choose another.",
          e);
    }
  }
}
