package dev.baton.job.builtin.aggregate;

import dev.baton.job.builtin.PackedOutput;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows into a table: those that begin in a range of a mapped file, or block by block those of
 * a compressed one.
 *
 * <p>Nearly all rows of a real file have a key that was seen before and a plain number. {@link
 * #fastRows} reads those, eight bytes at a time, and stops at any other row; {@link RowParser}
 * takes that one byte by byte and says what is wrong with it, if so.
 */
final class RowReader {

  /** What a fast row may touch, at most, from its beginning on. */
  private static final int FAST_ROW_BYTES = 160;

  /**
   * So many keys are packed before more are taken: 30 MiB of table, where a range of rows that all
   * have other keys would otherwise need ten times its size.
   */
  private static final int MAX_TABLE_KEYS = 1 << 18;

  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private final byte[] delimiter;
  private final StatsTable table = new StatsTable();
  private final PackedOutput packed = new PackedOutput();
  private final boolean skipBad;
  private final boolean isFast;
  private final long delimiterPattern;
  private long rows;
  private long badRows;
  private @Nullable BadRow firstBad;

  /** A reader that has read nothing yet. */
  RowReader(byte[] delimiter, boolean skipBad) {
    this.delimiter = delimiter;
    this.skipBad = skipBad;
    this.isFast = delimiter.length == 1;
    this.delimiterPattern = (delimiter[0] & 0xFF) * LOW_BITS;
  }

  /** Reads the rows that begin at {@code from}, where one does, or later, but before {@code to}. */
  void read(MemorySegment file, long from, long to) {
    RowParser parser = new RowParser(file, delimiter, table);
    long fastEnd = isFast ? Math.min(to, file.byteSize() - FAST_ROW_BYTES) : 0;
    long at = from;
    while (at < to && (skipBad || badRows == 0)) {
      at = fastRows(file, at, fastEnd);
      if (at < to) {
        at = slowRow(parser, at);
        if (table.size() == MAX_TABLE_KEYS) {
          packTable();
        }
      }
    }
  }

  /**
   * What was read, after the last row.
   *
   * @param note what a person should know about the file, or null
   */
  RangeStats result(@Nullable String note) {
    packTable();
    return new RangeStats(rows, badRows, firstBad, packed.toByteArray(), note);
  }

  private void packTable() {
    RangeStats.pack(table, packed);
    table.clear();
  }

  private long slowRow(RowParser parser, long start) {
    long end = parser.rowEnd(start);
    try {
      parser.addRow(start, end);
    } catch (RowException e) {
      badRows++;
      if (firstBad == null) {
        firstBad = new BadRow(rows, parser.show(start, end), String.valueOf(e.getMessage()));
      }
    }
    rows++;
    return end + 1;
  }

  /** Reads rows as long as it can; returns where the next one begins. */
  private long fastRows(MemorySegment file, long from, long end) {
    StatsTable table = this.table;
    long pattern = delimiterPattern;
    long at = from;
    long read = 0;
    while (at < end) {
      long key0 = file.get(StatsTable.WORD, at);
      long key1 = 0;
      long hash;
      int length;
      long match = zeroBytes(key0 ^ pattern);
      if (match != 0) {
        length = Long.numberOfTrailingZeros(match) >>> 3;
        key0 &= (1L << (8 * length)) - 1;
        hash = StatsTable.mix(key0);
      } else {
        hash = StatsTable.mix(key0);
        key1 = file.get(StatsTable.WORD, at + 8);
        match = zeroBytes(key1 ^ pattern);
        length = 8;
        long word = key1;
        while (match == 0 && length < RowParser.MAX_KEY_BYTES) {
          hash = StatsTable.mix(hash ^ word);
          length += 8;
          word = file.get(StatsTable.WORD, at + length);
          match = zeroBytes(word ^ pattern);
        }
        if (match == 0) {
          break;
        }
        int rest = Long.numberOfTrailingZeros(match) >>> 3;
        word &= (1L << (8 * rest)) - 1;
        key1 = length == 8 ? word : key1;
        hash = StatsTable.mix(hash ^ word);
        length += rest;
      }
      // No key in the table has a line end in it: one that is found ends in the row it begins in.
      int key = table.find((int) hash, key0, key1, length, file, at);
      if (key < 0) {
        break;
      }
      long next = addNumber(file, key, at + length + 1);
      if (next < 0) {
        break;
      }
      at = next;
      read++;
    }
    rows += read;
    return at;
  }

  /** The high bit of the first byte that is zero, and perhaps of later ones. */
  private static long zeroBytes(long word) {
    return (word - LOW_BITS) & ~word & HIGH_BITS;
  }

  /** Adds the number that begins here to a key; returns the place after the line end, or -1. */
  private long addNumber(MemorySegment file, int key, long at) {
    // One or two digits, a point, a digit, a line end, perhaps a minus before: the bytes are moved
    // so that the point is the fourth, compared with "000.0\n" and multiplied into a number at
    // once.
    long word = file.get(StatsTable.WORD, at);
    long point = ~word & 0x10101000L;
    int pointBit = Long.numberOfTrailingZeros(point);
    long minus = (~word << 59) >> 63;
    long aligned = (word & ~(minus & 0xFF)) << (28 - pointBit);
    aligned |= (aligned & 0xFF00) == 0 ? 0x3000 : 0;
    long difference = aligned ^ 0x0A302E303000L;
    long wrong = ((difference + 0x000600060600L) | difference) & 0xFFF0FFF0F0FFL;
    wrong |= (word ^ '-') & 0xFF & minus;
    if (point == 0 || wrong != 0 || table.scale() != 1) {
      return addLongNumber(file, key, at);
    }
    long tenths = (((aligned & 0x0F000F0F00L) * 0x640A0001L) >>> 32) & 0x3FF;
    table.add(key, (tenths ^ minus) - minus);
    return at + (pointBit >>> 3) + 3;
  }

  /** The same for any number that fits into 64 bits with its decimals. */
  private long addLongNumber(MemorySegment file, int key, long start) {
    long at = start;
    int next = file.get(ValueLayout.JAVA_BYTE, at);
    boolean negative = next == '-';
    if (negative || next == '+') {
      at++;
    }
    long value = 0;
    long firstDigit = at;
    long point = -1;
    for (; at - firstDigit <= RowParser.MAX_FAST_DIGITS; at++) {
      next = file.get(ValueLayout.JAVA_BYTE, at);
      int digit = next - '0';
      if (digit >= 0 && digit <= 9) {
        value = 10 * value + digit;
      } else if (next == '.' && point < 0 && at > firstDigit) {
        point = at;
      } else {
        break;
      }
    }
    int decimals = point < 0 ? 0 : (int) (at - point - 1);
    if (next != '\n' || at == firstDigit || at - 1 == point || decimals > Decimals.MAX_FAST_SCALE) {
      return -1;
    }
    long number = negative ? -value : value;
    table.add(key, number, number, number, 1, decimals);
    return at + 1;
  }
}
