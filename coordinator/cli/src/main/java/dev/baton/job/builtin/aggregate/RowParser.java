package dev.baton.job.builtin.aggregate;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads any row, {@code key<delimiter>number}, byte by byte.
 *
 * <p>The key is UTF-8 of 1 to {@link #MAX_KEY_BYTES} bytes, and ends at the last delimiter of the
 * row. The number is {@code [+-]?[0-9]+(\.[0-9]+)?}.
 */
final class RowParser {

  /** The longest key. */
  static final int MAX_KEY_BYTES = 100;

  /** The most digits that fit into 64 bits in any case. */
  static final int MAX_FAST_DIGITS = 18;

  private static final int MAX_NUMBER_BYTES = 1000;
  private static final int MAX_SHOWN_BYTES = 80;

  private final MemorySegment file;
  private final byte[] delimiter;
  private final StatsTable table;

  /** A parser of the rows of a file. */
  RowParser(MemorySegment file, byte[] delimiter, StatsTable table) {
    this.file = file;
    this.delimiter = delimiter;
    this.table = table;
  }

  /** The place of the line end after a place, or the end of the file. */
  long rowEnd(long from) {
    return lineEnd(file, from, file.byteSize());
  }

  /** The place of the first line end from a place on, or {@code limit}. */
  static long lineEnd(MemorySegment file, long from, long limit) {
    long at = from;
    while (at < limit && file.get(ValueLayout.JAVA_BYTE, at) != '\n') {
      at++;
    }
    return at;
  }

  /** Adds the row between two places to the table, or throws and leaves the table as it was. */
  void addRow(long start, long end) throws RowException {
    if (start == end) {
      throw new RowException("it is empty");
    }
    long keyEnd = lastDelimiter(start, end);
    if (keyEnd < 0) {
      throw new RowException("it has no delimiter '" + utf8(delimiter) + "'");
    }
    if (keyEnd == start) {
      throw new RowException("it has no key");
    }
    if (keyEnd - start > MAX_KEY_BYTES) {
      throw new RowException(
          "its key has %,d bytes, more than %d".formatted(keyEnd - start, MAX_KEY_BYTES));
    }
    BigDecimal number = number(keyEnd + delimiter.length, end);
    add(key(start, (int) (keyEnd - start)), number);
  }

  private long lastDelimiter(long start, long end) {
    for (long at = end - delimiter.length; at >= start; at--) {
      int i = 0;
      while (i < delimiter.length && file.get(ValueLayout.JAVA_BYTE, at + i) == delimiter[i]) {
        i++;
      }
      if (i == delimiter.length) {
        return at;
      }
    }
    return -1;
  }

  private BigDecimal number(long start, long end) throws RowException {
    if (start < end && file.get(ValueLayout.JAVA_BYTE, end - 1) == '\r') {
      throw new RowException("it ends with a carriage return: are these Windows line ends?");
    }
    if (!isNumber(start, end)) {
      throw new RowException(
          "'%s' is not a number like 12, -3.4 or +0.56".formatted(show(start, end)));
    }
    if (end - start > MAX_NUMBER_BYTES) {
      throw new RowException(
          "its number has %,d characters, more than %,d".formatted(end - start, MAX_NUMBER_BYTES));
    }
    return new BigDecimal(new String(bytes(start, end), StandardCharsets.US_ASCII));
  }

  private boolean isNumber(long start, long end) {
    long at = start;
    if (at < end && isSign(file.get(ValueLayout.JAVA_BYTE, at))) {
      at++;
    }
    long point = afterDigits(at, end);
    if (point == at) {
      return false;
    }
    if (point == end) {
      return true;
    }
    return file.get(ValueLayout.JAVA_BYTE, point) == '.'
        && end > point + 1
        && afterDigits(point + 1, end) == end;
  }

  private static boolean isSign(byte b) {
    return b == '-' || b == '+';
  }

  private long afterDigits(long start, long end) {
    long at = start;
    while (at < end && isDigit(file.get(ValueLayout.JAVA_BYTE, at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private int key(long start, int length) throws RowException {
    int known = table.find(file, start, length);
    if (known >= 0) {
      return known;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(start, start + length)));
    } catch (CharacterCodingException e) {
      throw new RowException("its key is not UTF-8");
    }
    return table.insert(file, start, length);
  }

  private void add(int key, BigDecimal number) {
    if (number.scale() <= Decimals.MAX_FAST_SCALE && number.precision() <= MAX_FAST_DIGITS) {
      long value = number.unscaledValue().longValueExact();
      table.add(key, value, value, value, 1, number.scale());
    } else {
      table.add(key, new ExactStats(number, number, number, 1));
    }
  }

  /** The beginning of what is between two places, fit to be shown in one line. */
  String show(long start, long end) {
    boolean whole = end - start <= MAX_SHOWN_BYTES;
    StringBuilder shown = new StringBuilder();
    utf8(bytes(start, whole ? end : start + MAX_SHOWN_BYTES))
        .codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                shown.append("\\x%02X".formatted(c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.append(whole ? "" : "…").toString();
  }

  private byte[] bytes(long start, long end) {
    return file.asSlice(start, end - start).toArray(ValueLayout.JAVA_BYTE);
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
