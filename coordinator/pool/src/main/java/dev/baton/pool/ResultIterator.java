package dev.baton.pool;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The results of a map, up to the first failure, which ends it. For one thread at a time. */
record ResultIterator<T extends @Nullable Object, R extends @Nullable Object>(
    MapIterator<T, R> outcomes) implements Iterator<R> {

  @Override
  public boolean hasNext() {
    return outcomes.hasNext();
  }

  @Override
  public R next() {
    MapResult<T, R> outcome = outcomes.next();
    if (outcome.failure() != null) {
      outcomes.close();
    }
    return outcome.orThrow();
  }
}
