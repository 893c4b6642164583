package dev.baton.job.builtin.wordcount;

import dev.baton.DataSize;
import dev.baton.TaskFunction;
import dev.baton.UsageException;
import dev.baton.job.Job;
import dev.baton.job.Splits;
import dev.baton.job.builtin.GzipInput;
import dev.baton.job.builtin.Utf8Output;
import dev.baton.job.split.FileRange;
import dev.baton.job.split.FileSplitter;
import dev.baton.job.split.InputFile;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The job {@code wordcount}. */
@Command(
    name = "wordcount",
    description = {
      "Counts the words of text files.",
      "Prints COUNT<TAB>WORD, the most frequent first, words of one count in the order of their"
          + " code points. A word is a run of Unicode letters and digits, with the marks and"
          + " joiners behind them, in lower case and composed (NFC). Soft hyphens and other"
          + " invisible format characters in it are left out. Text without spaces, as in Thai or"
          + " Chinese, is one word.",
      "Files are UTF-8; bytes that are not separate words. Large files are divided, *.gz are not."
    })
public final class WordCountJob implements Job<FileRange, WordCounts> {

  /** A table of all its words, no two the same, still fits into a small worker's heap. */
  private static final long LARGEST_RANGE = 8L << 20;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Text files, or *.gz of text.")
  private List<Path> files = List.of();

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "Print only the N most frequent words (default: all).")
  private @Nullable Integer top;

  @Option(
      names = "--split-size",
      paramLabel = "SIZE",
      description =
          "How much of a file one task reads, such as 4m (default: a 32nd of the file, from 1 MiB"
              + " to 8 MiB).")
  private @Nullable DataSize splitSize;

  private final WordTable words = new WordTable();
  private final List<String> told = new ArrayList<>();

  @Override
  public Splits<FileRange> split() {
    if (top != null && top < 1) {
      throw new UsageException("--top must be at least 1, not " + top);
    }
    FileSplitter splitter = FileSplitter.ofOption(splitSize, LARGEST_RANGE);
    List<InputFile> inputs = files.stream().map(InputFile::of).toList();
    Stream<FileRange> ranges =
        inputs.stream()
            .flatMap(file -> isWhole(file) ? Stream.of(file.whole()) : splitter.ranges(file));
    long count = inputs.stream().mapToLong(file -> isWhole(file) ? 1 : splitter.count(file)).sum();
    return new Splits<>(ranges, count);
  }

  private static boolean isWhole(InputFile file) {
    return file.size() == 0 || GzipInput.isNameOf(file.path());
  }

  @Override
  public List<Path> inputs() {
    return files;
  }

  @Override
  public TaskFunction<FileRange, WordCounts> task() {
    return new CountWords();
  }

  @Override
  public void fold(FileRange range, WordCounts counts) {
    counts.addTo(words);
    if (counts.note() != null) {
      told.add(range.path() + ": " + counts.note());
    }
  }

  @Override
  public void write(PrintStream out, PrintStream notes) {
    told.stream().sorted().forEach(notes::println);
    Utf8Output lines = new Utf8Output(out);
    for (int word : mostFrequent()) {
      lines.append(Long.toString(words.count(word)));
      lines.append("\t");
      lines.append(words.bytes(), words.start(word), words.length(word));
      lines.append("\n");
      if (lines.isBroken()) {
        break;
      }
    }
    lines.flush();
  }

  private Integer[] mostFrequent() {
    Comparator<Integer> order = this::compare;
    int wanted = top == null ? words.size() : Math.min(top, words.size());
    Integer[] sorted;
    if (wanted < words.size()) {
      PriorityQueue<Integer> best = new PriorityQueue<>(order.reversed());
      for (int word = 0; word < words.size(); word++) {
        best.add(word);
        if (best.size() > wanted) {
          best.remove();
        }
      }
      sorted = best.toArray(Integer[]::new);
    } else {
      sorted = new Integer[wanted];
      Arrays.setAll(sorted, word -> word);
    }
    Arrays.sort(sorted, order);
    return sorted;
  }

  private int compare(int a, int b) {
    int byCount = Long.compare(words.count(b), words.count(a));
    // Unsigned bytes of UTF-8 are in the order of the code points.
    return byCount != 0
        ? byCount
        : Arrays.compareUnsigned(
            words.bytes(),
            words.start(a),
            words.end(a),
            words.bytes(),
            words.start(b),
            words.end(b));
  }
}
