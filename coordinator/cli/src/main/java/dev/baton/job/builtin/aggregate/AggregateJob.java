package dev.baton.job.builtin.aggregate;

import dev.baton.DataSize;
import dev.baton.TaskFunction;
import dev.baton.UsageException;
import dev.baton.job.Job;
import dev.baton.job.JobFailedException;
import dev.baton.job.Splits;
import dev.baton.job.builtin.GzipInput;
import dev.baton.job.builtin.Utf8Output;
import dev.baton.job.split.FileRange;
import dev.baton.job.split.FileSplitter;
import dev.baton.job.split.InputFile;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The job {@code aggregate}. */
@Command(
    name = "aggregate",
    description = {
      "Computes minimum, mean and maximum for each key of a file.",
      "Each line is KEY<delimiter>NUMBER. Prints {KEY=MIN/MEAN/MAX, ...} in one line, the keys in"
          + " the order of their UTF-16 code units, the numbers with one decimal, rounded from"
          + " exact sums to the nearest, ties towards positive infinity.",
      "Lines end with \\n. A key is UTF-8 of 1 to 100 bytes and ends at the last delimiter of its"
          + " line; a number is digits, perhaps with a sign before and a point and digits behind. A"
          + " byte order mark before the first key is no part of it. Large files are divided, *.gz"
          + " are not."
    })
public final class AggregateJob implements Job<FileRange, RangeStats> {

  /**
   * Of rows that all have other keys, a worker with a heap of 256 MiB takes as many, and not twice
   * as many. While memory streams through the caches a task's round trip costs some twenty
   * milliseconds of CPU over all processes, as much as 8 MiB of rows.
   */
  private static final long LARGEST_RANGE = 32L << 20;

  @Parameters(paramLabel = "FILE", description = "The file to read, or *.gz of one.")
  private Path file = Path.of("");

  @Option(
      names = "--delimiter",
      paramLabel = "TEXT",
      defaultValue = ";",
      description =
          "What stands between key and number; \\t is a tab (default: '${DEFAULT-VALUE}').")
  private String delimiter = ";";

  @Option(
      names = "--skip-bad",
      description =
          "Leave out lines that cannot be read, and say how many; otherwise the first one"
              + " is an error.")
  private boolean skipBad;

  @Option(
      names = "--split-size",
      paramLabel = "SIZE",
      description =
          "How much of the file one task reads, such as 4m (default: a 32nd of the file, from 1 MiB"
              + " to 32 MiB).")
  private @Nullable DataSize splitSize;

  private final StatsTable table = new StatsTable();
  private long rows;
  private long end;
  private boolean isWhole = true;
  private long badRows;
  private @Nullable String firstBad;
  private @Nullable String told;

  @Override
  public Splits<FileRange> split() {
    Delimiter.ofOption(delimiter);
    FileSplitter splitter = FileSplitter.ofOption(splitSize, LARGEST_RANGE);
    if (file.toString().isEmpty()) {
      throw new UsageException("Name the file to read.");
    }
    InputFile input = InputFile.of(file);
    return GzipInput.isNameOf(input.path())
        ? Splits.of(List.of(input.whole()))
        : new Splits<>(splitter.ranges(input), splitter.count(input));
  }

  @Override
  public List<Path> inputs() {
    return List.of(file);
  }

  @Override
  public TaskFunction<FileRange, RangeStats> task() {
    return new AggregateRows(Delimiter.ofOption(delimiter), skipBad);
  }

  /** In order, so that the rows of the ranges before say which line of the file a bad row is. */
  @Override
  public boolean ordered() {
    return true;
  }

  @Override
  public void fold(FileRange range, RangeStats stats) {
    BadRow bad = stats.firstBad();
    if (bad != null && firstBad == null) {
      firstBad = "%s, '%s': %s".formatted(line(range, bad), bad.text(), bad.reason());
      if (!skipBad) {
        throw new JobFailedException(
            "%s: %s. With --skip-bad such lines are left out.".formatted(file, firstBad));
      }
    }
    rows += stats.rows();
    if (range.start() != end) {
      isWhole = false;
    }
    end = range.end();
    badRows += stats.badRows();
    stats.addTo(table);
    if (stats.note() != null) {
      told = stats.note();
    }
  }

  /** Which line that is nobody knows where a part of the file before it is missing. */
  private String line(FileRange range, BadRow bad) {
    boolean isCounted = isWhole && range.start() == end;
    return isCounted
        ? "line " + (rows + bad.row() + 1)
        : "line %d from byte %d on".formatted(bad.row() + 1, range.start());
  }

  @Override
  public void write(PrintStream out, PrintStream notes) {
    if (told != null) {
      notes.println(file + ": " + told);
    }
    if (badRows > 0) {
      notes.printf(
          "%s: left out %d of %d lines; the first is %s.%n", file, badRows, rows, firstBad);
    }
    Utf8Output line = new Utf8Output(out);
    String separator = "";
    line.append("{");
    for (int key : keysInOrder()) {
      line.append(separator);
      line.append(table.keys(), table.keyStart(key), table.keyLength(key));
      line.append("=");
      line.append(table.total(key).oneDecimalEach());
      separator = ", ";
    }
    line.append("}\n");
    line.flush();
  }

  private int[] keysInOrder() {
    record Named(int key, String name) {}
    return IntStream.range(0, table.size())
        .mapToObj(key -> new Named(key, name(key)))
        .sorted(Comparator.comparing(Named::name))
        .mapToInt(Named::key)
        .toArray();
  }

  private String name(int key) {
    return new String(
        table.keys(), table.keyStart(key), table.keyLength(key), StandardCharsets.UTF_8);
  }
}
