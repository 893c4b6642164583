package dev.baton.agent;

import dev.baton.process.Descendants;
import java.util.Map;
import java.util.UUID;

/**
 * The processes that tasks start: none outlives its worker. Thread-safe.
 *
 * <p>A worker ends its own when it ends in order. After any other end they are found by a mark in
 * their environment; a process that is to live on can be started without it.
 */
final class Orphans {

  private static final String VARIABLE = "BATON_WORKER";

  private final String agent = UUID.randomUUID().toString();

  /** What is put into the environment of a worker. */
  Map<String, String> mark(long life) {
    return Map.of(VARIABLE, value(life));
  }

  /** A worker has ended: ends what its tasks have started. Looks at each process there is. */
  void endThoseOf(long life) {
    Descendants.killMarked(VARIABLE, value(life));
  }

  /** All workers have ended, or are to end now. */
  void endAll() {
    Descendants.killMarked(VARIABLE, agent);
  }

  private String value(long life) {
    return agent + '/' + life + '/';
  }
}
