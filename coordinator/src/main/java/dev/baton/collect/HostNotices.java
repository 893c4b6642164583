package dev.baton.collect;

import dev.baton.dispatch.WorkerInfo;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Says once that a host with workers has gone, and once that it is back. For one thread. */
final class HostNotices {

  private final Consumer<String> notices;
  private final Map<Long, String> gone = new TreeMap<>();

  HostNotices(Consumer<String> notices) {
    this.notices = notices;
  }

  /** A host has gone, and with it its workers. */
  void lost(long host, List<WorkerInfo> workers, String reason) {
    if (!workers.isEmpty()) {
      String name = hostOf(workers.getFirst());
      gone.put(host, name);
      int count = workers.size();
      notices.accept(
          "host "
              + name
              + " with "
              + count
              + (count == 1 ? " worker" : " workers")
              + " is gone: "
              + reason
              + "; what ran there runs again elsewhere");
    }
  }

  /** A host has a worker that takes tasks. */
  void there(long host) {
    String name = gone.remove(host);
    if (name != null) {
      notices.accept("host " + name + " is back");
    }
  }

  private static String hostOf(WorkerInfo worker) {
    return worker.name().replaceFirst("/[0-9]+$", "");
  }
}
