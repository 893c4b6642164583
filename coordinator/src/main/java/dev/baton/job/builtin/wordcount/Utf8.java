package dev.baton.job.builtin.wordcount;

/**
 * Code points in UTF-8 bytes, and which of them make words.
 *
 * <p>A byte that begins no well-formed sequence counts as a separator of its own. Words come out as
 * with the JDK's decoder, which puts U+FFFD, no letter either, in place of such bytes.
 */
final class Utf8 {

  /** The bytes are not well-formed UTF-8. */
  static final int MALFORMED = -1;

  /** The longest sequence of one code point. */
  static final int MAX_BYTES = 4;

  /** The Unicode categories {@code \p{L}} and {@code \p{N}}, a bit each. */
  private static final int WORD_CATEGORIES =
      1 << Character.UPPERCASE_LETTER
          | 1 << Character.LOWERCASE_LETTER
          | 1 << Character.TITLECASE_LETTER
          | 1 << Character.MODIFIER_LETTER
          | 1 << Character.OTHER_LETTER
          | 1 << Character.DECIMAL_DIGIT_NUMBER
          | 1 << Character.LETTER_NUMBER
          | 1 << Character.OTHER_NUMBER;

  private Utf8() {}

  /** Whether the code point belongs in words; {@link #MALFORMED} does not. */
  static boolean isWordPart(int codePoint) {
    return codePoint >= 0 && (WORD_CATEGORIES >>> Character.getType(codePoint) & 1) != 0;
  }

  /** How many bytes the code point takes; 1 for {@link #MALFORMED}. */
  static int length(int codePoint) {
    return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }

  /** How many bytes a sequence that begins with this byte takes if it is well-formed. */
  static int lengthByLead(byte lead) {
    int b = lead & 0xFF;
    return b < 0xC2 ? 1 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : b < 0xF5 ? 4 : 1;
  }

  /**
   * The code point that begins at {@code at}, or {@link #MALFORMED}, also where it does not end
   * before {@code limit}.
   */
  static int codePoint(byte[] bytes, int at, int limit) {
    byte lead = bytes[at];
    if (lead >= 0) {
      return lead;
    }
    int length = lengthByLead(lead);
    if (length == 1 || at + length > limit) {
      return MALFORMED;
    }
    int codePoint = lead & (0x7F >> length);
    for (int i = 1; i < length; i++) {
      byte next = bytes[at + i];
      if ((next & 0xC0) != 0x80) {
        return MALFORMED;
      }
      codePoint = codePoint << 6 | (next & 0x3F);
    }
    boolean shortest = length(codePoint) == length;
    boolean surrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
    return shortest && !surrogate && codePoint <= Character.MAX_CODE_POINT ? codePoint : MALFORMED;
  }
}
