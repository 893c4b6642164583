package dev.baton.pool;

import org.jspecify.annotations.Nullable;

/** An input of a map and the task that was made of it. Compared by identity. */
final class MapTask<T extends @Nullable Object, R extends @Nullable Object> {

  final T input;
  final TaskFuture<R> future;
  final int bytes;

  MapTask(T input, TaskFuture<R> future, int bytes) {
    this.input = input;
    this.future = future;
    this.bytes = bytes;
  }
}
