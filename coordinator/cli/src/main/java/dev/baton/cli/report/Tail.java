package dev.baton.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The end of a run, since the first slot had nothing more to do: which tasks it waited for. Times
 * are in microseconds since the epoch.
 *
 * @param fromMicros when the first slot ran out of work for good
 * @param endMicros when the last task ended
 * @param slots how many slots there were
 * @param idleMicros how long slots had no work since then, added up
 * @param last what ran last in each slot, the last one first; some of them
 */
record Tail(long fromMicros, long endMicros, int slots, long idleMicros, List<Last> last) {

  /** As many are listed. */
  static final int MOST = 10;

  private record Free(long sinceMicros, SlotUse slot) {}

  /**
   * What ran last in its slot.
   *
   * @param others how many other slots had work when it ended
   * @param aloneMicros for how long before its end no other slot had any; 0 unless it is the last
   */
  record Last(Piece piece, int others, long aloneMicros) {}

  Tail {
    last = List.copyOf(last);
  }

  /**
   * The end of a run.
   *
   * @param workers all of them; those that are gone count no more
   */
  static Tail of(List<WorkerUse> workers) {
    List<Free> free = new ArrayList<>();
    for (WorkerUse worker : workers) {
      for (SlotUse slot : worker.isUp() ? worker.slots() : List.<SlotUse>of()) {
        long since = Math.max(slot.lastMicros(), worker.upSinceMicros());
        free.add(new Free(since, slot));
      }
    }
    long end = free.stream().mapToLong(each -> each.slot().lastMicros()).max().orElse(0);
    if (end == 0) {
      return new Tail(0, 0, free.size(), 0, List.of());
    }
    // Whose process came later than that was never there for work.
    free.removeIf(each -> each.sinceMicros() > end);
    free.sort(Comparator.comparingLong(Free::sinceMicros).reversed());
    long idle = free.stream().mapToLong(each -> end - each.sinceMicros()).sum();
    List<Last> last = new ArrayList<>();
    for (int i = 0; i < free.size() && last.size() < MOST; i++) {
      Piece piece = free.get(i).slot().last();
      if (piece != null) {
        long alone = i == 0 && free.size() > 1 ? end - free.get(1).sinceMicros() : 0;
        last.add(new Last(piece, i, Math.min(alone, piece.micros())));
      }
    }
    return new Tail(free.getLast().sinceMicros(), end, free.size(), idle, last);
  }

  long micros() {
    return endMicros - fromMicros;
  }

  /** How much sooner the end would have come if this work could have been shared out evenly. */
  long atStakeMicros() {
    return slots == 0 ? 0 : idleMicros / slots;
  }
}
