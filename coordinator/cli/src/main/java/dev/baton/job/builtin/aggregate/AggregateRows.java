package dev.baton.job.builtin.aggregate;

import dev.baton.TaskFunction;
import dev.baton.job.JobFailedException;
import dev.baton.job.builtin.ByteOrderMark;
import dev.baton.job.builtin.GzipInput;
import dev.baton.job.split.FileRange;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/**
 * Reads the rows that begin in a range of a file, which is mapped, not copied; or all those of a
 * compressed file.
 *
 * @param delimiter what stands between key and number
 * @param skipBad whether to count bad rows and go on, rather than end at the first
 */
record AggregateRows(Delimiter delimiter, boolean skipBad)
    implements TaskFunction<FileRange, RangeStats> {

  @Override
  public RangeStats apply(FileRange range) throws IOException {
    RowReader reader = new RowReader(delimiter.bytes(), skipBad);
    try (FileChannel channel = range.open()) {
      if (GzipInput.isNameOf(range.path())) {
        return readCompressed(channel, reader);
      }
      readRange(range, channel, reader);
      return reader.result(null);
    } catch (InternalError e) {
      // What the JVM makes of the signal for a mapped page that has no file behind it any more.
      throw new JobFailedException("the file became shorter while it was read", e);
    }
  }

  private static RangeStats readCompressed(FileChannel channel, RowReader reader)
      throws IOException {
    try (GzipInput text = new GzipInput(Channels.newInputStream(channel))) {
      // To its end also after a bad row, which may be one because the file is damaged.
      new RowBlocks(ByteOrderMark.skip(text)).readAll(reader);
      return reader.result(text.note());
    }
  }

  private static void readRange(FileRange range, FileChannel channel, RowReader reader)
      throws IOException {
    boolean isFirst = range.start() == 0;
    // One byte more before, to see whether a row begins at the first; all the rest of the file
    // behind, for the end of the last row: what is not read costs nothing.
    long mappedFrom = isFirst ? ByteOrderMark.length(channel) : range.start() - 1;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment file =
          channel.map(FileChannel.MapMode.READ_ONLY, mappedFrom, range.size() - mappedFrom, arena);
      if (isFirst) {
        // The first row belongs to the first range, also where that ends within the mark.
        long end = Math.max(range.end() - mappedFrom, 1);
        reader.read(file, 0, Math.min(end, file.byteSize()));
      } else {
        long end = range.end() - mappedFrom;
        reader.read(file, RowParser.lineEnd(file, 0, end) + 1, end);
      }
    }
  }
}
