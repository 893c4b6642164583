package dev.baton.process;

import dev.baton.EnvironmentException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Opens Unix domain sockets. Stateless and thread-safe. */
public final class UnixSockets {

  private UnixSockets() {}

  /**
   * Listens at a path where no file exists yet.
   *
   * @throws EnvironmentException if it cannot listen
   */
  public static ServerSocketChannel listen(Path file) {
    try {
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        return server.bind(UnixDomainSocketAddress.of(file));
      } catch (IOException | RuntimeException e) {
        server.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      throw new EnvironmentException("Cannot listen on " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Connects without waiting: a hung listener with a full backlog would make one more client wait
   * forever.
   *
   * @param listener its name in messages
   * @return a non-blocking channel
   * @throws IOException if no process listens there, or it is busy
   */
  public static SocketChannel connect(Path file, String listener) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.configureBlocking(false);
      if (!channel.connect(UnixDomainSocketAddress.of(file))) {
        throw new IOException(listener + " is busy");
      }
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }
}
