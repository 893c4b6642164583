package dev.baton.log.blob;

import dev.baton.wire.MalformedRecordException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Memory that data fills chunk by chunk, no more and no less. For one thread. */
public final class ChunkTarget implements Consumer<ByteBuffer> {

  private final MemorySegment memory;
  private long filled;

  /** Creates a target of the data's length. */
  public ChunkTarget(MemorySegment memory) {
    this.memory = memory;
  }

  /**
   * Adds a chunk.
   *
   * @throws MalformedRecordException if there is no room for it
   */
  @Override
  public void accept(ByteBuffer chunk) {
    int bytes = chunk.remaining();
    if (bytes > memory.byteSize() - filled) {
      throw new MalformedRecordException("More data came than was offered.");
    }
    memory.asSlice(filled, bytes).copyFrom(MemorySegment.ofBuffer(chunk));
    filled += bytes;
  }

  /**
   * Checks that all data has come.
   *
   * @throws MalformedRecordException if some is missing
   */
  public void requireFull() {
    if (filled != memory.byteSize()) {
      throw new MalformedRecordException("Less data came than was offered.");
    }
  }
}
