package dev.baton.job.builtin.wordcount;

/**
 * Code points in UTF-8 bytes, and which of them make words.
 *
 * <p>A byte that begins no well-formed sequence counts as a separator of its own. Words come out as
 * with the JDK's decoder, which puts U+FFFD, no part of words either, in place of such bytes.
 */
final class Utf8 {

  /** The bytes are not well-formed UTF-8. */
  static final int MALFORMED = -1;

  /** The longest sequence of one code point. */
  static final int MAX_BYTES = 4;

  private static final int LETTERS_AND_NUMBERS =
      1 << Character.UPPERCASE_LETTER
          | 1 << Character.LOWERCASE_LETTER
          | 1 << Character.TITLECASE_LETTER
          | 1 << Character.MODIFIER_LETTER
          | 1 << Character.OTHER_LETTER
          | 1 << Character.DECIMAL_DIGIT_NUMBER
          | 1 << Character.LETTER_NUMBER
          | 1 << Character.OTHER_NUMBER;

  private static final int MARKS_AND_FORMATS =
      1 << Character.NON_SPACING_MARK
          | 1 << Character.COMBINING_SPACING_MARK
          | 1 << Character.ENCLOSING_MARK
          | 1 << Character.FORMAT;

  private static final int ZERO_WIDTH_SPACE = 0x200B;

  private Utf8() {}

  /** Whether words begin with the code point: a letter or a number. */
  static boolean beginsWord(int codePoint) {
    return isOneOf(LETTERS_AND_NUMBERS, codePoint);
  }

  /**
   * Whether a word that came as far as this code point goes on over it. So it does over marks and
   * format characters, too, as rule WB4 of UAX #29 has it; the zero width space is a space.
   */
  static boolean isWordPart(int codePoint) {
    return isOneOf(LETTERS_AND_NUMBERS | MARKS_AND_FORMATS, codePoint)
        && codePoint != ZERO_WIDTH_SPACE;
  }

  private static boolean isOneOf(int categories, int codePoint) {
    return codePoint >= 0 && (categories >>> Character.getType(codePoint) & 1) != 0;
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
