package dev.baton.agent.copy;

import dev.baton.wire.ContentId;
import dev.baton.wire.CopyOffer;
import dev.baton.wire.HostData;
import dev.baton.wire.Liveness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which coordinators need which copies. Time counts only while events come: while the broker is
 * away all coordinators are silent, and none is gone. Thread-safe.
 */
final class CopyHolders {

  /** Files that nobody needs take at most so much: the next job is likely to bring the same. */
  static final long KEPT_BYTES = 1L << 30;

  /** What is to be done about an offer. */
  enum Answer {
    HELD,
    COMING,
    TO_FETCH,
    ABSENT
  }

  private static final class Copy {
    private final Set<Long> holders = new HashSet<>();
    private @Nullable StoredCopy stored;
  }

  /** In the order in which they were last wanted. */
  private final Map<ContentId, Copy> copies = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<Long, Long> lastHeardNs = new HashMap<>();
  private final List<StoredCopy> unneeded = new ArrayList<>();
  private long lastNs = Long.MIN_VALUE;
  private long heardNs;

  /** Notes that an event has come. */
  synchronized void pass(long nowNs) {
    if (lastNs != Long.MIN_VALUE) {
      heardNs += Math.min(nowNs - lastNs, Liveness.LONGEST_GAP.toNanos());
    }
    lastNs = nowNs;
    List<Long> silent =
        lastHeardNs.entrySet().stream()
            .filter(heard -> heardNs - heard.getValue() > Liveness.COPIES_LOST.toNanos())
            .map(Map.Entry::getKey)
            .toList();
    for (long coordinator : silent) {
      lastHeardNs.remove(coordinator);
      List.copyOf(copies.keySet()).forEach(content -> release(coordinator, content));
    }
  }

  /** Notes that a coordinator needs what it has. */
  synchronized void heard(long coordinator) {
    lastHeardNs.replace(coordinator, heardNs);
  }

  /** Notes an offer. */
  synchronized Answer offered(CopyOffer offer) {
    Copy known = copies.get(offer.content());
    if (known == null && !offer.place().isSomewhere()) {
      return Answer.ABSENT;
    }
    lastHeardNs.put(offer.coordinator(), heardNs);
    if (known != null) {
      known.holders.add(offer.coordinator());
      return known.stored == null ? Answer.COMING : Answer.HELD;
    }
    Copy made = new Copy();
    made.holders.add(offer.coordinator());
    copies.put(offer.content(), made);
    return Answer.TO_FETCH;
  }

  /** Whether a coordinator still waits for a copy; it is forgotten if none does. */
  synchronized boolean isWanted(ContentId content) {
    return copies.containsKey(content);
  }

  /** Notes that a copy is there. */
  synchronized void stored(ContentId content, StoredCopy stored) {
    Copy copy = copies.get(content);
    if (copy == null) { // released while it came
      unneeded.add(stored);
    } else {
      copy.stored = stored;
    }
  }

  /** Notes that a copy could not be made. */
  synchronized void failed(ContentId content) {
    copies.remove(content);
  }

  /** Notes that a coordinator does not need a copy any more. */
  synchronized void release(long coordinator, ContentId content) {
    Copy copy = copies.get(content);
    if (copy == null || !copy.holders.remove(coordinator) || !copy.holders.isEmpty()) {
      return;
    }
    StoredCopy stored = copy.stored;
    if (stored == null || !stored.isKept()) {
      copies.remove(content);
      if (stored != null) {
        unneeded.add(stored);
      }
    }
  }

  /** Removes the copies that nobody needs, and of the kept ones those not wanted for longest. */
  void removeUnneeded() {
    List<StoredCopy> removed;
    synchronized (this) {
      long kept = 0;
      for (Map.Entry<ContentId, Copy> each : new ArrayList<>(copies.entrySet()).reversed()) {
        StoredCopy stored = each.getValue().stored;
        if (stored != null && each.getValue().holders.isEmpty()) {
          kept += stored.bytes();
          if (kept > KEPT_BYTES) {
            copies.remove(each.getKey());
            unneeded.add(stored);
          }
        }
      }
      removed = List.copyOf(unneeded);
      unneeded.clear();
    }
    removed.forEach(StoredCopy::remove);
  }

  /** How much there is. */
  synchronized HostData.Copies use(long receivedBytes) {
    long count = 0;
    long bytes = 0;
    for (Copy copy : copies.values()) {
      if (copy.stored != null) {
        count++;
        bytes += copy.stored.bytes();
      }
    }
    return new HostData.Copies(count, bytes, receivedBytes);
  }
}
