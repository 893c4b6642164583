package dev.baton.job.builtin;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;

/** The bytes of a compressed file, which know their place in it. Used by one thread at a time. */
final class GzipBytes {

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int limit;

  /** The place in the file of the first byte of the buffer. */
  private long base;

  GzipBytes(InputStream in) {
    this.in = in;
  }

  /** The place in the file of the next byte. */
  long position() {
    return base + at;
  }

  /** The next byte, or -1 at the end of the file. */
  int next() throws IOException {
    return available(1) == 0 ? -1 : buffer[at++] & 0xFF;
  }

  /** The byte so many bytes behind the next one, which {@link #available} has seen. */
  int peek(int ahead) {
    return buffer[at + ahead] & 0xFF;
  }

  /** How many bytes can be seen ahead: {@code wanted}, or fewer at the end of the file. */
  int available(int wanted) throws IOException {
    if (limit - at < wanted) {
      System.arraycopy(buffer, at, buffer, 0, limit - at);
      base += at;
      limit -= at;
      at = 0;
      limit += in.readNBytes(buffer, limit, buffer.length - limit);
    }
    return Math.min(wanted, limit - at);
  }

  /** Gives an inflater all that is in the buffer; what it leaves is to be given back. */
  void giveTo(Inflater inflater) {
    inflater.setInput(buffer, at, limit - at);
    at = limit;
  }

  /** Takes back the last bytes that an inflater got and has not used. */
  void takeBackFrom(Inflater inflater) {
    at = limit - inflater.getRemaining();
  }

  void close() throws IOException {
    in.close();
  }
}
