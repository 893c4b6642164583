package dev.baton.job.split;

import dev.baton.DataSize;
import dev.baton.UsageException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Divides files into byte ranges of about the same size.
 *
 * <p>By default a range is a 32nd of its file, so that a handful of workers end together, but at
 * least 1 MiB, below which a task is mostly overhead, and at most what the job can take.
 *
 * @param leastBytes the size of a range in bytes, of a small file
 * @param largestBytes the same, of a large file
 */
public record FileSplitter(long leastBytes, long largestBytes) {

  private static final long MIN_BYTES = 1L << 20;
  private static final int RANGES_PER_FILE = 32;

  /**
   * A splitter as the user asks for it.
   *
   * @param range the size of a range, or null for the default
   * @param largestBytes the largest size by default
   * @throws UsageException if it is nothing
   */
  public static FileSplitter ofOption(@Nullable DataSize range, long largestBytes) {
    if (range == null) {
      return new FileSplitter(MIN_BYTES, largestBytes);
    }
    if (range.bytes() < 1) {
      throw new UsageException("--split-size must be at least 1 byte");
    }
    return ofSize(range.bytes());
  }

  /** A splitter into ranges of one size. */
  public static FileSplitter ofSize(long bytes) {
    return new FileSplitter(bytes, bytes);
  }

  /** The ranges of one file, in order; none for an empty file. */
  public Stream<FileRange> ranges(InputFile file) {
    long bytes = rangeBytes(file);
    return LongStream.range(0, count(file))
        .mapToObj(i -> file.range(i * bytes, Math.min(file.size(), (i + 1) * bytes)));
  }

  /** How many ranges {@link #ranges} gives. */
  public long count(InputFile file) {
    return Math.ceilDiv(file.size(), rangeBytes(file));
  }

  private long rangeBytes(InputFile file) {
    return Math.clamp(file.size() / RANGES_PER_FILE, leastBytes, largestBytes);
  }
}
