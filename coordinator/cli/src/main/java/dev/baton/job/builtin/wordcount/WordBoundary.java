package dev.baton.job.builtin.wordcount;

/**
 * Where the first code point of a byte range begins, and whether a word of the range before reaches
 * into it.
 *
 * <p>A range owns the code points whose first byte is in it, and the runs of word parts whose first
 * code point it owns. A run is at most one word, so each word of a file has one owner, however the
 * file is divided, and one code point before the range tells whether the range owns what it begins
 * with: how many marks there are between a letter and the range does not matter.
 *
 * @param offset how many bytes at the start of the range belong to a code point of the range before
 * @param insideWord whether the code point before {@code offset} is a word part
 */
record WordBoundary(int offset, boolean insideWord) {

  /** How many bytes before a range one must see. */
  static final int LOOK_BEHIND = Utf8.MAX_BYTES;

  /** How many bytes of a range one must see. */
  static final int LOOK_AHEAD = Utf8.MAX_BYTES - 1;

  /**
   * Looks at the bytes around the start of a range.
   *
   * @param around the last bytes before the range, up to {@link #LOOK_BEHIND}, and its first, up to
   *     {@link #LOOK_AHEAD}; fewer only at the beginning and the end of the file
   * @param start the place in {@code around} where the range starts
   */
  static WordBoundary at(byte[] around, int start) {
    // A lead byte is never inside another well-formed sequence: no need to look further back.
    for (int back = 1; back <= Math.min(start, LOOK_BEHIND); back++) {
      int codePoint = Utf8.codePoint(around, start - back, around.length);
      int beyond = Utf8.length(codePoint) - back;
      if (codePoint != Utf8.MALFORMED && beyond >= 0) {
        return new WordBoundary(beyond, Utf8.isWordPart(codePoint));
      }
    }
    return new WordBoundary(0, false);
  }
}
