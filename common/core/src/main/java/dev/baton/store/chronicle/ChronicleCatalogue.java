package dev.baton.store.chronicle;

import dev.baton.store.blob.Catalogue;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The catalogue as {@link FixedEntries}, one {@link SegmentValue} for each segment. */
public final class ChronicleCatalogue implements Catalogue {

  private static final String FILE = "catalogue";

  private final FixedEntries<SegmentValue> entries;
  private final Map<Integer, Integer> places = new HashMap<>();
  private final Deque<Integer> free = new ArrayDeque<>();

  private ChronicleCatalogue(FixedEntries<SegmentValue> entries) {
    this.entries = entries;
    IntStream.range(0, entries.values().size()).forEach(free::addLast);
  }

  /**
   * Makes an empty catalogue in the directory of an area.
   *
   * @throws dev.baton.EnvironmentException if there is no room
   */
  public static ChronicleCatalogue create(Path area) {
    return new ChronicleCatalogue(
        FixedEntries.create(area.resolve(FILE), SegmentValue.class, SegmentValue.BYTES, ROOM));
  }

  /**
   * Opens the catalogue of an area to read it.
   *
   * @throws dev.baton.EnvironmentException if it cannot be opened
   */
  public static ChronicleCatalogue open(Path area) {
    return new ChronicleCatalogue(
        FixedEntries.open(area.resolve(FILE), SegmentValue.class, SegmentValue.BYTES));
  }

  /** Whether an area has a catalogue; it is made with the first segment. */
  public static boolean isIn(Path area) {
    return FixedEntries.exists(area.resolve(FILE));
  }

  @Override
  public synchronized void note(Entry entry) {
    Integer place = places.computeIfAbsent(entry.number(), _ -> free.pollFirst());
    if (place == null) {
      return; // there are more segments than anybody will read about
    }
    entries.gate().enter();
    try {
      SegmentValue value = entries.values().get(place);
      value.setOrderedNumber(0);
      value.setOrderedSequence(entry.sequence());
      value.setOrderedLength(entry.length());
      value.setOrderedCapacity(entry.capacity());
      value.setOrderedSince(entry.sinceMs());
      value.setOrderedNumber(entry.number());
    } finally {
      entries.gate().leave();
    }
  }

  @Override
  public synchronized void remove(int number) {
    Integer place = places.remove(number);
    if (place == null) {
      return;
    }
    entries.gate().enter();
    try {
      entries.values().get(place).setOrderedNumber(0);
    } finally {
      entries.gate().leave();
    }
    free.addFirst(place);
  }

  @Override
  public List<Entry> entries() {
    entries.gate().enter();
    try {
      return entries.values().stream()
          .map(ChronicleCatalogue::read)
          .filter(Objects::nonNull)
          .toList();
    } finally {
      entries.gate().leave();
    }
  }

  private static @Nullable Entry read(SegmentValue value) {
    long number = value.getVolatileNumber();
    Entry read =
        new Entry(
            (int) number,
            value.getVolatileSequence(),
            value.getVolatileLength(),
            value.getVolatileCapacity(),
            value.getVolatileSince());
    return number != 0 && value.getVolatileNumber() == number ? read : null;
  }

  @Override
  public void close() {
    entries.close();
  }
}
