package dev.baton.store.blob;

/**
 * Room for one blob in a file of this process's area: a block of a slab, or a segment.
 *
 * @param number the file's, as references have it
 * @param offset where the blob's bytes begin
 * @param capacity how many bytes there is room for
 * @param home where the room goes when it is free
 */
record Place(int number, MappedFile file, long offset, long capacity, Home home) {

  /** What gives out room, and takes it back. */
  interface Home {

    /** Room that nobody uses any more. */
    void takeBack(Place place);
  }
}
