package dev.baton.job.builtin.wordcount;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Counts byte strings: an open-addressing hash table whose words lie one after the other in one
 * array, so that a million words are three objects. Used by one thread at a time.
 *
 * <pre>
 *   slots    hash (32 bits) | number of the word + 1 (32 bits)      0: empty
 *   entries  first 8 bytes of the word, zeros behind a shorter one
 *            where it begins in bytes (32 bits) | its length (32 bits)
 *            its count
 * </pre>
 *
 * Most words are at most 8 bytes long: to find one again takes one look at each of the two.
 */
final class WordTable {

  private static final int INITIAL_WORDS = 1 << 8;
  private static final int ENTRY = 3;
  private static final int HEAD_BYTES = Long.BYTES;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long[] slots = new long[2 * INITIAL_WORDS];
  private long[] entries = new long[ENTRY * INITIAL_WORDS];
  private byte[] bytes = new byte[8 * INITIAL_WORDS];
  private int used;
  private int size;

  /** How many distinct words there are. */
  int size() {
    return size;
  }

  /** The array that holds the words. */
  byte[] bytes() {
    return bytes;
  }

  /** Where a word begins in {@link #bytes()}. */
  int start(int word) {
    return (int) (entries[ENTRY * word + 1] >>> 32);
  }

  /** Where a word ends in {@link #bytes()}, exclusive. */
  int end(int word) {
    return start(word) + length(word);
  }

  /** How many bytes a word has. */
  int length(int word) {
    return (int) entries[ENTRY * word + 1];
  }

  /** How often a word was added. */
  long count(int word) {
    return entries[ENTRY * word + 2];
  }

  /** Adds {@code count} to the count of a word, which has at least one byte. */
  void add(byte[] source, int from, int to, long count) {
    int length = to - from;
    long head = head(source, from, length);
    int hash = hash(head, source, from, to);
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (true) {
      long found = slots[slot];
      if (found == 0) {
        slots[slot] = ((long) hash << 32) | (size + 1);
        append(head, source, from, length, count);
        return;
      }
      if ((int) (found >>> 32) == hash) {
        int entry = ENTRY * ((int) found - 1);
        if (entries[entry] == head && isSame(entries[entry + 1], source, from, length)) {
          entries[entry + 2] += count;
          return;
        }
      }
      slot = (slot + 1) & mask;
    }
  }

  private static long head(byte[] source, int from, int length) {
    if (from + HEAD_BYTES <= source.length) {
      long head = (long) LONGS.get(source, from);
      return length >= HEAD_BYTES ? head : head & ((1L << (8 * length)) - 1);
    }
    long head = 0;
    for (int i = Math.min(length, HEAD_BYTES) - 1; i >= 0; i--) {
      head = (head << 8) | (source[from + i] & 0xFF);
    }
    return head;
  }

  private static int hash(long head, byte[] source, int from, int to) {
    long hash = mix(head);
    if (to - from > HEAD_BYTES) {
      for (int i = from + HEAD_BYTES; i < to - HEAD_BYTES; i += HEAD_BYTES) {
        hash = mix(hash ^ (long) LONGS.get(source, i));
      }
      hash = mix(hash ^ (long) LONGS.get(source, to - HEAD_BYTES));
    }
    return (int) hash;
  }

  /** Makes every bit depend on all the others. */
  private static long mix(long value) {
    long product = value * 0x9E3779B97F4A7C15L;
    return product ^ (product >>> 32);
  }

  private boolean isSame(long place, byte[] source, int from, int length) {
    if ((int) place != length) {
      return false;
    }
    if (length <= HEAD_BYTES) {
      return true;
    }
    int start = (int) (place >>> 32);
    return Arrays.equals(
        bytes, start + HEAD_BYTES, start + length, source, from + HEAD_BYTES, from + length);
  }

  private void append(long head, byte[] source, int from, int length, long count) {
    int end = Math.addExact(used, length);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, grown(bytes.length)));
    }
    System.arraycopy(source, from, bytes, used, length);
    int entry = ENTRY * size;
    entries[entry] = head;
    entries[entry + 1] = ((long) used << 32) | length;
    entries[entry + 2] = count;
    used = end;
    size++;
    if (2 * size == slots.length) {
      entries = Arrays.copyOf(entries, Math.multiplyExact(ENTRY, 2 * size));
      rehash();
    }
  }

  private void rehash() {
    long[] old = slots;
    slots = new long[2 * old.length];
    int mask = slots.length - 1;
    for (long entry : old) {
      if (entry != 0) {
        int slot = (int) (entry >>> 32) & mask;
        while (slots[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        slots[slot] = entry;
      }
    }
  }

  /** Twice the length, or as long as an array can be. */
  private static int grown(int length) {
    return (int) Math.min(2L * length, Integer.MAX_VALUE - 8);
  }
}
