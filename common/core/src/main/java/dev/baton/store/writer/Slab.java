package dev.baton.store.writer;

import dev.baton.store.area.Area;
import dev.baton.store.area.BlobHeader;
import dev.baton.store.area.MappedFile;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A file of blocks of one size, each with a {@link BlobHeader} before it. Guarded by its writer's
 * lock.
 */
final class Slab implements Extent.Owner {

  private final MappedFile file;
  private final Deque<Extent> free = new ArrayDeque<>();

  /**
   * Makes the file with its memory.
   *
   * @throws IOException if there is no room
   */
  Slab(Area area, SlabSize size, int blocks) throws IOException {
    long stride = (long) BlobHeader.BYTES + size.blockBytes; // multiples of a cache line
    file = MappedFile.create(area.path().resolve(Area.fileName(size.ordinal())), blocks * stride);
    for (int block = 0; block < blocks; block++) {
      long offset = block * stride + BlobHeader.BYTES;
      free.addLast(new Extent(size.ordinal(), file, offset, size.blockBytes, this));
    }
  }

  /** A free block; the one that was used last is likely to be in the processor's caches. */
  @Nullable Extent take() {
    return free.pollFirst();
  }

  @Override
  public void takeBack(Extent block) {
    free.addFirst(block);
  }

  /** How much of it is not taken. */
  long freeBytes() {
    return free.isEmpty() ? 0 : free.size() * free.getFirst().capacity();
  }

  void unmap() {
    file.unmap();
  }
}
