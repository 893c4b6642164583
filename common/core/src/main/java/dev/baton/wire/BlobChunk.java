package dev.baton.wire;

import java.nio.ByteBuffer;

/**
 * A part of some data on the blobs channel. Whoever needs the data is told its {@link LogPlace}.
 *
 * <pre>
 * i64 publication | i32 index | data
 * </pre>
 *
 * @param publication the same in all chunks of the data, and in no others
 * @param index its number among them, from 0
 * @param data at most {@link #LARGEST_RECORD} bytes with what is around it; in a record that was
 *     read, a part of what was received with it, so it should not be kept
 */
public record BlobChunk(long publication, int index, ByteBuffer data) implements WireRecord {

  /** No record of the channel is larger: what any broker takes without special settings. */
  public static final int LARGEST_RECORD = 1 << 20;

  /** What a chunk takes beside its data, with what a broker adds: generously rounded up. */
  public static final int AROUND_BYTES = 4096;

  static BlobChunk read(WireReader in) {
    return new BlobChunk(in.i64(), in.i32(), in.view());
  }

  @Override
  public void writeTo(WireWriter out) {
    out.i64(publication).i32(index).data(data);
  }

  @Override
  public Kind kind() {
    return Kind.BLOB_CHUNK;
  }
}
