package dev.baton.dispatch;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The places of workers that had nothing to do and have ended, until others are up in them: they
 * count as room for tasks, as their hosts start these when they are asked to. Guarded by the {@link
 * Roster}'s lock.
 */
final class ParkedPlaces {

  /**
   * Those of one host.
   *
   * @param workers how many there are
   * @param starting in how many of them a worker is about to be up
   * @param slots how many tasks each of them would run at a time
   */
  record OfHost(int workers, int starting, int slots) {}

  private final Map<Long, OfHost> byHost = new HashMap<>();

  /** Notes what a host has said; returns whether it has parked workers now, or had before. */
  boolean set(long host, OfHost places) {
    OfHost before = places.workers() == 0 ? byHost.remove(host) : byHost.put(host, places);
    return before != null || places.workers() > 0;
  }

  boolean isEmpty() {
    return byHost.isEmpty();
  }

  Map<Long, OfHost> byHost() {
    return byHost;
  }

  Set<Long> hosts() {
    return byHost.keySet();
  }

  int workers() {
    return byHost.values().stream().mapToInt(OfHost::workers).sum();
  }

  int slots() {
    return byHost.values().stream().mapToInt(each -> each.workers() * each.slots()).sum();
  }
}
