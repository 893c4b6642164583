package dev.baton.store.chronicle.map;

import org.jspecify.annotations.Nullable;

/**
 * The value of a Chronicle Map that is an entry of a shared map, of fixed size: on the way in the
 * arrays to copy from, on the way out what to look for and where it was copied to. Not thread-safe.
 *
 * <pre>
 *   0  i32 length of key
 *   4  i32 length of value
 *   8  key, value, and what is left over
 * </pre>
 */
final class EntryImage {

  static final int HEADER_BYTES = 8;

  private final int size;
  private final byte @Nullable [] key;
  private byte @Nullable [] readKey;
  private byte @Nullable [] value;
  private boolean foreign;

  private EntryImage(int size, byte @Nullable [] key, byte @Nullable [] value) {
    this.size = size;
    this.key = key;
    this.value = value;
  }

  /** The size of all values of a map, for entries of up to {@code entryBytes}. */
  static int sizeFor(int entryBytes) {
    return (HEADER_BYTES + entryBytes + Long.BYTES - 1) & -Long.BYTES;
  }

  /** To write an entry. */
  static EntryImage of(int size, byte[] key, byte[] value) {
    return new EntryImage(size, key, value);
  }

  /** To read the value of an entry, if its key is this one. */
  static EntryImage expecting(int size, byte[] key) {
    return new EntryImage(size, key, null);
  }

  /** To read an entry with its key. */
  static EntryImage any(int size) {
    return new EntryImage(size, null, null);
  }

  int size() {
    return size;
  }

  /** The key to write or to expect; null if any will do. */
  byte @Nullable [] key() {
    return key;
  }

  /** The value to write, or that was read. */
  byte @Nullable [] value() {
    return value;
  }

  /** The key that was read, where any would do. */
  byte @Nullable [] readKey() {
    return readKey;
  }

  /** Whether the entry was read and has another key than expected, or nonsense for lengths. */
  boolean isForeign() {
    return foreign;
  }

  void found(byte @Nullable [] itsKey, byte[] itsValue) {
    readKey = itsKey;
    value = itsValue;
  }

  void foundForeign() {
    foreign = true;
  }
}
