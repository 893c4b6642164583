package dev.baton.job.builtin.wordcount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.UsageException;
import dev.baton.job.JobFailedException;
import dev.baton.job.runner.LocalRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordCountJobTest {

  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}\\p{Cf}&&[^\\x{200B}]]*");

  private static final Pattern NOT_COUNTED = Pattern.compile("[\\p{Cf}&&[^\\x{200C}\\x{200D}]]");

  /** Pieces that meet at the edges of ranges: of one to four bytes, letters or not, broken ones. */
  private static final byte[][] PIECES = {
    utf8("a"),
    utf8("Z"),
    utf8("7"),
    utf8(" "),
    utf8("\n"),
    utf8("-"),
    utf8("ä"),
    utf8("ß"),
    utf8("İ"),
    utf8("Σ"),
    utf8("σ"),
    utf8("é"),
    utf8("e\u0301"),
    utf8("\u0301"),
    utf8("\u0323"),
    utf8("ह"),
    utf8("\u093F"),
    utf8("\u094D"),
    utf8("\u20DD"),
    utf8("\uFE0F"),
    utf8("\u200C"),
    utf8("\u200D"),
    utf8("\u200B"),
    utf8("\u00AD"),
    utf8("\u200F"),
    utf8("\u1112"),
    utf8("\u1161"),
    utf8("\u11AB"),
    utf8("\uD802\uDE0F"),
    utf8("\uDB40\uDD00"),
    utf8("\uDB40\uDC67"),
    utf8("—"),
    utf8("世"),
    utf8("ﬁ"),
    utf8("½"),
    utf8("Ⅷ"),
    utf8("\uFEFF"),
    utf8("\uD835\uDD38"),
    utf8("\uD801\uDC00"),
    utf8("\uD83D\uDE00"),
    {(byte) 0x80},
    {(byte) 0xC3},
    {(byte) 0xE4, (byte) 0xB8},
    {(byte) 0xF0, (byte) 0x9D, (byte) 0x94},
    {(byte) 0xFF},
    {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
    {(byte) 0xC0, (byte) 0xAF},
    {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
    {0}
  };

  @TempDir Path directory;

  @Test
  void printsTheMostFrequentWordsFirstAndEqualOnesInOrder() throws Exception {
    Path file = write("text", utf8("b a, a; C c c.\nB äÄ x1"));
    assertThat(run(file.toString())).containsExactly("3\tc", "2\ta", "2\tb", "1\tx1", "1\tää");
    assertThat(run("--top", "2", file.toString())).containsExactly("3\tc", "2\ta");
    assertThat(run("--top", "99", file.toString())).hasSize(5);
  }

  @Test
  void lowerCasesWholeWordsAsTheRootLocaleDoes() throws Exception {
    Path file = write("text", utf8("ΟΔΟΣ İI TITLE ǅ \uD801\uDC00"));
    assertThat(run(file.toString()))
        .containsExactlyInAnyOrder("1\ti\u0307i", "1\ttitle", "1\tǆ", "1\tοδος", "1\t\uD801\uDC28");
  }

  @Test
  void ordersWordsByCodePointAsSortDoes() throws Exception {
    Path file = write("text", utf8("\uD801\uDC28 \uFB01 z"));
    assertThat(run(file.toString())).containsExactly("1\tz", "1\t\uFB01", "1\t\uD801\uDC28");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 16, 61, 1000})
  void countsTheSameHoweverTheFileIsDivided(int splitSize) throws Exception {
    for (long seed = 0; seed < 10; seed++) {
      byte[] text = randomText(new Random(seed * 1000 + splitSize), 300);
      Path file = write("random", text);
      assertThat(run("--split-size", Integer.toString(splitSize), file.toString()))
          .as("seed %d, ranges of %d bytes", seed, splitSize)
          .isEqualTo(expected(text));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void countsTheSameInRangesOfEverySize(long seed) throws Exception {
    byte[] text = randomText(new Random(seed), 60);
    Path file = write("random", text);
    List<String> expected = expected(text);
    for (int splitSize = 1; splitSize <= text.length; splitSize++) {
      assertThat(run("--split-size", Integer.toString(splitSize), file.toString()))
          .as("ranges of %d bytes", splitSize)
          .isEqualTo(expected);
    }
  }

  @Test
  void keepsMarksAndJoinersWithTheirLetters() throws Exception {
    assertThat(words("हिन्दी తెలుగు മലയാളം ශ්\u200Dරී می\u200Cخواهم שָׁלוֹם"))
        .containsExactlyInAnyOrder(
            "हिन्दी", "తెలుగు", "മലയാളം", "ශ්\u200Dරී", "می\u200Cخواهم", "שָׁלוֹם");
  }

  @Test
  void findsNoWordInMarksAloneNorInEmoji() throws Exception {
    assertThat(words("\u0301 \u200D \u00AD\u200C ❤\uFE0F 👨\u200D👩\u200D👧 👍🏽 🇨🇭")).isEmpty();
    assertThat(words("\u0301a ❤\uFE0Fb👨\u200Dc")).containsExactly("a", "b", "c");
  }

  @Test
  void splitsWordsWhereLettersAndDigitsEnd() throws Exception {
    assertThat(words("don't 3.14 a_b x-y ü\u200Bö"))
        .containsExactlyInAnyOrder("don", "t", "3", "14", "a", "b", "x", "y", "ü", "ö");
  }

  @Test
  void countsAllSpellingsOfAWordAsOne() throws Exception {
    Path file = write("text", utf8("caf\u00E9 cafe\u0301 CAFE\u0301 ca\u00ADfé \u202Bcafé\u202C"));
    assertThat(run(file.toString())).containsExactly("5\tcaf\u00E9");
  }

  @Test
  void countsEachLetterComposedAndDecomposedAsOne() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      String composed = Character.toString(c);
      String decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);
      if (Character.isLetter(c) && !decomposed.equals(composed)) {
        text.append("x%sy x%sy %s %s\n".formatted(composed, decomposed, composed, decomposed));
      }
    }
    assertThat(run(write("letters", utf8(text.toString())).toString()))
        .hasSizeGreaterThan(10_000)
        .allMatch(line -> Integer.parseInt(line.substring(0, line.indexOf('\t'))) % 2 == 0);
  }

  @Test
  void leavesOutTheByteOrderMarkOfEachFile() throws Exception {
    Path plain = write("plain", utf8("\uFEFFa b"));
    Path zipped = write("zipped.gz", gzip(utf8("\uFEFFa b")));
    Path alone = write("alone", utf8("\uFEFF"));
    for (String splitSize : List.of("1", "2", "3", "4", "100")) {
      assertThat(
              run(
                  "--split-size",
                  splitSize,
                  plain.toString(),
                  zipped.toString(),
                  alone.toString(),
                  plain.toString()))
          .containsExactly("3\ta", "3\tb");
    }
  }

  @Test
  void refusesTextOfAnotherEncoding() throws Exception {
    byte[] text = "\uFEFFa b".getBytes(StandardCharsets.UTF_16LE);
    for (Path file : List.of(write("text", text), write("text.gz", gzip(text)))) {
      assertThatThrownBy(() -> run("--split-size", "2", file.toString()))
          .isInstanceOf(JobFailedException.class)
          .hasMessageContaining("iconv -f UTF-16 -t UTF-8");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void countsTextLargerThanItsBuffers(long seed) throws Exception {
    byte[] text = randomText(new Random(seed), 1_000_000);
    Path file = write("large", text);
    List<String> expected = expected(text);
    assertThat(run(file.toString())).isEqualTo(expected);
    assertThat(run("--split-size", "300001", file.toString())).isEqualTo(expected);
    Path zipped = write("large.gz", gzip(text));
    assertThat(run(zipped.toString())).isEqualTo(expected);
  }

  @Test
  void countsAWordOfSeveralBuffersOnce() throws Exception {
    byte[] text = new byte[3_000_000];
    Arrays.fill(text, (byte) 'x');
    Path file = write("long", text);
    List<String> expected = List.of("1\t" + "x".repeat(text.length));
    assertThat(run("--split-size", "500000", file.toString())).isEqualTo(expected);
    assertThat(run(file.toString())).isEqualTo(expected);
  }

  @Test
  void addsUpFilesAndCountsAFileNamedTwiceTwice() throws Exception {
    Path one = write("one", utf8("a b"));
    Path two = write("two.gz", gzip(utf8("b c")));
    assertThat(run(one.toString(), two.toString(), one.toString()))
        .containsExactly("3\tb", "2\ta", "1\tc");
  }

  @Test
  void readsAllPartsOfAConcatenatedGzipFile() throws Exception {
    ByteArrayOutputStream parts = new ByteArrayOutputStream();
    parts.write(gzip(utf8("on")));
    parts.write(gzip(utf8("e two")));
    assertThat(run(write("parts.GZ", parts.toByteArray()).toString()))
        .containsExactly("1\tone", "1\ttwo");
  }

  @Test
  void printsNothingForAnEmptyFile() throws Exception {
    assertThat(run(write("empty", new byte[0]).toString())).isEmpty();
    assertThat(run(write("none", utf8(" \n—")).toString())).isEmpty();
  }

  @Test
  void namesTheFileThatIsMissingOrNoFile() {
    assertThatThrownBy(() -> run(directory.resolve("absent").toString()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("absent: no such file");
    assertThatThrownBy(() -> run(directory.toString()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is a directory");
    assertThatThrownBy(() -> run("/dev/null"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no regular file");
    assertThatThrownBy(() -> run("-")).isInstanceOf(UsageException.class);
  }

  @Test
  void refusesToPrintNoWords() throws Exception {
    Path file = write("text", utf8("a"));
    assertThatThrownBy(() -> run("--top", "0", file.toString()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--top");
  }

  @Test
  void saysWhenAFileIsNoGzipFile() throws Exception {
    Path text = write("text.gz", utf8("not compressed"));
    assertThatThrownBy(() -> run(text.toString()))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("no complete gzip file");
    byte[] whole = gzip(utf8("a b c"));
    Path cut = write("cut.gz", Arrays.copyOf(whole, whole.length - 9));
    assertThatThrownBy(() -> run(cut.toString()))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("no complete gzip file");
  }

  @Test
  void refusesAGzipFileWithADamagedLaterMember() throws Exception {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.write(gzip(utf8("one")));
    int second = members.size();
    members.write(gzip(utf8("two")));
    byte[] damaged = members.toByteArray();
    damaged[second]++;
    Path file = write("damaged.gz", damaged);
    assertThatThrownBy(() -> run(file.toString()))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("in member 2, which begins at byte " + second);
  }

  @Test
  void saysWhatItIgnoresBehindAGzipFile() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(gzip(utf8("one")));
    bytes.write(utf8("more"));
    Path file = write("more.gz", bytes.toByteArray());
    LocalRunner.Output output = LocalRunner.run(new WordCountJob(), file.toString());
    assertThat(output.lines()).containsExactly("1\tone");
    assertThat(output.notes()).startsWith(file + ": ").contains("ignored the last 4 bytes");
  }

  private List<String> words(String text) throws Exception {
    return run(write("text", utf8(text)).toString()).stream()
        .map(line -> line.substring(line.indexOf('\t') + 1))
        .toList();
  }

  private List<String> run(String... arguments) throws Exception {
    return LocalRunner.run(new WordCountJob(), arguments).lines();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }

  /** What a regular expression finds in the decoded text. */
  private static List<String> expected(byte[] text) {
    Map<String, Long> counts = new TreeMap<>();
    Matcher matcher = WORD.matcher(new String(text, StandardCharsets.UTF_8));
    while (matcher.find()) {
      String counted = NOT_COUNTED.matcher(matcher.group()).replaceAll("").toLowerCase(Locale.ROOT);
      counts.merge(Normalizer.normalize(counted, Normalizer.Form.NFC), 1L, Long::sum);
    }
    List<Map.Entry<String, Long>> sorted = new ArrayList<>(counts.entrySet());
    Comparator<Map.Entry<String, Long>> byWord =
        (a, b) ->
            Arrays.compare(a.getKey().codePoints().toArray(), b.getKey().codePoints().toArray());
    sorted.sort(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(byWord));
    return sorted.stream().map(e -> e.getValue() + "\t" + e.getKey()).toList();
  }

  private static byte[] randomText(Random random, int pieces) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int i = 0; i < pieces; i++) {
      byte[] piece = PIECES[random.nextInt(PIECES.length)];
      text.write(piece, 0, piece.length);
    }
    return text.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    }
    return zipped.toByteArray();
  }
}
