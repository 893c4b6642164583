package dev.baton.job.builtin.aggregate;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Minimum, maximum, sum and count for each key: an open-addressing hash table over bytes. Used by
 * one thread at a time.
 *
 * <pre>
 *   slots    hash (32 bits) | number of the entry + 1 (32 bits)      0: empty
 *   entries  KEY_0, KEY_1   the first 16 bytes of the key, zeros behind a shorter one
 *            PLACE          where it begins in keys (32 bits) | its length (32 bits)
 *            MIN MAX SUM    in units of 10^-scale
 *            COUNT          of the numbers in these; 0: they mean nothing
 *            (spare)        so that an entry is a cache line
 * </pre>
 *
 * The numbers are whole multiples of a power of ten that all entries share. What does not fit into
 * 64 bits that way is kept beside them as decimals of any size: slower, but as exact.
 */
final class StatsTable {

  /** Eight bytes of a key, in the order in which they are compared and hashed. */
  static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final int INITIAL_KEYS = 1 << 8;
  private static final int ENTRY = 8;
  private static final int KEY_0 = 0;
  private static final int KEY_1 = 1;
  private static final int PLACE = 2;
  private static final int MIN = 3;
  private static final int MAX = 4;
  private static final int SUM = 5;
  private static final int COUNT = 6;
  private static final int INLINE_KEY_BYTES = 16;

  private long[] slots = new long[2 * INITIAL_KEYS];
  private long[] entries = new long[ENTRY * INITIAL_KEYS];
  private byte[] keys = new byte[16 * INITIAL_KEYS];
  private final Map<Integer, ExactStats> exact = new HashMap<>();
  private int usedKeyBytes;
  private int size;
  private int scale = 1;

  /** How many keys there are. */
  int size() {
    return size;
  }

  /** How many decimals the numbers have. */
  int scale() {
    return scale;
  }

  /** The array that holds the keys. */
  byte[] keys() {
    return keys;
  }

  /** Where a key begins in {@link #keys()}. */
  int keyStart(int key) {
    return (int) (entries[ENTRY * key + PLACE] >>> 32);
  }

  /** How many bytes a key has. */
  int keyLength(int key) {
    return (int) entries[ENTRY * key + PLACE];
  }

  long min(int key) {
    return entries[ENTRY * key + MIN];
  }

  long max(int key) {
    return entries[ENTRY * key + MAX];
  }

  long sum(int key) {
    return entries[ENTRY * key + SUM];
  }

  /** How many numbers there are in minimum, maximum and sum. */
  long count(int key) {
    return entries[ENTRY * key + COUNT];
  }

  /** The numbers that do not fit there, if any. */
  @Nullable ExactStats exact(int key) {
    return exact.get(key);
  }

  /** All numbers of a key. */
  ExactStats total(int key) {
    ExactStats slow = exact.get(key);
    if (slow == null) {
      return fast(key);
    }
    return count(key) == 0 ? slow : slow.plus(fast(key));
  }

  private ExactStats fast(int key) {
    return new ExactStats(
        BigDecimal.valueOf(min(key), scale),
        BigDecimal.valueOf(max(key), scale),
        BigDecimal.valueOf(sum(key), scale),
        count(key));
  }

  /** Makes every bit of a hash depend on all the others. */
  static long mix(long value) {
    long product = value * 0x9E3779B97F4A7C15L;
    return product ^ (product >>> 32);
  }

  /** The number of a key, or -1. */
  int find(MemorySegment source, long at, int length) {
    return find(
        hash(source, at, length),
        word(source, at, length, 0),
        word(source, at, length, 8),
        length,
        source,
        at);
  }

