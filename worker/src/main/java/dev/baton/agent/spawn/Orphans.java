package dev.baton.agent.spawn;

import dev.baton.process.Descendants;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ensures that no process started by a task outlives its worker. Thread-safe.
 *
 * <p>A worker that ends in an orderly way ends its own. After any other end, a mark in their
 * environment identifies them; to let a process live on, start it without the mark.
 */
final class Orphans {

  private static final String VARIABLE = "BATON_WORKER";

  private final String owner = UUID.randomUUID().toString();
  private final Set<String> others = ConcurrentHashMap.newKeySet();

  /** The mark for a worker that is started here. */
  String mark(long life) {
    return owner + '/' + life + '/';
  }

  /** Adds the mark of a worker that another process has started. */
  void add(String mark) {
    others.add(mark);
  }

  /** The variables to put into a worker's environment. */
  static Map<String, String> environment(String mark) {
    return Map.of(VARIABLE, mark);
  }

  /**
   * Ends the processes that the tasks of a dead worker have started. Looks at every process on the
   * machine.
   */
  static void endThoseOf(String mark) {
    Descendants.killMarked(VARIABLE, mark);
  }

  /** Does the same for all workers: they have ended, or are about to. */
  void endAll() {
    Descendants.killMarked(VARIABLE, owner);
    others.forEach(Orphans::endThoseOf);
  }
}
