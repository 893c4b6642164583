package dev.baton.simulation;

import dev.baton.wire.WireRecord;
import java.util.EnumMap;
import java.util.Map;

/** The records that were put on the log, and how many readers got them. */
final class Traffic {

  private static final class Count {
    private long records;
    private long bytes;
    private long readBytes;
    private long reads;
  }

  private final Map<WireRecord.Kind, Count> counts = new EnumMap<>(WireRecord.Kind.class);

  void sent(WireRecord record, int bytes, int readers) {
    Count count = counts.computeIfAbsent(record.kind(), _ -> new Count());
    count.records++;
    count.bytes += bytes;
    count.reads += readers;
    count.readBytes += (long) bytes * readers;
  }

  void clear() {
    counts.clear();
  }

  private Count of(WireRecord.Kind kind) {
    return counts.computeIfAbsent(kind, _ -> new Count());
  }

  long records(WireRecord.Kind kind) {
    return of(kind).records;
  }

  long bytes(WireRecord.Kind kind) {
    return of(kind).bytes;
  }

  long records() {
    return counts.values().stream().mapToLong(count -> count.records).sum();
  }

  long bytes() {
    return counts.values().stream().mapToLong(count -> count.bytes).sum();
  }

  long reads() {
    return counts.values().stream().mapToLong(count -> count.reads).sum();
  }

  long readBytes() {
    return counts.values().stream().mapToLong(count -> count.readBytes).sum();
  }
}