  /**
   * The number of a key, or -1.
   *
   * @param hash of the words of the key, the last of which has less than eight bytes, perhaps none,
   *     with zeros behind them: {@link #mix} of the first, of that ^ the second, and so on
   * @param key0 the first word
   * @param key1 the second word, 0 if there is none
   */
  int find(int hash, long key0, long key1, int length, MemorySegment source, long at) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (true) {
      long found = slots[slot];
      if (found == 0) {
        return -1;
      }
      if ((int) (found >>> 32) == hash) {
        int key = (int) found - 1;
        int entry = ENTRY * key;
        if (entries[entry + KEY_0] == key0
            && entries[entry + KEY_1] == key1
            && (int) entries[entry + PLACE] == length
            && (length <= INLINE_KEY_BYTES || isRestSame(key, length, source, at))) {
          return key;
        }
      }
      slot = (slot + 1) & mask;
    }
  }

  private boolean isRestSame(int key, int length, MemorySegment source, long at) {
    int start = keyStart(key);
    for (int i = INLINE_KEY_BYTES; i < length; i++) {
      if (keys[start + i] != source.get(ValueLayout.JAVA_BYTE, at + i)) {
        return false;
      }
    }
    return true;
  }

  /** Adds a key that is not there; returns its number. */
  int insert(MemorySegment source, long at, int length) {
    int end = Math.addExact(usedKeyBytes, length);
    if (end > keys.length) {
      keys = Arrays.copyOf(keys, Math.max(end, (int) Math.min(2L * keys.length, 1 << 30)));
    }
    MemorySegment.copy(source, ValueLayout.JAVA_BYTE, at, keys, usedKeyBytes, length);
    int entry = ENTRY * size;
    entries[entry + KEY_0] = word(source, at, length, 0);
    entries[entry + KEY_1] = word(source, at, length, 8);
    entries[entry + PLACE] = ((long) usedKeyBytes << 32) | length;
    clear(entry);
    usedKeyBytes = end;
    size++;
    putSlot(((long) hash(source, at, length) << 32) | size);
    if (2 * size == slots.length) {
      grow();
    }
    return size - 1;
  }

  /** Removes all keys. */
  void clear() {
    Arrays.fill(slots, 0);
    exact.clear();
    usedKeyBytes = 0;
    size = 0;
    scale = 1;
  }

  private void grow() {
    entries = Arrays.copyOf(entries, Math.multiplyExact(ENTRY, 2 * size));
    long[] old = slots;
    slots = new long[2 * old.length];
    for (long slot : old) {
      if (slot != 0) {
        putSlot(slot);
      }
    }
  }

  private void putSlot(long entry) {
    int mask = slots.length - 1;
    int slot = (int) (entry >>> 32) & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = entry;
  }

  private static int hash(MemorySegment source, long at, int length) {
    long hash = 0;
    for (int i = 0; i <= length; i += 8) {
      hash = mix(hash ^ word(source, at, length, i));
    }
    return (int) hash;
  }

  /** Up to eight bytes of a key, from its byte {@code i} on. */
  private static long word(MemorySegment source, long at, int length, int i) {
    long word = 0;
    for (int j = Math.min(length, i + 8) - 1; j >= i; j--) {
      word = (word << 8) | (source.get(ValueLayout.JAVA_BYTE, at + j) & 0xFF);
    }
    return word;
  }

  /** Adds a number, in units of 10^-{@link #scale()}, to a key. */
  void add(int key, long value) {
    int entry = ENTRY * key;
    long sum = entries[entry + SUM];
    long newSum = sum + value;
    if (((sum ^ newSum) & (value ^ newSum)) < 0) {
      flush(key);
      newSum = value;
    }
    entries[entry + SUM] = newSum;
    entries[entry + MIN] = Math.min(entries[entry + MIN], value);
    entries[entry + MAX] = Math.max(entries[entry + MAX], value);
    entries[entry + COUNT]++;
  }

  /** Adds numbers with {@code decimals} decimals, at least one number, to a key. */
  void add(int key, long min, long max, long sum, long count, int decimals) {
    if (decimals > scale && decimals <= Decimals.MAX_FAST_SCALE) {
      raiseScale(decimals);
    }
    if (decimals <= scale) {
      long factor = Decimals.powerOfTen(scale - decimals);
      int entry = ENTRY * key;
      long total = saturatedSum(entries[entry + SUM], saturatedProduct(sum, factor));
      long least = saturatedProduct(min, factor);
      long greatest = saturatedProduct(max, factor);
      if (isExact(total) && isExact(least) && isExact(greatest)) {
        entries[entry + SUM] = total;
        entries[entry + MIN] = Math.min(entries[entry + MIN], least);
        entries[entry + MAX] = Math.max(entries[entry + MAX], greatest);
        entries[entry + COUNT] += count;
        return;
      }
    }
    add(
        key,
        new ExactStats(
            BigDecimal.valueOf(min, decimals),
            BigDecimal.valueOf(max, decimals),
            BigDecimal.valueOf(sum, decimals),
            count));
  }

  /** Adds numbers of any size to a key. */
  void add(int key, ExactStats numbers) {
    exact.merge(key, numbers, ExactStats::plus);
  }

  private void raiseScale(int newScale) {
    long factor = Decimals.powerOfTen(newScale - scale);
    for (int key = 0; key < size; key++) {
      int entry = ENTRY * key;
      if (entries[entry + COUNT] > 0) {
        long sum = saturatedProduct(entries[entry + SUM], factor);
        long min = saturatedProduct(entries[entry + MIN], factor);
        long max = saturatedProduct(entries[entry + MAX], factor);
        if (isExact(sum) && isExact(min) && isExact(max)) {
          entries[entry + SUM] = sum;
          entries[entry + MIN] = min;
          entries[entry + MAX] = max;
        } else {
          flush(key);
        }
      }
    }
    scale = newScale;
  }

  /** Moves what an entry has to the exact numbers. */
  private void flush(int key) {
    add(key, fast(key));
    clear(ENTRY * key);
  }

  private void clear(int entry) {
    entries[entry + MIN] = Long.MAX_VALUE;
    entries[entry + MAX] = Long.MIN_VALUE;
    entries[entry + SUM] = 0;
    entries[entry + COUNT] = 0;
  }

  private static boolean isExact(long value) {
    return value != Long.MIN_VALUE && value != Long.MAX_VALUE;
  }

  private static long saturatedProduct(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    return high == low >> 63 ? low : (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE);
  }

  private static long saturatedSum(long a, long b) {
    if (!isExact(b)) {
      return b;
    }
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) < 0 ? Long.MAX_VALUE : sum;
  }
}
