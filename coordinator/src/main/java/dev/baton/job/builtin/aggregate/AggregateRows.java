package dev.baton.job.builtin.aggregate;

import dev.baton.TaskFunction;
import dev.baton.job.JobFailedException;
import dev.baton.job.split.FileRange;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;

/**
 * Reads the rows that begin in a range of a file, which is mapped, not copied.
 *
 * @param delimiter what stands between key and number
 * @param skipBad whether to count bad rows and go on, rather than end at the first
 */
record AggregateRows(Delimiter delimiter, boolean skipBad)
    implements TaskFunction<FileRange, RangeStats> {

  @Override
  public RangeStats apply(FileRange range) throws IOException {
    // One byte more before, to see whether a row begins at the first; all the rest of the file
    // behind, for the end of the last row: what is not read costs nothing.
    long before = range.start() == 0 ? 0 : 1;
    long mappedFrom = range.start() - before;
    try (FileChannel channel = range.open();
        Arena arena = Arena.ofConfined()) {
      MemorySegment file =
          channel.map(FileChannel.MapMode.READ_ONLY, mappedFrom, range.size() - mappedFrom, arena);
      long end = range.end() - mappedFrom;
      return new RowReader(file, delimiter.bytes(), skipBad).read(firstRow(file, before, end), end);
    } catch (InternalError e) {
      // What the JVM makes of the signal for a mapped page that has no file behind it any more.
      throw new JobFailedException("the file became shorter while it was read", e);
    }
  }

  private static long firstRow(MemorySegment file, long start, long end) {
    if (start == 0 || file.get(ValueLayout.JAVA_BYTE, start - 1) == '\n') {
      return start;
    }
    return RowParser.lineEnd(file, start, end) + 1;
  }
}
