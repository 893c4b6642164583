package dev.baton.pool.profile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Numbers as the flight recorder writes them: seven bits a byte, the lowest first; a ninth byte has
 * eight. Grows as it is written; not thread-safe.
 */
final class Varints {

  private static final int MOST_BYTES = 9;
  private static final int BITS = 7;
  private static final int MASK = 0x7f;
  private static final int MORE = 0x80;
  private static final int PADDED_BYTES = 4;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Reads numbers of an array. */
  static final class In {

    private final byte[] bytes;
    private int at;

    In(byte[] bytes, int at) {
      this.bytes = bytes;
      this.at = at;
    }

    int at() {
      return at;
    }

    /** The next number; an {@link IndexOutOfBoundsException} says that the array ends before. */
    long read() {
      long number = 0;
      for (int count = 0; count < MOST_BYTES; count++) {
        byte next = bytes[at++];
        if (count == MOST_BYTES - 1) {
          return number | (next & 0xffL) << (BITS * count);
        }
        number |= (long) (next & MASK) << (BITS * count);
        if (next >= 0) {
          return number;
        }
      }
      return number;
    }
  }

  int size() {
    return out.size();
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  Varints write(long number) {
    long rest = number;
    for (int count = 0; count < MOST_BYTES - 1; count++) {
      if ((rest & ~MASK) == 0) {
        out.write((int) rest);
        return this;
      }
      out.write((int) (rest & MASK) | MORE);
      rest >>>= BITS;
    }
    out.write((int) rest);
    return this;
  }

  Varints write(byte[] bytes, int from, int to) {
    out.write(bytes, from, to - from);
    return this;
  }

  /** A text, as metadata has them. */
  Varints text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return write(3).write(bytes.length).write(bytes, 0, bytes.length);
  }

  /** An event: its size, which counts itself, in as many bytes as the recorder takes; its body. */
  Varints event(Varints body) {
    long size = body.size() + 1L;
    if (size <= MASK) {
      return write(size).write(body.toBytes(), 0, body.size());
    }
    size = body.size() + (long) PADDED_BYTES;
    for (int count = 0; count < PADDED_BYTES; count++) {
      int bits = (int) (size >>> (BITS * count)) & MASK;
      out.write(count < PADDED_BYTES - 1 ? bits | MORE : bits);
    }
    return write(body.toBytes(), 0, body.size());
  }
}
