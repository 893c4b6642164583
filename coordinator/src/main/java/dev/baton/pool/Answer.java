package dev.baton.pool;

import org.jspecify.annotations.Nullable;

/** A decoded outcome: a value, or a failure. */
record Answer(@Nullable Object value, @Nullable Throwable failure) {}
