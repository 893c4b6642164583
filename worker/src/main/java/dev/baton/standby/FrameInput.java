package dev.baton.standby;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The output of a process, received in frames. The sender bounds its length: each byte read is
 * reported. One thread reads, another adds.
 */
final class FrameInput extends InputStream {

  /** Told how many bytes were read. */
  interface Reading {
    void read(int bytes) throws IOException;
  }

  private static final byte[] END = new byte[0];

  private final Reading reading;
  private final BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();
  private byte[] current = END;
  private int position;
  private boolean ended;

  FrameInput(Reading reading) {
    this.reading = reading;
  }

  /** Adds more output. */
  void add(byte[] bytes) {
    if (bytes.length > 0) {
      frames.add(bytes);
    }
  }

  /** Ends the output. */
  void end() {
    frames.add(END);
  }

  /** How many bytes were added and not yet read, to the nearest frame. */
  int unread() {
    return frames.stream().mapToInt(frame -> frame.length).sum();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == current.length && !next()) {
      return -1;
    }
    int count = Math.min(length, current.length - position);
    System.arraycopy(current, position, target, from, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return current.length - position;
  }

  private boolean next() throws IOException {
    if (ended) {
      return false;
    }
    try {
      report(current.length);
      current = frames.take();
      position = 0;
      ended = current.length == 0;
      return !ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a worker's output");
    }
  }

  /** Bytes that have arrived can be read whether or not the sender is still there. */
  private void report(int bytes) {
    if (bytes > 0) {
      try {
        reading.read(bytes);
      } catch (IOException e) {
        // The sender is gone; the receiving thread sees that too.
      }
    }
  }
}
