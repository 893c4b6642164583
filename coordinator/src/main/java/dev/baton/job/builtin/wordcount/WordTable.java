package dev.baton.job.builtin.wordcount;

import java.util.Arrays;

/**
 * Counts byte strings: an open-addressing hash table whose keys lie one after the other in one
 * array, so that a million words are a handful of objects. Used by one thread at a time.
 */
final class WordTable {

  private static final int INITIAL_WORDS = 1 << 8;

  /** Hash in the upper half, number of the word plus one in the lower; 0 is an empty slot. */
  private long[] slots = new long[2 * INITIAL_WORDS];

  /** Where each word begins in {@link #bytes}; it ends where the next one begins. */
  private int[] starts = new int[INITIAL_WORDS + 1];

  private long[] counts = new long[INITIAL_WORDS];
  private byte[] bytes = new byte[8 * INITIAL_WORDS];
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
    return starts[word];
  }

  /** Where a word ends in {@link #bytes()}, exclusive. */
  int end(int word) {
    return starts[word + 1];
  }

  /** How often a word was added. */
  long count(int word) {
    return counts[word];
  }

  /** Adds {@code count} to the count of a word. */
  void add(byte[] source, int from, int to, long count) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = step(hash, source[i]);
    }
    add(source, from, to, hash, count);
  }

  /** The hash of a word that has one more byte. */
  static int step(int hash, byte next) {
    return 31 * hash + next;
  }

  /** Adds {@code count} to the count of a word whose hash, made by {@link #step}, is known. */
  void add(byte[] source, int from, int to, int hash, long count) {
    int mask = slots.length - 1;
    int slot = spread(hash) & mask;
    while (true) {
      long found = slots[slot];
      if (found == 0) {
        slots[slot] = (long) hash << 32 | size + 1;
        append(source, from, to, count);
        return;
      }
      if ((int) (found >>> 32) == hash) {
        int word = (int) found - 1;
        if (isSame(word, source, from, to)) {
          counts[word] += count;
          return;
        }
      }
      slot = (slot + 1) & mask;
    }
  }

  private boolean isSame(int word, byte[] source, int from, int to) {
    int start = starts[word];
    int length = to - from;
    if (starts[word + 1] - start != length) {
      return false;
    }
    byte[] known = bytes;
    for (int i = 0; i < length; i++) {
      if (known[start + i] != source[from + i]) {
        return false;
      }
    }
    return true;
  }

  private void append(byte[] source, int from, int to, long count) {
    int start = starts[size];
    int end = Math.addExact(start, to - from);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, grown(bytes.length)));
    }
    System.arraycopy(source, from, bytes, start, to - from);
    counts[size] = count;
    size++;
    starts[size] = end;
    if (size == counts.length) {
      counts = Arrays.copyOf(counts, 2 * size);
      starts = Arrays.copyOf(starts, 2 * size + 1);
      rehash();
    }
  }

  private void rehash() {
    long[] old = slots;
    slots = new long[2 * old.length];
    int mask = slots.length - 1;
    for (long entry : old) {
      if (entry != 0) {
        int slot = spread((int) (entry >>> 32)) & mask;
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

  /** Makes the low bits, which choose the slot, depend on all the others. */
  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ mixed >>> 15;
  }
}
