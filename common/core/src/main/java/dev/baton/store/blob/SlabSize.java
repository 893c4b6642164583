package dev.baton.store.blob;

/**
 * The sizes of blocks for blobs up to 1 MiB, and how many a process has of each when it needs one
 * of them: they are committed together.
 */
enum SlabSize {
  SMALL("slab-4k", 4 << 10, 1024),
  MEDIUM("slab-64k", 64 << 10, 256),
  LARGE("slab-1m", 1 << 20, 32);

  /** Larger blobs have a segment of their own. */
  static final long LARGEST = LARGE.blockBytes;

  final String file;
  final int blockBytes;
  final int blocks;

  SlabSize(String file, int blockBytes, int blocks) {
    this.file = file;
    this.blockBytes = blockBytes;
    this.blocks = blocks;
  }

  /** How the file with a number is called, slab or segment. */
  static String fileName(int number) {
    return number < values().length ? values()[number].file : "segment-" + number;
  }
}
