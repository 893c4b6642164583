package dev.baton.timeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds for each piece of work a slot of its worker in which nothing else ran then. For one thread.
 *
 * <p>Which slot a task had is not recorded. Work comes here in about the order in which it ended;
 * taking the slot whose last work ended latest before it needs no more slots than there are.
 */
final class Lanes {

  /** Results that take long to come may be told after those of so many later tasks. */
  private static final int REMEMBERED = 1_024;

  /** A time in a slot. */
  record Place(WorkerLane lane, long fromMicros, long toMicros) {}

  private static final class Slot {
    private final TreeMap<Long, Long> taken = new TreeMap<>();

    private long endBefore(long micros) {
      Map.Entry<Long, Long> before = taken.floorEntry(micros);
      return before == null ? Long.MIN_VALUE : before.getValue();
    }

    private long startAfter(long micros) {
      Long after = taken.higherKey(micros);
      return after == null ? Long.MAX_VALUE : after;
    }

    private boolean isFree(long fromMicros, long toMicros) {
      return endBefore(fromMicros) <= fromMicros && startAfter(fromMicros) >= toMicros;
    }

    /** From when on it is free, at that time or later. */
    private long freeFrom(long micros) {
      long from = micros;
      while (endBefore(from) > from) {
        from = endBefore(from);
      }
      return from;
    }

    private void take(long fromMicros, long toMicros) {
      if (fromMicros == toMicros) {
        return; // it is in nobody's way, and would hide what it lies in
      }
      var _ = taken.merge(fromMicros, toMicros, Math::max);
      if (taken.size() > REMEMBERED) {
        var _ = taken.pollFirstEntry();
      }
    }
  }

  private final Map<String, List<Slot>> workers = new HashMap<>();

  /** Notes how many slots a worker has. */
  void has(String worker, int slots) {
    var _ = slots(worker, slots);
  }

  private List<Slot> slots(String worker, int least) {
    List<Slot> all = workers.computeIfAbsent(worker, _ -> new ArrayList<>());
    while (all.size() < least) {
      all.add(new Slot());
    }
    return all;
  }

  /**
   * Takes a place for work that ran at that time. If all slots were taken then, which happens only
   * if the times are not exact, it is shortened until it fits.
   */
  Place take(String worker, long fromMicros, long toMicros) {
    List<Slot> slots = slots(worker, 1);
    int best = -1;
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i).isFree(fromMicros, toMicros)
          && (best < 0
              || slots.get(i).endBefore(fromMicros) > slots.get(best).endBefore(fromMicros))) {
        best = i;
      }
    }
    return best >= 0
        ? take(worker, slots, best, fromMicros, toMicros)
        : shortened(worker, slots, fromMicros, toMicros);
  }

  private static Place shortened(String worker, List<Slot> slots, long fromMicros, long toMicros) {
    int best = 0;
    for (int i = 1; i < slots.size(); i++) {
      if (slots.get(i).freeFrom(fromMicros) < slots.get(best).freeFrom(fromMicros)) {
        best = i;
      }
    }
    Slot slot = slots.get(best);
    long from = slot.freeFrom(fromMicros);
    long to = Math.max(from, Math.min(toMicros, slot.startAfter(from)));
    return take(worker, slots, best, from, to);
  }

  private static Place take(
      String worker, List<Slot> slots, int slot, long fromMicros, long toMicros) {
    slots.get(slot).take(fromMicros, toMicros);
    return new Place(new WorkerLane(worker, slot), fromMicros, toMicros);
  }

  /** Takes a place for work that ran until then, from when the slot was free, at the earliest. */
  Place takeUntil(String worker, long earliestMicros, long toMicros) {
    List<Slot> slots = slots(worker, 1);
    int best = 0;
    for (int i = 1; i < slots.size(); i++) {
      if (slots.get(i).endBefore(toMicros) < slots.get(best).endBefore(toMicros)) {
        best = i;
      }
    }
    long from = Math.min(toMicros, Math.max(earliestMicros, slots.get(best).endBefore(toMicros)));
    return take(worker, slots, best, from, toMicros);
  }
}
