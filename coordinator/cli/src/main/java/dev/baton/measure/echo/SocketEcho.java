package dev.baton.measure.echo;

import dev.baton.EnvironmentException;
import dev.baton.process.FileTree;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Unix domain socket whose other end, a thread of this process, sends back what it gets: what the
 * kernel takes for that, and the waking of two threads, without anything of Baton's. For one
 * thread.
 */
public final class SocketEcho implements AutoCloseable {

  private final Path directory;
  private final SocketChannel channel;

  private SocketEcho(Path directory, SocketChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Starts the other end.
   *
   * @throws EnvironmentException if there can be no such socket
   */
  public static SocketEcho start() {
    try {
      Path directory = Files.createTempDirectory("baton-measure-");
      UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("echo"));
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(address);
      var _ = Thread.ofPlatform().daemon().name("baton-measure-echo").start(() -> echo(server));
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(address);
      return new SocketEcho(directory, channel);
    } catch (IOException e) {
      throw new EnvironmentException("A socket could not be made: " + e.getMessage(), e);
    }
  }

  private static void echo(ServerSocketChannel server) {
    try (server;
        SocketChannel channel = server.accept()) {
      ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 16);
      while (channel.read(bytes.clear()) >= 0) {
        bytes.flip();
        while (bytes.hasRemaining()) {
          var _ = channel.write(bytes);
        }
      }
    } catch (IOException e) {
      // The end: nobody waits for an answer.
    }
  }

  /** Sends so many bytes, at most 64 KiB, and waits until they are back. */
  public void roundTrip(int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      var _ = channel.write(bytes);
    }
    bytes.clear();
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new IOException("the other end is gone");
      }
    }
  }

  @Override
  public void close() {
    try (channel) {
      FileTree.delete(directory);
    } catch (IOException e) {
      throw new EnvironmentException("The socket was not removed: " + e.getMessage(), e);
    }
  }
}
