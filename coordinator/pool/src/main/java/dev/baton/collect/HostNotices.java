package dev.baton.collect;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Reports once that a host with workers has gone, and once that it is back. For one thread. */
final class HostNotices {

  private final Consumer<String> notices;
  private final Map<Long, String> present = new HashMap<>();
  private final Map<Long, String> gone = new HashMap<>();

  HostNotices(Consumer<String> notices) {
    this.notices = notices;
  }

  /** Notes that a host has a worker that takes tasks. */
  void there(long host, String name) {
    present.put(host, name);
    if (gone.remove(host) != null) {
      notices.accept("host " + name + " is back");
    }
  }

  /**
   * Notes that a host has gone, and its workers with it.
   *
   * @param how completes "host X "
   */
  void gone(long host, String how) {
    String name = present.remove(host);
    if (name != null) {
      gone.put(host, name);
      notices.accept("host " + name + " " + how);
    }
  }
}
