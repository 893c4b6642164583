package dev.baton.pool.engine;

import org.jspecify.annotations.Nullable;

/** What a task has come to, decoded. */
public sealed interface Decoded {

  /** What it returned. */
  record Value(@Nullable Object value) implements Decoded {}

  /** Why there is no value. */
  record Failure(Throwable cause) implements Decoded {}
}
