package dev.baton.store.area;

import dev.baton.BlobGoneException;
import dev.baton.wire.ContentId;
import java.nio.ByteBuffer;

/**
 * Where a blob lies: what travels in place of its bytes.
 *
 * <p>The {@code sequence} is new for every blob of an area, so a reference to a blob whose place
 * was given to another one is noticed, never followed.
 *
 * @param machine the host, by {@link Machine#id()}
 * @param area the part of the host store, and with it the process that wrote the blob; new for each
 *     process, so it is also the generation of all its files
 * @param file which file of the area
 * @param offset where in the file its bytes begin; its {@link BlobHeader} lies just before
 * @param length in bytes
 * @param sequence the blob's number in its area, from 1
 */
public record BlobRef(long machine, long area, int file, long offset, long length, long sequence) {

  /** What a reference takes when it travels. */
  public static final int BYTES = 5 * Long.BYTES + Integer.BYTES;

  /** What tells the blob from all others, on all hosts. */
  public ContentId content() {
    return new ContentId(machine, area, sequence, offset);
  }

  /** The reference as it travels. */
  public byte[] toBytes() {
    byte[] bytes = new byte[BYTES];
    writeTo(ByteBuffer.wrap(bytes));
    return bytes;
  }

  /** Writes the {@value #BYTES} bytes of the reference. */
  public void writeTo(ByteBuffer out) {
    out.putLong(machine).putLong(area).putInt(file);
    out.putLong(offset).putLong(length).putLong(sequence);
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @throws BlobGoneException if the bytes are none
   */
  public static BlobRef read(ByteBuffer in) {
    if (in.remaining() < BYTES) {
      throw new BlobGoneException("A reference into the host store is damaged: it is too short.");
    }
    BlobRef ref =
        new BlobRef(
            in.getLong(), in.getLong(), in.getInt(), in.getLong(), in.getLong(), in.getLong());
    ref.requirePossible();
    return ref;
  }

  /**
   * Checks what is true of all references.
   *
   * @throws BlobGoneException if this can be none
   */
  public void requirePossible() {
    boolean isPlace =
        offset >= BlobHeader.BYTES
            && offset % BlobHeader.BYTES == 0
            && length >= 0
            && offset <= Long.MAX_VALUE - length;
    if (!isPlace || file < 0 || sequence < 1) {
      throw new BlobGoneException("A reference into the host store is damaged: " + this);
    }
  }

  @Override
  public String toString() {
    return "blob %d of %s, %,d bytes".formatted(sequence, Area.name(area), length);
  }
}
