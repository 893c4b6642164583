package dev.baton.link.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One end of a connection that carries frames in both directions: a length of four bytes, and that
 * many bytes.
 *
 * <p>{@link #send} may be called from any thread and never waits, so that two processes that send
 * to each other cannot get stuck: the receiving thread sends what the socket does not accept at
 * once. The credit of workers bounds its amount. The other methods are for the receiving thread.
 */
final class Connection implements AutoCloseable {

  /** Larger than a socket's default buffers, and small enough to hold one for each connection. */
  private static final int BUFFER_BYTES = 128 << 10;

  private final SocketChannel channel;
  private final int mostBytes;
  private final ReentrantLock sending = new ReentrantLock();
  private final Condition allSent = sending.newCondition();
  private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
  private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private ByteBuffer large = ByteBuffer.allocate(0);
  private final SelectionKey key;
  private boolean broken;

  /**
   * Creates an end of a non-blocking channel.
   *
   * @param key the key of the channel, used to wait until the socket can take more
   * @param mostBytes the maximum size of a frame
   */
  Connection(SocketChannel channel, SelectionKey key, int mostBytes) {
    this.channel = channel;
    this.key = key;
    this.mostBytes = mostBytes;
  }

  /**
   * Sends a frame, now or soon. It is dropped if the other end is gone: the receiver learns of
   * that.
   */
  void send(byte[] frame) {
    sending.lock();
    try {
      if (broken) {
        return;
      }
      boolean othersWait = !unsent.isEmpty();
      unsent.add(ByteBuffer.allocate(Integer.BYTES).putInt(0, frame.length));
      unsent.add(ByteBuffer.wrap(frame));
      if (!othersWait && !writeUnsent()) {
        key.interestOpsOr(SelectionKey.OP_WRITE);
        key.selector().wakeup();
      }
    } finally {
      sending.unlock();
    }
  }

  /** Sends more, now that the socket has room again. */
  void flush() {
    sending.lock();
    try {
      if (writeUnsent()) {
        key.interestOpsAnd(~SelectionKey.OP_WRITE);
        allSent.signalAll();
      }
    } finally {
      sending.unlock();
    }
  }

  /**
   * Waits until the system has accepted everything that was sent, or the limit has passed.
   * Thread-safe.
   *
   * @return whether it has accepted everything
   */
  boolean awaitSent(long limitNs) {
    sending.lock();
    try {
      long leftNs = limitNs;
      while (!unsent.isEmpty() && leftNs > 0) {
        leftNs = allSent.awaitNanos(leftNs);
      }
      return unsent.isEmpty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      sending.unlock();
    }
  }

  /** Returns false if some bytes are left because the socket has no room. */
  private boolean writeUnsent() {
    try {
      while (!unsent.isEmpty()) {
        out.clear();
        for (ByteBuffer next : unsent) {
          int fits = Math.min(next.remaining(), out.remaining());
          out.put(out.position(), next, next.position(), fits).position(out.position() + fits);
          if (!out.hasRemaining()) {
            break;
          }
        }
        int written = channel.write(out.flip());
        forget(written);
        if (out.hasRemaining()) {
          return false;
        }
      }
    } catch (IOException e) {
      broken = true; // what was received before can still be read
      unsent.clear();
    }
    return true;
  }

  private void forget(int bytes) {
    for (int left = bytes; left > 0; ) {
      ByteBuffer first = unsent.getFirst();
      int sent = Math.min(left, first.remaining());
      first.position(first.position() + sent);
      left -= sent;
      if (!first.hasRemaining()) {
        unsent.removeFirst();
      }
    }
  }

  /**
   * Reads what has arrived.
   *
   * @param frames receives each complete frame
   * @return false if nothing more will arrive
   * @throws IOException if the other end has sent something that is not a frame
   */
  boolean receive(Consumer<byte[]> frames) throws IOException {
    int read;
    do {
      read = large.hasRemaining() ? readLarge(frames) : readSmall(frames);
    } while (read == BUFFER_BYTES);
    return read >= 0;
  }

  private int readSmall(Consumer<byte[]> frames) throws IOException {
    int room = in.remaining();
    int read = channel.read(in);
    in.flip();
    while (in.remaining() >= Integer.BYTES) {
      int length = in.getInt(in.position());
      if (length < 0 || length > mostBytes) {
        throw new IOException("a frame of " + length + " bytes");
      }
      if (in.remaining() < Integer.BYTES + length && Integer.BYTES + length <= in.capacity()) {
        break;
      }
      in.position(in.position() + Integer.BYTES);
      byte[] frame = new byte[length];
      int here = Math.min(length, in.remaining());
      in.get(frame, 0, here);
      if (here == length) {
        frames.accept(frame);
      } else {
        large = ByteBuffer.wrap(frame).position(here);
      }
    }
    in.compact();
    return read == room ? BUFFER_BYTES : read; // a full buffer: there may be more
  }

  private int readLarge(Consumer<byte[]> frames) throws IOException {
    in.clear().limit(Math.min(in.capacity(), large.remaining()));
    int room = in.remaining();
    int read = channel.read(in);
    large.put(in.flip());
    in.clear();
    if (!large.hasRemaining()) {
      byte[] frame = large.array();
      large = ByteBuffer.allocate(0);
      frames.accept(frame);
    }
    return read == room ? BUFFER_BYTES : read;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
