package dev.baton.agent.copy;

import java.io.IOException;

/**
 * A copy that the workers of this host can read.
 *
 * @param bytes how much room it takes
 * @param isKept whether it may stay when nobody needs it, as others are likely to ask for it
 * @param remover removes it; who still reads it can go on
 */
record StoredCopy(long bytes, boolean isKept, Remover remover) {

  /** Removes a copy. */
  @FunctionalInterface
  interface Remover {
    void remove() throws IOException;
  }

  /** Removes it; what cannot be removed goes with the host store. */
  void remove() {
    try {
      remover.remove();
    } catch (IOException e) {
      System.getLogger(StoredCopy.class.getName())
          .log(System.Logger.Level.DEBUG, "A copy could not be removed", e);
    }
  }
}
