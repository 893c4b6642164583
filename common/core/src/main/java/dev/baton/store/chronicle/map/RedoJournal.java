package dev.baton.store.chronicle.map;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The change to a shared map that is under way, in shared memory, so that another process can make
 * it whole when the one that makes it is killed. Written under the map's structural lock only.
 *
 * <pre>
 *    0  i64 1 while the record counts, 0 otherwise; written last
 *    8  i32 kind of change
 *   12  i32 length of key
 *   16  i32 length of value
 *   20  i32 CRC32C of all the rest
 *   24  digest of key
 *   40  reserved
 *   64  key, value
 * </pre>
 */
final class RedoJournal {

  private static final int HEADER_BYTES = 64;
  private static final long STATE = 0;
  private static final long KIND = 8;
  private static final long KEY_LENGTH = 12;
  private static final long VALUE_LENGTH = 16;
  private static final long CHECKSUM = 20;
  private static final long DIGEST = 24;

  private static final long CLEAN = 0;
  private static final long PENDING = 1;

  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  private final MemorySegment memory;

  RedoJournal(MemorySegment memory) {
    this.memory = memory;
  }

  /** How much memory it takes to note entries of up to {@code entryBytes}. */
  static long bytesFor(int entryBytes) {
    return HEADER_BYTES + (long) entryBytes;
  }

  /** Notes what is about to be done. */
  void begin(Change change) {
    byte[] key = change.key().bytes();
    byte[] value = change.value();
    memory.set(INT, KIND, change.kind().code());
    memory.set(INT, KEY_LENGTH, key.length);
    memory.set(INT, VALUE_LENGTH, value.length);
    copy(change.key().digest(), DIGEST);
    copy(key, HEADER_BYTES);
    copy(value, HEADER_BYTES + key.length);
    memory.set(INT, CHECKSUM, checksum(change));
    LONG.setVolatile(memory, STATE, PENDING);
    // Nothing of the change itself may come before the note, not even in what the compiler makes.
    VarHandle.fullFence();
  }

  /** Notes that it is done, or never will be. */
  void end() {
    VarHandle.fullFence();
    LONG.setVolatile(memory, STATE, CLEAN);
    VarHandle.fullFence();
  }

  /** Whether something was begun and not ended. */
  boolean isPending() {
    return (long) LONG.getVolatile(memory, STATE) != CLEAN;
  }

  /** What was begun and not ended; null too if the note is not whole, when nothing was done yet. */
  @Nullable Change pending() {
    if (!isPending()) {
      return null;
    }
    int keyLength = memory.get(INT, KEY_LENGTH);
    int valueLength = memory.get(INT, VALUE_LENGTH);
    if (keyLength < 0
        || valueLength < 0
        || HEADER_BYTES + (long) keyLength + valueLength > memory.byteSize()) {
      return null;
    }
    try {
      Change change =
          new Change(
              Change.Kind.of(memory.get(INT, KIND)),
              new MapKey(bytes(DIGEST, MapKey.DIGEST_BYTES), bytes(HEADER_BYTES, keyLength)),
              bytes(HEADER_BYTES + keyLength, valueLength));
      return checksum(change) == memory.get(INT, CHECKSUM) ? change : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static int checksum(Change change) {
    CRC32C sum = new CRC32C();
    sum.update(change.kind().code());
    sum.update(change.key().digest());
    sum.update(change.key().bytes());
    sum.update(change.key().bytes().length);
    sum.update(change.value());
    return (int) sum.getValue();
  }

  private void copy(byte[] bytes, long offset) {
    MemorySegment.copy(bytes, 0, memory, BYTE, offset, bytes.length);
  }

  private byte[] bytes(long offset, int length) {
    byte[] bytes = new byte[length];
    MemorySegment.copy(memory, BYTE, offset, bytes, 0, length);
    return bytes;
  }
}
