package dev.baton.store.blob;

import dev.baton.EnvironmentException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A file of blocks of one size. Guarded by its writer's lock. */
final class Slab implements Extent.Owner {

  private final MappedFile file;
  private final Deque<Extent> free = new ArrayDeque<>();

  /** Makes the file; {@code number} is what references call it. */
  Slab(Area area, int number, SlabSize size, int blocks, AreaFiles files) {
    var path = area.path().resolve(size.file);
    long[] offsets = files.makeSlab(path, BlobHeader.BYTES + size.blockBytes, blocks);
    try {
      file = MappedFile.map(path);
    } catch (IOException e) {
      throw new EnvironmentException("Cannot map " + path + ": " + e.getMessage() + ".", e);
    }
    for (long offset : offsets) {
      free.addLast(new Extent(number, file, offset + BlobHeader.BYTES, size.blockBytes, this));
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
