package dev.baton.job.builtin.aggregate;

import dev.baton.job.builtin.PackedInput;
import dev.baton.job.builtin.PackedOutput;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What was found in one range, packed for the way back.
 *
 * @param rows how many rows begin in the range, good and bad ones
 * @param badRows how many of them are bad
 * @param firstBad the first bad row, if there is one
 * @param packed one table or several, one after the other: the number of keys, the number of
 *     decimals, then for each key its bytes and its numbers
 * @param note what a person should know about the file, or null
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
record RangeStats(
    long rows, long badRows, @Nullable BadRow firstBad, byte[] packed, @Nullable String note) {

  /** Packs a table behind what was packed before. */
  static void pack(StatsTable table, PackedOutput out) {
    out.putUnsigned(table.size());
    out.putUnsigned(table.scale());
    for (int key = 0; key < table.size(); key++) {
      out.putBytes(table.keys(), table.keyStart(key), table.keyLength(key));
      out.putUnsigned(table.count(key));
      if (table.count(key) > 0) {
        out.putSigned(table.min(key));
        out.putSigned(table.max(key));
        out.putSigned(table.sum(key));
      }
      putExact(out, table.exact(key));
    }
  }

  /** Adds the numbers to a table. */
  void addTo(StatsTable table) {
    PackedInput in = new PackedInput(packed);
    MemorySegment bytes = MemorySegment.ofArray(packed);
    while (in.hasMore()) {
      addTable(in, bytes, table);
    }
  }

  private void addTable(PackedInput in, MemorySegment bytes, StatsTable table) {
    long keys = in.getUnsigned();
    int scale = (int) in.getUnsigned();
    for (long i = 0; i < keys; i++) {
      int length = (int) in.getUnsigned();
      int start = in.skip(length);
      int found = table.find(bytes, start, length);
      int key = found >= 0 ? found : table.insert(bytes, start, length);
      long count = in.getUnsigned();
      if (count > 0) {
        table.add(key, in.getSigned(), in.getSigned(), in.getSigned(), count, scale);
      }
      ExactStats exact = getExact(in);
      if (exact != null) {
        table.add(key, exact);
      }
    }
  }

  private static void putExact(PackedOutput out, @Nullable ExactStats exact) {
    if (exact == null) {
      out.putUnsigned(0);
      return;
    }
    out.putUnsigned(exact.count());
    putDecimal(out, exact.min());
    putDecimal(out, exact.max());
    putDecimal(out, exact.sum());
  }

  private @Nullable ExactStats getExact(PackedInput in) {
    long count = in.getUnsigned();
    return count == 0
        ? null
        : new ExactStats(getDecimal(in), getDecimal(in), getDecimal(in), count);
  }

  private static void putDecimal(PackedOutput out, BigDecimal number) {
    byte[] text = number.toString().getBytes(StandardCharsets.US_ASCII);
    out.putBytes(text, 0, text.length);
  }

  private BigDecimal getDecimal(PackedInput in) {
    int length = (int) in.getUnsigned();
    return new BigDecimal(new String(packed, in.skip(length), length, StandardCharsets.US_ASCII));
  }
}
