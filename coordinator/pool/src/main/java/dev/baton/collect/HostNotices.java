package dev.baton.collect;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Says once that a host which had workers has gone, and once that it is back. For one thread. */
final class HostNotices {

  private final Consumer<String> notices;
  private final Map<Long, String> present = new HashMap<>();
  private final Map<Long, String> gone = new HashMap<>();

  HostNotices(Consumer<String> notices) {
    this.notices = notices;
  }

  /** A host has a worker that takes tasks. */
  void there(long host, String name) {
    present.put(host, name);
    if (gone.remove(host) != null) {
      notices.accept("host " + name + " is back");
    }
  }

  /**
   * A host has gone, and with it its workers.
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
