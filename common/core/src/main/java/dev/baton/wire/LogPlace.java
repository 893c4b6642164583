package dev.baton.wire;

/**
 * Where on the blobs channel the {@link BlobChunk}s of some data are.
 *
 * @param partition the partition that has all of them; −1 in {@link #NONE}
 * @param offset where the first of them is, or lies behind; records of others may be between them
 * @param publication the number that these chunks have in common
 * @param chunks how many there are, in order
 */
public record LogPlace(int partition, long offset, long publication, int chunks) {

  /** The data was not put on the log. */
  public static final LogPlace NONE = new LogPlace(-1, -1, 0, 0);

  static final int BYTES = 2 * Integer.BYTES + 2 * Long.BYTES;

  /** Whether the data was put on the log. */
  public boolean isSomewhere() {
    return partition >= 0;
  }

  static LogPlace read(WireReader in) {
    return new LogPlace(in.i32(), in.i64(), in.i64(), in.i32());
  }

  void writeTo(WireWriter out) {
    out.i32(partition).i64(offset).i64(publication).i32(chunks);
  }
}
