package dev.baton.job.builtin.wordcount;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The words of one range and how often each occurs, packed for the way back: for each word its
 * length, its UTF-8 bytes, and its count, the numbers in seven bits a byte, low bits first.
 *
 * @param distinct how many different words there are
 * @param packed the words
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
record WordCounts(int distinct, byte[] packed) {

  private static final int MAX_VARINT_BYTES = 10;

  /** The words of a table of words as they were written, in lower case. */
  static WordCounts lowerCased(WordTable written) {
    WordTable lower = new WordTable();
    byte[] scratch = new byte[256];
    for (int word = 0; word < written.size(); word++) {
      int length = written.length(word);
      if (scratch.length < length) {
        scratch = new byte[2 * length];
      }
      if (lowerAscii(written.bytes(), written.start(word), length, scratch)) {
        lower.add(scratch, 0, length, written.count(word));
      } else {
        byte[] bytes =
            new String(written.bytes(), written.start(word), length, StandardCharsets.UTF_8)
                .toLowerCase(Locale.ROOT)
                .getBytes(StandardCharsets.UTF_8);
        lower.add(bytes, 0, bytes.length, written.count(word));
      }
    }
    return pack(lower);
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

  private static WordCounts pack(WordTable table) {
    long bytes = 0;
    for (int word = 0; word < table.size(); word++) {
      int length = table.length(word);
      bytes += varintBytes(length) + length + varintBytes(table.count(word));
    }
    ByteBuffer packed = ByteBuffer.allocate(Math.toIntExact(bytes));
    for (int word = 0; word < table.size(); word++) {
      int length = table.length(word);
      putVarint(packed, length);
      packed.put(table.bytes(), table.start(word), length);
      putVarint(packed, table.count(word));
    }
    return new WordCounts(table.size(), packed.array());
  }

  /** Adds the words to a table. */
  void addTo(WordTable table) {
    ByteBuffer in = ByteBuffer.wrap(packed);
    for (int i = 0; i < distinct; i++) {
      int length = (int) getVarint(in);
      int start = in.position();
      in.position(start + length);
      table.add(packed, start, start + length, getVarint(in));
    }
  }

  private static int varintBytes(long value) {
    return Math.max(1, (64 - Long.numberOfLeadingZeros(value) + 6) / 7);
  }

  private static void putVarint(ByteBuffer out, long value) {
    long rest = value;
    while (rest > 0x7F) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  private static long getVarint(ByteBuffer in) {
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES; i++) {
      byte b = in.get();
      value |= (b & 0x7FL) << (7 * i);
      if (b >= 0) {
        break;
      }
    }
    return value;
  }
}
