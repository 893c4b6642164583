package dev.baton.dispatch;

/** What may be part of a chunk, and how large a chunk gets, in bytes. */
public final class ChunkLimits {

  /** A chunk is hardly larger; several fit into a batch. */
  public static final int CHUNK_BYTES = 256 << 10;

  /** A larger item travels by itself. */
  public static final int LARGEST_ITEM = 16 << 10;

  private ChunkLimits() {}
}
