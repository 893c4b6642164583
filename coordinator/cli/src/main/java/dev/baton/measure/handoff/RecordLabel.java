package dev.baton.measure.handoff;

import dev.baton.wire.MalformedRecordException;
import java.util.List;

/**
 * What a record of a measurement says of itself, in the place where a batch of tasks names its job.
 *
 * @param number of the crossing, from 1; {@link #GREETING} for none
 * @param variant how the data is handed over
 * @param kind what it is
 * @param part which part this record has, from 0
 * @param parts in how many records the data comes
 * @param bytes how many bytes all parts have together
 */
record RecordLabel(
    long number, HandoffVariant variant, DataKind kind, int part, int parts, long bytes) {

  private static final int WORDS = 6;

  /** Of what is not measured: it lets the receiver get to know a part of the host store. */
  static final long GREETING = 0;

  /** The label of another part of the same data. */
  RecordLabel part(int number, int count) {
    return new RecordLabel(this.number, variant, kind, number, count, bytes);
  }

  /** As text. */
  String text() {
    return String.join(
        " ",
        Long.toString(number),
        variant.name(),
        kind.name(),
        Integer.toString(part),
        Integer.toString(parts),
        Long.toString(bytes));
  }

  static RecordLabel parse(String text) {
    List<String> words = List.of(text.split(" ", -1));
    if (words.size() != WORDS) {
      throw new MalformedRecordException("A record is not of this measurement: " + text);
    }
    return new RecordLabel(
        Long.parseLong(words.get(0)),
        HandoffVariant.valueOf(words.get(1)),
        DataKind.valueOf(words.get(2)),
        Integer.parseInt(words.get(3)),
        Integer.parseInt(words.get(4)),
        Long.parseLong(words.get(5)));
  }
}
