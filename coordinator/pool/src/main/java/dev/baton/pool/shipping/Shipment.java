package dev.baton.pool.shipping;

import dev.baton.store.area.BlobRef;
import dev.baton.wire.LogPlace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of the copies of one blob. Guarded by the lock of {@link Shipments}. */
final class Shipment {

  /** The chunks of large data may be deleted from the log before a slow host has read them. */
  private static final int MOST_PUBLICATIONS = 3;

  private final BlobRef ref;
  private final Set<Long> held = new HashSet<>();
  private final Set<Long> offered = new HashSet<>();
  private final Set<Long> waiting = new HashSet<>();
  private final Map<Long, String> failures = new HashMap<>();
  private @Nullable LogPlace place;
  private int publications;

  Shipment(BlobRef ref) {
    this.ref = ref;
  }

  BlobRef ref() {
    return ref;
  }

  boolean isHeldBy(long host) {
    return held.contains(host);
  }

  /** Why a host cannot have it, or null. */
  @Nullable String failure(long host) {
    return failures.get(host);
  }

  /** Whether a host has to be offered it: it was not, and may have it. */
  boolean isNewTo(long host) {
    return !held.contains(host)
        && !offered.contains(host)
        && !waiting.contains(host)
        && !failures.containsKey(host);
  }

  /** Notes that a host is to be offered it. */
  void want(long host) {
    waiting.add(host);
  }

  /** Where it is on the log; null if it is not, or no longer. */
  @Nullable LogPlace place() {
    return place;
  }

  /** Notes where it is, or is being put, on the log. */
  void placedAt(LogPlace where) {
    if (!where.equals(place)) {
      place = where;
      publications++;
    }
  }

  /** The hosts that are to be offered it now; they count as having been. */
  Set<Long> takeWaiting() {
    Set<Long> all = Set.copyOf(waiting);
    offered.addAll(all);
    waiting.clear();
    return all;
  }

  void held(long host) {
    offered.remove(host);
    held.add(host);
  }

  /** Notes that a host did not find it on the log, or has lost it. */
  void missed(long host) {
    offered.remove(host);
    held.remove(host);
    place = null;
    if (publications >= MOST_PUBLICATIONS) {
      failed(host, "its records were deleted from the log before the host had read them");
    }
  }

  void failed(long host, String reason) {
    offered.remove(host);
    waiting.remove(host);
    failures.put(host, reason);
  }

  /** Notes that it cannot be put on the log. */
  void failedForAll(String reason) {
    Set.copyOf(waiting).forEach(host -> failed(host, reason));
  }

  /** Whether a host has it or may have it soon. */
  boolean isKnownToHosts() {
    return !held.isEmpty() || !offered.isEmpty();
  }
}
