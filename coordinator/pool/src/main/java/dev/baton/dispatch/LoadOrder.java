package dev.baton.dispatch;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The workers that take tasks, least load first, so that a pool of a thousand workers is not
 * searched for each batch. Whatever ranks a worker changes in {@link #change} only. Guarded by the
 * {@link Roster}'s lock.
 */
final class LoadOrder {

  private final TreeSet<WorkerLoad> ranked =
      new TreeSet<>(
          Comparator.comparingInt(WorkerLoad::size)
              .thenComparing(WorkerLoad::isBusyElsewhere)
              .thenComparingLong(WorkerLoad::rank)
              .thenComparingLong(load -> load.worker().incarnation()));

  private final Map<Long, Set<WorkerLoad>> byHost = new HashMap<>();
  private int withWaiting;

  void add(WorkerLoad load) {
    byHost.computeIfAbsent(load.worker().host(), _ -> new LinkedHashSet<>()).add(load);
    rank(load);
  }

  void remove(WorkerLoad load) {
    unrank(load);
    long host = load.worker().host();
    Set<WorkerLoad> there = byHost.getOrDefault(host, Set.of());
    there.remove(load);
    if (there.isEmpty()) {
      byHost.remove(host);
    }
  }

  /** Changes a worker's load, and its rank with it. */
  void change(WorkerLoad load, Runnable change) {
    unrank(load);
    change.run();
    rank(load);
  }

  private void rank(WorkerLoad load) {
    if (load.takesTasks()) {
      ranked.add(load);
    }
    withWaiting += load.hasWaiting() ? 1 : 0;
  }

  private void unrank(WorkerLoad load) {
    ranked.remove(load);
    withWaiting -= load.hasWaiting() ? 1 : 0;
  }

  /** Those that take tasks, least load first. */
  Iterable<WorkerLoad> leastFirst() {
    return ranked;
  }

  /** A worker without a task, preferably one that nobody else keeps busy; null if there is none. */
  @Nullable WorkerLoad idle() {
    WorkerLoad first = ranked.isEmpty() ? null : ranked.first();
    return first != null && first.idle() ? first : null;
  }

  /** Whether tasks wait at a worker that runs others. */
  boolean hasWaiting() {
    return withWaiting > 0;
  }

  Set<WorkerLoad> onHost(long host) {
    return byHost.getOrDefault(host, Set.of());
  }

  Set<Long> hosts() {
    return byHost.keySet();
  }
}
