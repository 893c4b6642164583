package dev.baton.store.area;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.zip.CRC32C;

/**
 * The 64 bytes before a blob's own, in shared memory: they tell a reader whether what lies there is
 * what its reference means.
 *
 * <pre>
 *  0 magic    8 area    16 sequence    24 length    32 state    40 checksum or −1    48 reserved
 * </pre>
 *
 * <p>Thread-safe: each word is read and written whole. Only the owner of the area writes, with one
 * exception: who was given a result says with {@link #release} that it is done with it.
 */
public final class BlobHeader {

  public static final int BYTES = 64;

  /** Nobody's; what lies there may change at any time. */
  public static final long FREE = 0;

  /** May be written by all who have the reference. */
  public static final long OPEN = 1;

  /** Never changes while anybody has a lease. */
  public static final long SEALED = 2;

  /** Its receiver is done with it. */
  public static final long RELEASED = 3;

  /** Whoever opens it now sees it read-only; those who opened it before may still write. */
  public static final long SEALING = 4;

  public static final long NO_CHECKSUM = -1;

  private static final long MAGIC = 0x4241_544f_4e42_0001L;
  private static final int CHUNK = 1 << 30;

  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

  private final MemorySegment header;

  /** The header of the blob whose bytes begin at an offset of a mapped file. */
  public BlobHeader(MemorySegment file, long offset) {
    this.header = file.asSlice(offset - BYTES, BYTES);
  }

  /** Begins a blob. */
  public void open(long area, long sequence, long length) {
    set(32, FREE);
    set(0, MAGIC);
    set(8, area);
    set(16, sequence);
    set(24, length);
    set(40, NO_CHECKSUM);
    set(32, OPEN);
  }

  /** Lets no more writers in. Whoever has come in before has a lease, which is seen after this. */
  public void beginSeal() {
    var _ = LONG.compareAndSet(header, 32L, OPEN, SEALING);
    VarHandle.fullFence();
  }

  /** Lets writers in again. */
  public void reopen() {
    var _ = LONG.compareAndSet(header, 32L, SEALING, OPEN);
  }

  /** Ends the writing; everything written before is seen by whoever sees the new state. */
  public void seal(long checksum) {
    set(40, checksum);
    set(32, SEALED);
  }

  /** Nobody may take a lease any more. */
  public void free() {
    set(32, FREE);
    VarHandle.fullFence();
  }

  /** The receiver of a result is done with it; does nothing if it was freed meanwhile. */
  public void release() {
    var _ = LONG.compareAndSet(header, 32L, SEALED, RELEASED);
  }

  public long state() {
    return get(32);
  }

  public long checksum() {
    return get(40);
  }

  /** Whether the blob that a reference means lies here, open or sealed or in between. */
  public boolean is(BlobRef ref) {
    long state = state();
    return (state == OPEN || state == SEALING || state == SEALED)
        && get(0) == MAGIC
        && get(8) == ref.area()
        && get(16) == ref.sequence()
        && get(24) == ref.length();
  }

  /** CRC-32C, as in the records on the channels. */
  public static long checksum(MemorySegment data) {
    CRC32C crc = new CRC32C();
    for (long at = 0; at < data.byteSize(); at += CHUNK) {
      crc.update(data.asSlice(at, Math.min(CHUNK, data.byteSize() - at)).asByteBuffer());
    }
    return crc.getValue();
  }

  private long get(long at) {
    return (long) LONG.getVolatile(header, at);
  }

  private void set(long at, long value) {
    LONG.setVolatile(header, at, value);
  }
}
