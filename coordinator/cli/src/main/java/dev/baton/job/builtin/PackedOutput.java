package dev.baton.job.builtin;

import java.util.Arrays;

/**
 * Numbers and bytes packed one after the other, so that a large result is one small array. Numbers
 * take seven bits a byte, low bits first. Used by one thread at a time.
 */
public final class PackedOutput {

  private static final int MAX_VARINT_BYTES = 10;

  private byte[] bytes = new byte[1 << 10];
  private int size;

  /** Adds a number of 64 bits; small ones that are not negative take the least room. */
  public void putUnsigned(long value) {
    reserve(MAX_VARINT_BYTES);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Adds a number that may as well be negative. */
  public void putSigned(long value) {
    putUnsigned((value << 1) ^ (value >> 63));
  }

  /** Adds bytes and how many they are. */
  public void putBytes(byte[] source, int from, int length) {
    putUnsigned(length);
    reserve(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
  }

  /** All that was added. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      long doubled = Math.min(2L * bytes.length, Integer.MAX_VALUE - 8);
      bytes = Arrays.copyOf(bytes, Math.max(needed, (int) doubled));
    }
  }
}
