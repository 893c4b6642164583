package dev.baton.measure.race;

import java.io.IOException;

/** Counts up a number. A loop of its own for each, so that none pays for a call that others do. */
@FunctionalInterface
interface Count {

  /** Adds 1 so many times. */
  void up(long times) throws IOException;
}
