package dev.baton.timeline;

import dev.baton.PoolEvent.Attempts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The attempts that have been sent and have not ended; memory grows with these only. */
final class OpenAttempts {

  /** What was sent as one unit, or the part of it that has not ended. */
  record Open(Attempts attempts, long incarnation, String worker, long sentMicros, long waitedNs) {

    Open part(long from, long to) {
      return new Open(attempts.part(from, to), incarnation, worker, sentMicros, waitedNs);
    }
  }

  /** By the number of the attempt, then by the first task. */
  private final Map<Integer, TreeMap<Long, Open>> byNumber = new HashMap<>();

  void add(Open open) {
    byNumber
        .computeIfAbsent(open.attempts().number(), _ -> new TreeMap<>())
        .put(open.attempts().task(), open);
  }

  /** Takes out those of these attempts that are open, in parts if they were sent in parts. */
  List<Open> take(Attempts ended) {
    TreeMap<Long, Open> some = byNumber.get(ended.number());
    List<Open> taken = new ArrayList<>(1);
    if (some == null) {
      return taken;
    }
    Long first = some.floorKey(ended.task());
    long key = first == null ? ended.task() : first;
    for (Open open : List.copyOf(some.subMap(key, true, ended.end() - 1, true).values())) {
      long from = Math.max(open.attempts().task(), ended.task());
      long to = Math.min(open.attempts().end(), ended.end());
      if (from < to) {
        some.remove(open.attempts().task());
        taken.add(open.part(from, to));
        if (open.attempts().task() < from) {
          add(open.part(open.attempts().task(), from));
        }
        if (to < open.attempts().end()) {
          add(open.part(to, open.attempts().end()));
        }
      }
    }
    if (some.isEmpty()) {
      byNumber.remove(ended.number());
    }
    return taken;
  }

  /** Takes out all that a worker has; null for those of all workers. */
  List<Open> takeAll(@Nullable Long incarnation) {
    List<Open> taken = new ArrayList<>();
    for (TreeMap<Long, Open> some : byNumber.values()) {
      some.values()
          .removeIf(
              open -> {
                boolean matches = incarnation == null || open.incarnation() == incarnation;
                if (matches) {
                  taken.add(open);
                }
                return matches;
              });
    }
    return taken;
  }
}
