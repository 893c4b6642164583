package dev.baton.pool.engine;

import org.jspecify.annotations.Nullable;

/** The decoded outcome of a task. */
public sealed interface Decoded {

  /** What it returned. */
  record Value(@Nullable Object value) implements Decoded {}

  /** Why there is no value. */
  record Failure(Throwable cause) implements Decoded {}
}
