package dev.baton.store.writer;

import dev.baton.store.area.MappedFile;

/**
 * The room of one blob in a file of this process's area: a block of a slab, or a segment.
 *
 * @param number the file's, as references have it
 * @param offset where the blob's bytes begin
 * @param capacity how many bytes there is room for
 * @param owner takes it back when it is free
 */
record Extent(int number, MappedFile file, long offset, long capacity, Owner owner) {

  /** What gives out extents, and takes them back. */
  interface Owner {

    /** An extent that nobody uses any more. */
    void takeBack(Extent extent);
  }
}
