package dev.baton.store.area;

import dev.baton.store.MembersView;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * How much the blobs of a host store take, of all processes together.
 *
 * @param usedBytes of blobs in memory
 * @param warmBytes in memory, kept for the next blobs: to take new memory costs ten times a copy
 * @param spilledBytes of blobs on disk
 * @param blobs how many there are
 */
public record StoreUse(long usedBytes, long warmBytes, long spilledBytes, long blobs) {

  private static final int BYTES = 4 * Long.BYTES;

  private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();

  /** Writes what an area takes to the header of its {@link dev.baton.store.Members}. */
  void writeTo(MemorySegment header) {
    WORD.setVolatile(header, 0L, usedBytes);
    WORD.setVolatile(header, 8L, warmBytes);
    WORD.setVolatile(header, 16L, spilledBytes);
    WORD.setVolatile(header, 24L, blobs);
  }

  /** Adds up what the areas of a store say now; owners that come and go meanwhile count or not. */
  public static StoreUse of(Path store) {
    StoreUse sum = new StoreUse(0, 0, 0, 0);
    for (Path area : Area.list(store)) {
      try {
        sum = sum.plus(of(MembersView.header(area, BYTES)));
      } catch (IOException e) {
        // It is being removed.
      }
    }
    return sum;
  }

  /** What the owner of an area says now, in the header of its {@link dev.baton.store.Members}. */
  static StoreUse of(ByteBuffer words) {
    return new StoreUse(words.getLong(0), words.getLong(8), words.getLong(16), words.getLong(24));
  }

  /** Both together. */
  StoreUse plus(StoreUse other) {
    return new StoreUse(
        usedBytes + other.usedBytes,
        warmBytes + other.warmBytes,
        spilledBytes + other.spilledBytes,
        blobs + other.blobs);
  }

  /** What is taken of the memory. */
  public long memoryBytes() {
    return usedBytes + warmBytes;
  }
}
