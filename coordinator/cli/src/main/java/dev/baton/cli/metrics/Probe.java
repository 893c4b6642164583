package dev.baton.cli.metrics;

import org.jspecify.annotations.Nullable;

/** A question to a process, asked from time to time from outside. Thread-safe. */
@FunctionalInterface
public interface Probe {

  /** What is wrong, in words; null if all is well. */
  @Nullable String problem();
}
