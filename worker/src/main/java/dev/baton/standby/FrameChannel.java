package dev.baton.standby;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A connection that carries frames in both directions: a type byte, a length of four bytes, and
 * that many bytes. Any thread may send, and blocks while the other end does not read; one thread
 * receives.
 */
final class FrameChannel implements AutoCloseable {

  /** The size limit of one frame: more than a block, or one read from a pipe. */
  static final int MOST_BYTES = 1 << 20;

  private static final int HEAD_BYTES = 1 + Integer.BYTES;

  /** A received frame. */
  static final class Frame {

    private final FrameType type;
    private final byte[] bytes;

    private Frame(FrameType type, byte[] bytes) {
      this.type = type;
      this.bytes = bytes;
    }

    FrameType type() {
      return type;
    }

    byte[] bytes() {
      return bytes;
    }

    int number() throws IOException {
      if (bytes.length != Integer.BYTES) {
        throw new IOException(type + " with " + bytes.length + " bytes");
      }
      return ByteBuffer.wrap(bytes).getInt();
    }
  }

  private final SocketChannel channel;
  private final DataInputStream in;
  private final ReentrantLock sending = new ReentrantLock();

  /** Creates the connection on a blocking channel. */
  FrameChannel(SocketChannel channel) {
    this.channel = channel;
    this.in = new DataInputStream(Channels.newInputStream(channel));
  }

  void send(FrameType type) throws IOException {
    send(type, new byte[0], 0, 0);
  }

  void send(FrameType type, int number) throws IOException {
    send(type, ByteBuffer.allocate(Integer.BYTES).putInt(0, number).array(), 0, Integer.BYTES);
  }

  void send(FrameType type, byte[] bytes, int from, int length) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(HEAD_BYTES + length);
    frame.put(type.code()).putInt(length).put(bytes, from, length).flip();
    sending.lock();
    try {
      while (frame.hasRemaining()) {
        channel.write(frame);
      }
    } finally {
      sending.unlock();
    }
  }

  /**
   * Waits for the next frame.
   *
   * @return null at the end of the connection
   * @throws IOException if the connection is broken, or the data is not a frame
   */
  @Nullable Frame receive() throws IOException {
    int code = in.read();
    if (code < 0) {
      return null;
    }
    FrameType type = FrameType.of((byte) code);
    int length = in.readInt();
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException("a frame of " + length + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the end of the connection within a frame");
    }
    return new Frame(type, bytes);
  }

  /**
   * Waits for a frame or the end of the connection; not while another thread receives. False if
   * neither comes.
   */
  boolean awaitInput(Duration limit) throws IOException {
    channel.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      var _ = channel.register(selector, SelectionKey.OP_READ);
      return selector.select(limit.toMillis()) > 0;
    } finally {
      channel.configureBlocking(true);
    }
  }

  /** Signals that nothing more will be sent. */
  void endOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It was broken.
    }
  }
}
