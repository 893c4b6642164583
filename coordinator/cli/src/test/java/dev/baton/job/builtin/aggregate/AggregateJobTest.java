package dev.baton.job.builtin.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.DataSize;
import dev.baton.UsageException;
import dev.baton.job.JobFailedException;
import dev.baton.job.runner.LocalRunner;
import dev.baton.job.split.FileRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class AggregateJobTest {

  @TempDir Path directory;

  @Test
  void printsMinimumMeanAndMaximumOfEachKeyInOrder() throws Exception {
    assertThat(aggregate("b;1.0\na;2.5\nb;-3.0\na;2.5\n"))
        .isEqualTo("{a=2.5/2.5/2.5, b=-3.0/-1.0/1.0}");
  }

  @Test
  void printsBracesForAnEmptyFile() throws Exception {
    assertThat(aggregate("")).isEqualTo("{}");
  }

  @Test
  void readsALastRowWithoutALineEnd() throws Exception {
    assertThat(aggregate("a;1.0\na;2.0")).isEqualTo("{a=1.0/1.5/2.0}");
    assertThat(aggregate("a;7")).isEqualTo("{a=7.0/7.0/7.0}");
  }

  @ParameterizedTest
  @CsvSource({
    "0.25, 0.3",
    "-0.25, -0.2",
    "0.05, 0.1",
    "-0.05, 0.0",
    "-0.04, 0.0",
    "-0.06, -0.1",
    "-0.0, 0.0",
    "1.349999999999999999999, 1.3",
    "1.35, 1.4",
    "-1.35, -1.3",
    "+5, 5.0",
    "007.5, 7.5",
    "-99999999999999999999999999, -99999999999999999999999999.0",
    "9.95, 10.0",
    "-9.95, -9.9"
  })
  void roundsTiesTowardsPositiveInfinityAndKnowsNoNegativeZero(String number, String shown)
      throws Exception {
    assertThat(aggregate("k;" + number)).isEqualTo("{k=%s/%s/%s}".formatted(shown, shown, shown));
  }

  @Test
  void roundsTheMeanFromTheExactSum() throws Exception {
    // Each tenth is inexact in binary: their sum as doubles is off, and so is the tie.
    assertThat(aggregate("k;0.1\nk;0.2\nk;0.2\nk;0.1\n")).isEqualTo("{k=0.1/0.2/0.2}");
    assertThat(aggregate("k;-0.1\nk;-0.2\nk;-0.2\nk;-0.1\n")).isEqualTo("{k=-0.2/-0.1/-0.1}");
  }

  @Test
  void sumsBeyond64BitsStayExact() throws Exception {
    String big = "922337203685477580.7";
    assertThat(aggregate(("k;" + big + "\n").repeat(50) + "k;0.000000001\n"))
        .isEqualTo("{k=0.0/904252160475958412.5/922337203685477580.7}");
  }

  @Test
  void ordersKeysByUtf16CodeUnits() throws Exception {
    assertThat(aggregate("\uFB01;1\n\uD801\uDC28;1\nz;1\nä;1\n"))
        .isEqualTo("{z=1.0/1.0/1.0, ä=1.0/1.0/1.0, \uD801\uDC28=1.0/1.0/1.0, \uFB01=1.0/1.0/1.0}");
  }

  @Test
  void takesTheLastDelimiterOfARow() throws Exception {
    assertThat(aggregate("a;b;1\n;;2\n")).isEqualTo("{;=2.0/2.0/2.0, a;b=1.0/1.0/1.0}");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "\t", "::", " = ", "§", "€/", "😀"})
  void takesAnyDelimiter(String delimiter) throws Exception {
    Path file =
        write(("a" + delimiter + "1.5\nb" + delimiter + "-2\n").getBytes(StandardCharsets.UTF_8));
    assertThat(run("--delimiter", delimiter, file.toString()))
        .isEqualTo("{a=1.5/1.5/1.5, b=-2.0/-2.0/-2.0}");
  }

  @Test
  void understandsABackslashTAsATab() throws Exception {
    assertThat(run("--delimiter", "\\t", write("a\t1\n").toString())).isEqualTo("{a=1.0/1.0/1.0}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "a1", ".", "\n"})
  void refusesADelimiterThatNumbersAreMadeOf(String delimiter) {
    assertThatThrownBy(() -> run("--delimiter", delimiter, write("a;1").toString()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--delimiter");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "\"\"|it is empty", "abc|no delimiter", "abc;|not a number", "abc;x|'x' is not a number",
        "abc;1.|not a number", "abc;.5|not a number", "abc;1e3|not a number", "abc; 1|not a number",
        "abc;1 |not a number", "abc;--1|not a number", "abc;1.2.3|not a number", ";1|no key",
        "abc;-|not a number", "abc;+|not a number", "abc;1,5|not a number", "abc;٣|not a number"
      })
  void namesTheLineOfABadRowAndWhatIsWrongWithIt(String row, String reason) throws Exception {
    for (int split : new int[] {1, 10, 1000}) {
      Path file = write("k;1.0\nkk;2\n" + row + "\nk;1.0\nbad\nk;3.0\n");
      assertThatThrownBy(() -> run("--split-size", "" + split, file.toString()))
          .isInstanceOf(JobFailedException.class)
          .hasMessageContaining(file + ": line 3, '" + row + "': ")
          .hasMessageContaining(reason);
      LocalRunner.Output output =
          LocalRunner.run(
              new AggregateJob(), "--skip-bad", "--split-size", "" + split, file.toString());
      assertThat(output.out()).isEqualTo("{k=1.0/1.7/3.0, kk=2.0/2.0/2.0}\n");
      assertThat(output.notes()).contains("left out 2 of 6 lines; the first is line 3, '" + row);
    }
  }

  @Test
  void aBadLineBehindAMissingPartIsNamedByItsPlace() throws Exception {
    Path file = write("a;1\nb;2\nc;x\nd;4\n".getBytes(StandardCharsets.UTF_8));
    AggregateJob job = new AggregateJob();
    new CommandLine(job)
        .registerConverter(DataSize.class, DataSize::parse)
        .parseArgs("--skip-bad", "--split-size", "8", file.toString());
    List<FileRange> ranges;
    try (Stream<FileRange> all = job.split().stream()) {
      ranges = all.toList();
    }
    assertThat(ranges).hasSize(2);
    ByteArrayOutputStream notes = new ByteArrayOutputStream();

    job.fold(ranges.get(1), job.task().apply(ranges.get(1)));
    job.write(
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        new PrintStream(notes, true, StandardCharsets.UTF_8));

    assertThat(notes.toString(StandardCharsets.UTF_8))
        .contains("the first is line 1 from byte 8 on, 'c;x'");
  }

  @Test
  void saysWhenLinesEndAsOnWindows() {
    assertThatThrownBy(() -> aggregate("a;1.0\r\nb;2.0\r\n"))
        .hasMessageContaining("line 1, 'a;1.0\\x0D'")
        .hasMessageContaining("Windows");
  }

  @Test
  void takesKeysOfAHundredBytesAndNoLonger() throws Exception {
    String longest = "ü".repeat(50);
    assertThat(aggregate(longest + ";1\n" + longest + ";2\n"))
        .isEqualTo("{" + longest + "=1.0/1.5/2.0}");
    assertThatThrownBy(() -> aggregate("x" + longest + ";1"))
        .hasMessageContaining("line 1")
        .hasMessageContaining("101 bytes");
  }

  @Test
  void refusesAKeyThatIsNotUtf8() throws Exception {
    Path file = write(new byte[] {'a', (byte) 0xC3, ';', '1', '\n'});
    assertThatThrownBy(() -> run(file.toString())).hasMessageContaining("not UTF-8");
  }

  @Test
  void tellsKeysFromOnesThatBeginAlike() throws Exception {
    StringBuilder rows = new StringBuilder();
    for (int length = 1; length <= 100; length++) {
      rows.append("k".repeat(length)).append(';').append(length).append(".0\n");
    }
    byte[] twice = rows.toString().repeat(2).getBytes(StandardCharsets.UTF_8);
    assertThat(run(write(twice).toString())).isEqualTo(new NaiveAggregate(twice, ";").result());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 20, 61, 500, 100_000})
  void saysTheSameHoweverTheFileIsDivided(int splitSize) throws Exception {
    for (long seed = 0; seed < 5; seed++) {
      Random random = new Random(seed * 1000 + splitSize);
      compare(randomRows(random, 60, 5, true), splitSize, seed);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void readsManyRowsOfManyKeys(long seed) throws Exception {
    Random random = new Random(seed);
    compare(randomRows(random, 50_000, 10_000, seed % 2 == 0), 100_000, seed);
  }

  @Test
  void takesMoreKeysInARangeThanItsTableHolds() throws Exception {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 600_000; i++) {
      rows.append(i % 300_000).append(';').append(i % 7).append(".5\n");
    }
    rows.append("1;0.000000001\n"); // with more decimals than those packed before
    compare(rows.toString().getBytes(StandardCharsets.US_ASCII), 100_000_000, 0);
  }

  @Test
  void leavesOutTheByteOrderMarkBeforeTheFirstKey() throws Exception {
    Path file = write("\uFEFFBern;1.0\nBern;3.0\n\uFEFFBern;5\n");
    for (int split = 1; split < 40; split++) {
      assertThat(run("--split-size", "" + split, file.toString()))
          .as("ranges of %d bytes", split)
          .isEqualTo("{Bern=1.0/2.0/3.0, \uFEFFBern=5.0/5.0/5.0}");
    }
    assertThat(aggregate("\uFEFF")).isEqualTo("{}");
    assertThat(run("--split-size", "1", write("\uFEFF").toString())).isEqualTo("{}");
    assertThatThrownBy(() -> aggregate("\uFEFF;1")).hasMessageContaining("line 1, ';1': it has no");
  }

  @Test
  void refusesTextOfAnotherEncoding() throws Exception {
    byte[] text = "\uFEFFa;1\n".getBytes(StandardCharsets.UTF_16BE);
    for (Path file : List.of(write(text), zip("rows.gz", text))) {
      assertThatThrownBy(() -> run("--skip-bad", file.toString()))
          .isInstanceOf(JobFailedException.class)
          .hasMessageContaining("iconv -f UTF-16 -t UTF-8");
    }
  }

  @Test
  void readsACompressedFileAsItReadsAPlainOne() throws Exception {
    StringBuilder rows = new StringBuilder("\uFEFFa;1\nb;x\n" + "c".repeat((3 << 20) + 5) + ";1\n");
    for (int i = 0; i < 300_000; i++) {
      rows.append("key").append(i % 1000).append(';').append(i % 777 / 10.0).append('\n');
    }
    byte[] text = rows.append("a;2.5").toString().getBytes(StandardCharsets.UTF_8);
    LocalRunner.Output plain =
        LocalRunner.run(new AggregateJob(), "--skip-bad", write(text).toString());
    LocalRunner.Output zipped =
        LocalRunner.run(new AggregateJob(), "--skip-bad", zip("rows.gz", text).toString());
    assertThat(zipped.out()).isEqualTo(plain.out()).contains("{a=1.0/1.8/2.5, key0=");
    assertThat(zipped.notes()).contains("left out 2 of 300004 lines; the first is line 2, 'b;x'");
    assertThat(run(zip("empty.gz", new byte[0]).toString())).isEqualTo("{}");
  }

  @Test
  void refusesACompressedFileThatIsDamagedOrEmpty() throws Exception {
    Path file = zip("rows.gz", "a;1\n".getBytes(StandardCharsets.UTF_8));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length + 3), StandardOpenOption.TRUNCATE_EXISTING);
    assertThat(run(file.toString())).isEqualTo("{a=1.0/1.0/1.0}");
    Files.write(file, whole);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1), StandardOpenOption.APPEND);
    assertThatThrownBy(() -> run("--skip-bad", file.toString()))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("within member 2");
    Files.write(file, new byte[0]);
    assertThatThrownBy(() -> run(file.toString()))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("it is empty");
  }

  @Test
  void saysWhatItIgnoresBehindACompressedFile() throws Exception {
    Path file = zip("rows.gz", "a;1\n".getBytes(StandardCharsets.UTF_8));
    Files.writeString(file, "b;1\n", StandardOpenOption.APPEND);
    LocalRunner.Output output = LocalRunner.run(new AggregateJob(), file.toString());
    assertThat(output.out()).isEqualTo("{a=1.0/1.0/1.0}\n");
    assertThat(output.notes()).startsWith(file + ": ").contains("ignored the last 4 bytes");
  }

  private Path zip(String name, byte[] rows) throws IOException {
    Path file = directory.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(rows);
    }
    return file;
  }

  private void compare(byte[] rows, int splitSize, long seed) throws Exception {
    NaiveAggregate naive = new NaiveAggregate(rows, ";");
    Path file = write(rows);
    LocalRunner.Output output =
        LocalRunner.run(
            new AggregateJob(), "--skip-bad", "--split-size", "" + splitSize, file.toString());
    assertThat(output.out())
        .as("seed %d, ranges of %d bytes", seed, splitSize)
        .isEqualTo(naive.result() + "\n");
    if (naive.badLines().isEmpty()) {
      assertThat(output.notes()).isEmpty();
    } else {
      assertThat(output.notes())
          .as("seed %d, ranges of %d bytes", seed, splitSize)
          .contains("left out " + naive.badLines().size() + " of ")
          .contains("the first is line " + naive.badLines().getFirst() + ",");
    }
  }

  private static byte[] randomRows(Random random, int rows, int keys, boolean odd) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (int i = 0; i < rows; i++) {
      boolean oddRow = odd && random.nextInt(20) == 0;
      byte[] row =
          (oddRow ? oddRow(random) : key(random, keys) + ";" + number(random, odd))
              .getBytes(StandardCharsets.UTF_8);
      if (oddRow && row.length > 0 && random.nextBoolean()) {
        row[random.nextInt(row.length)] = (byte) random.nextInt(256);
      }
      file.writeBytes(row);
      if (i < rows - 1 || random.nextBoolean()) {
        file.write('\n');
      }
    }
    return file.toByteArray();
  }

  private static String key(Random random, int keys) {
    int key = random.nextInt(keys);
    String letters = "aßb世c😀;";
    return letters.substring(0, letters.offsetByCodePoints(0, 1 + key % 6)).repeat(1 + key % 4)
        + (keys > 100 ? key : "");
  }

  private static String number(Random random, boolean odd) {
    String sign = random.nextBoolean() ? "-" : "";
    return switch (odd ? random.nextInt(12) : 0) {
      case 1 -> sign + random.nextInt(100_000);
      case 2 ->
          sign
              + random.nextInt(1000)
              + "."
              + String.format("%0" + (1 + random.nextInt(12)) + "d", random.nextInt(10));
      case 3 ->
          random.nextInt(50) == 0
              ? sign + random.nextLong(Long.MAX_VALUE) + "" + random.nextInt(10) + ".5"
              : "+0.0";
      case 4 -> sign + "00" + random.nextInt(100) + "." + random.nextInt(10);
      default -> sign + random.nextInt(100) + "." + random.nextInt(10);
    };
  }

  private static String oddRow(Random random) {
    String[] parts = {";", "a", "1.5", "-", ".", "\r", " ", "\0", "7", "ß", "x".repeat(99), "\n"};
    StringBuilder row = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      row.append(parts[random.nextInt(parts.length)]);
    }
    return row.toString();
  }

  private String aggregate(String rows) throws Exception {
    return run(write(rows).toString());
  }

  private static String run(String... arguments) throws Exception {
    String out = LocalRunner.run(new AggregateJob(), arguments).out();
    assertThat(out).endsWith("}\n");
    return out.substring(0, out.length() - 1);
  }

  private Path write(String rows) throws IOException {
    return write(rows.getBytes(StandardCharsets.UTF_8));
  }

  private Path write(byte[] rows) throws IOException {
    return Files.write(directory.resolve("rows"), rows);
  }
}
