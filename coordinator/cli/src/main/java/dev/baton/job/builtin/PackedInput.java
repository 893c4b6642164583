package dev.baton.job.builtin;

/** Reads what a {@link PackedOutput} packed, in the same order. Used by one thread at a time. */
public final class PackedInput {

  private final byte[] bytes;
  private int at;

  /** Reads from the beginning. */
  public PackedInput(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether there is something left to read. */
  public boolean hasMore() {
    return at < bytes.length;
  }

  /** Reads what {@link PackedOutput#putUnsigned} added. */
  public long getUnsigned() {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes[at++];
      value |= (next & 0x7FL) << shift;
      shift += 7;
    } while (next < 0);
    return value;
  }

  /** Reads what {@link PackedOutput#putSigned} added. */
  public long getSigned() {
    long value = getUnsigned();
    return (value >>> 1) ^ -(value & 1);
  }

  /** Goes beyond the next so many bytes, and says where in the array they begin. */
  public int skip(int length) {
    int start = at;
    at += length;
    return start;
  }
}
