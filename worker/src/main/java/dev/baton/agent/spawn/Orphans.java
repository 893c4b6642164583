package dev.baton.agent.spawn;

import dev.baton.process.Descendants;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The processes that tasks start: none outlives its worker. Thread-safe.
 *
 * <p>A worker ends its own when it ends in order. After any other end they are found by a mark in
 * their environment; a process that is to live on can be started without it.
 */
final class Orphans {

  private static final String VARIABLE = "BATON_WORKER";

  private final String owner = UUID.randomUUID().toString();
  private final Set<String> others = ConcurrentHashMap.newKeySet();

  /** The mark of a worker that is started here. */
  String mark(long life) {
    return owner + '/' + life + '/';
  }

  /** A worker that somebody else has started has this mark. */
  void add(String mark) {
    others.add(mark);
  }

  /** What is put into the environment of a worker. */
  static Map<String, String> environment(String mark) {
    return Map.of(VARIABLE, mark);
  }

  /** A worker has ended: ends what its tasks have started. Looks at each process there is. */
  static void endThoseOf(String mark) {
    Descendants.killMarked(VARIABLE, mark);
  }

  /** All workers have ended, or are to end now. */
  void endAll() {
    Descendants.killMarked(VARIABLE, owner);
    others.forEach(Orphans::endThoseOf);
  }
}
