package dev.baton.job.builtin.wordcount;

import dev.baton.job.JobFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Finds the words in a stream of UTF-8 bytes and adds them, as they are written, to a table.
 *
 * <p>A word is a run of word parts, without those before its first letter or number; a run that has
 * neither is no word.
 *
 * <p>Reads a block at a time. A word or a code point that a block cuts in two is moved to the front
 * of the buffer and looked at again when the rest of it is there.
 */
final class WordScanner {

  private static final int BLOCK_BYTES = 1 << 18;

  /** How far to read, at a time, beyond the range for the end of its last word. */
  private static final int OVERRUN_BYTES = 128;

  private static final int MAX_WORD_BYTES = 1 << 26;

  private static final boolean[] IS_ASCII_WORD_PART = new boolean[128];

  static {
    for (int c = 0; c < 128; c++) {
      IS_ASCII_WORD_PART[c] = Utf8.isWordPart(c);
    }
  }

  private final WordTable table;
  private final InputStream in;

  /** Words that begin here or later belong to somebody else. */
  private final long owned;

  private byte[] buffer;
  private int limit;

  /** The place in the stream of the first byte of the buffer. */
  private long base;

  private boolean streamEnded;
  private boolean skipping;
  private boolean done;

  /**
   * A scanner for one stream.
   *
   * @param in begins with a whole code point
   * @param owned words that begin before this byte of the stream are counted, to their ends
   */
  WordScanner(WordTable table, InputStream in, long owned) {
    this.table = table;
    this.in = in;
    this.owned = owned;
    this.buffer = new byte[Math.clamp(owned, 2 * OVERRUN_BYTES, BLOCK_BYTES)];
  }

  /**
   * Counts the words.
   *
   * @param insideWord whether the stream begins in the middle of a word, which is then left out
   */
  void scan(boolean insideWord) throws IOException {
    skipping = insideWord;
    done = owned <= 0;
    while (!done) {
      fill();
      int at = skipping ? skipWord() : 0;
      if (!skipping) {
        at = countWords(at);
      }
      done |= streamEnded || base + at >= owned;
      keepFrom(at);
    }
  }

  private void fill() throws IOException {
    long left = owned - base - limit;
    int wanted = buffer.length - limit;
    wanted = (int) Math.min(wanted, left > 0 ? left : Math.max(OVERRUN_BYTES, limit));
    int read = in.readNBytes(buffer, limit, wanted);
    limit += read;
    streamEnded = read < wanted;
  }

  private void keepFrom(int at) {
    System.arraycopy(buffer, at, buffer, 0, limit - at);
    base += at;
    limit -= at;
    if (limit > buffer.length / 2) {
      if (limit >= MAX_WORD_BYTES) {
        throw new JobFailedException(
            "a word is longer than %,d bytes; this is no text".formatted(MAX_WORD_BYTES));
      }
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
  }

  /** Leaves out the word that the buffer begins with; returns the place up to which it got. */
  private int skipWord() {
    int at = 0;
    while (at < limit && !isCut(at) && base + at < owned) {
      int codePoint = Utf8.codePoint(buffer, at, limit);
      if (!Utf8.isWordPart(codePoint)) {
        skipping = false;
        break;
      }
      at += Utf8.length(codePoint);
    }
    return at;
  }

  /** Counts words from a place on; returns the place up to which all is done. */
  private int countWords(int from) {
    byte[] buffer = this.buffer;
    int limit = this.limit;
    int at = from;
    while (at < limit) {
      byte first = buffer[at];
      if (first >= 0 ? !IS_ASCII_WORD_PART[first] : !isWordPartAt(at)) {
        if (isCut(at)) {
          return at;
        }
        at += first >= 0 ? 1 : Utf8.length(Utf8.codePoint(buffer, at, limit));
        continue;
      }
      if (base + at >= owned) {
        done = true;
        return at;
      }
      int start = at;
      at = wordEnd(at);
      if (!streamEnded && (at == limit || isCut(at))) {
        return start;
      }
      if (first < 0) {
        start = wordStart(start, at);
        if (start == at) {
          continue;
        }
      }
      table.add(buffer, start, at, 1);
    }
    return at;
  }

  /** The place after the word that begins here, or the limit. */
  private int wordEnd(int start) {
    byte[] buffer = this.buffer;
    int limit = this.limit;
    int at = start;
    while (at < limit) {
      byte next = buffer[at];
      if (next >= 0) {
        if (!IS_ASCII_WORD_PART[next]) {
          break;
        }
        at++;
      } else {
        if (!isWordPartAt(at)) {
          break;
        }
        at += Utf8.lengthByLead(next);
      }
    }
    return at;
  }

  /** The place of the first letter or number between two places, or the second place. */
  private int wordStart(int from, int to) {
    int at = from;
    while (at < to) {
      int codePoint = Utf8.codePoint(buffer, at, to);
      if (Utf8.beginsWord(codePoint)) {
        break;
      }
      at += Utf8.length(codePoint);
    }
    return at;
  }

  private boolean isWordPartAt(int at) {
    return Utf8.isWordPart(Utf8.codePoint(buffer, at, limit));
  }

  /** Whether the code point that begins here may go on beyond the buffer. */
  private boolean isCut(int at) {
    return !streamEnded && at + Utf8.lengthByLead(buffer[at]) > limit;
  }
}
