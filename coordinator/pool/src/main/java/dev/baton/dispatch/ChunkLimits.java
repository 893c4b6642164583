package dev.baton.dispatch;

/** What may be a part of a chunk, and how large that gets, in bytes. */
public final class ChunkLimits {

  /** A chunk has hardly more; some fit into a batch. */
  public static final int CHUNK_BYTES = 256 << 10;

  /** What is larger is by itself. */
  public static final int LARGEST_ITEM = 16 << 10;

  private ChunkLimits() {}
}
