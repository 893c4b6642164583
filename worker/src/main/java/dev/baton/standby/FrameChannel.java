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
 * A connection on which frames go both ways: a byte that says what it is, a length of four bytes,
 * and then so many. Any thread may send, and waits while the other end takes nothing; one receives.
 */
final class FrameChannel implements AutoCloseable {

  /** What one frame may have: more than a block, or what is read from a pipe at once. */
  static final int MOST_BYTES = 1 << 20;

  private static final int HEAD_BYTES = 1 + Integer.BYTES;

  /** What was received. */
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

  /** Frames on a channel that blocks. */
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
   * @return null if there is none any more
   * @throws IOException if the connection is broken, or what came is no frame
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

  /** Waits for a frame, or the end; not while another thread receives. False if neither comes. */
  boolean awaitInput(Duration limit) throws IOException {
    channel.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      var _ = channel.register(selector, SelectionKey.OP_READ);
      return selector.select(limit.toMillis()) > 0;
    } finally {
      channel.configureBlocking(true);
    }
  }

  /** Says that nothing more will be sent. */
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
