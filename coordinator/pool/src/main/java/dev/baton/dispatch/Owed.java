package dev.baton.dispatch;

import dev.baton.wire.Attempts;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attempts that a worker was sent and has not answered. Chunks may be answered in parts; a
 * repeated answer counts once. Guarded by the {@link Roster}'s lock.
 */
final class Owed {

  /** The answered tasks of a chunk; null while none is answered. */
  private static final class Answered {
    private @Nullable BitSet items;
  }

  private final Map<Attempts, Answered> sent = new LinkedHashMap<>();
  private int size;

  void add(Attempts attempts) {
    if (sent.putIfAbsent(attempts, new Answered()) == null) {
      size += attempts.items();
    }
  }

  /**
   * Notes that some attempts are answered.
   *
   * @param together those that were sent with them
   */
  void answered(Attempts together, Attempts attempts) {
    Answered before = sent.get(together);
    if (before == null) {
      return;
    }
    int left = together.items();
    int more = attempts.items();
    BitSet items = before.items;
    if (items != null || more < left) {
      items = items == null ? new BitSet(left) : items;
      before.items = items;
      int answered = items.cardinality();
      items.set((int) (attempts.from() - together.from()), (int) (attempts.to() - together.from()));
      left -= answered;
      more = items.cardinality() - answered;
    }
    size -= more;
    if (more == left) {
      sent.remove(together);
    }
  }

  /** The attempts as they were sent, in that order; a partly answered chunk is included whole. */
  List<Attempts> toList() {
    return List.copyOf(sent.keySet());
  }

  /** How many single attempts there are. */
  int size() {
    return size;
  }

  boolean isEmpty() {
    return sent.isEmpty();
  }
}
