package dev.baton.store.writer;

/**
 * The sizes of blocks for blobs up to 1 MiB, and how many a process has of each when it needs one
 * of them: they are committed together.
 */
enum SlabSize {
  SMALL(4 << 10, 1024),
  MEDIUM(64 << 10, 256),
  LARGE(1 << 20, 32);

  /** Larger blobs have a segment of their own. */
  static final long LARGEST = LARGE.blockBytes;

  final int blockBytes;
  final int blocks;

  SlabSize(int blockBytes, int blocks) {
    this.blockBytes = blockBytes;
    this.blocks = blocks;
  }
}
