package dev.baton.job.builtin.wordcount;

import dev.baton.job.builtin.PackedInput;
import dev.baton.job.builtin.PackedOutput;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words of one range and how often each occurs, packed for the way back: for each word its
 * UTF-8 bytes and its count.
 *
 * @param distinct how many different words there are
 * @param packed the words
 * @param note what a person should know about the file, or null
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
record WordCounts(int distinct, byte[] packed, @Nullable String note) {

  /** Format characters, but for the joiners, which words of some languages are spelled with. */
  private static final Pattern NOT_COUNTED = Pattern.compile("[\\p{Cf}&&[^\u200C\u200D]]");

  /** The words of a table of words as they were written, in the form that they are counted in. */
  static WordCounts of(WordTable written, @Nullable String note) {
    WordTable counted = new WordTable();
    byte[] scratch = new byte[256];
    for (int word = 0; word < written.size(); word++) {
      int length = written.length(word);
      if (scratch.length < length) {
        scratch = new byte[2 * length];
      }
      if (lowerAscii(written.bytes(), written.start(word), length, scratch)) {
        counted.add(scratch, 0, length, written.count(word));
      } else {
        byte[] bytes =
            countedForm(
                    new String(
                        written.bytes(), written.start(word), length, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
        counted.add(bytes, 0, bytes.length, written.count(word));
      }
    }
    return pack(counted, note);
  }

  /**
   * The form of a word that all its spellings share: lower case, composed (NFC), without soft
   * hyphens, marks of direction and the like.
   */
  private static String countedForm(String word) {
    String visible = NOT_COUNTED.matcher(word).replaceAll("");
    return Normalizer.normalize(visible.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
  }

  private static boolean lowerAscii(byte[] source, int from, int length, byte[] target) {
    for (int i = 0; i < length; i++) {
      byte b = source[from + i];
      if (b < 0) {
        return false;
      }
      target[i] = b >= 'A' && b <= 'Z' ? (byte) (b + ('a' - 'A')) : b;
    }
    return true;
  }

  private static WordCounts pack(WordTable table, @Nullable String note) {
    PackedOutput out = new PackedOutput();
    for (int word = 0; word < table.size(); word++) {
      out.putBytes(table.bytes(), table.start(word), table.length(word));
      out.putUnsigned(table.count(word));
    }
    return new WordCounts(table.size(), out.toByteArray(), note);
  }

  /** Adds the words to a table. */
  void addTo(WordTable table) {
    PackedInput in = new PackedInput(packed);
    for (int i = 0; i < distinct; i++) {
      int length = (int) in.getUnsigned();
      int start = in.skip(length);
      table.add(packed, start, start + length, in.getUnsigned());
    }
  }
}
