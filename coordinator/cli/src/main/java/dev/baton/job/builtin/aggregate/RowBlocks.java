package dev.baton.job.builtin.aggregate;

import dev.baton.job.JobFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Reads a stream in blocks of whole rows. A row that a block cuts in two is moved to the front of
 * the next one. Used by one thread at a time.
 */
final class RowBlocks {

  private static final int MAX_ROW_BYTES = 1 << 26;

  private final InputStream in;
  private byte[] block = new byte[1 << 20];
  private int limit;

  /** The blocks of a stream that begins with a row. */
  RowBlocks(InputStream in) {
    this.in = in;
  }

  /** Has all rows read, to the end of the stream. */
  void readAll(RowReader reader) throws IOException {
    boolean ended;
    do {
      int wanted = block.length - limit;
      int read = in.readNBytes(block, limit, wanted);
      limit += read;
      ended = read < wanted;
      int whole = ended ? limit : wholeRows();
      reader.read(MemorySegment.ofArray(block).asSlice(0, whole), 0, whole);
      keepFrom(whole);
    } while (!ended);
  }

  /** How many bytes the rows take whose ends are in the block. */
  private int wholeRows() {
    int end = limit;
    while (end > 0 && block[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  private void keepFrom(int at) {
    System.arraycopy(block, at, block, 0, limit - at);
    limit -= at;
    if (limit == block.length) {
      if (limit >= MAX_ROW_BYTES) {
        throw new JobFailedException(
            "a line is longer than %,d bytes; this is no table".formatted(MAX_ROW_BYTES));
      }
      block = Arrays.copyOf(block, 2 * limit);
    }
  }
}
