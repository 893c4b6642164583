package dev.baton.pool.engine;

import dev.baton.role.RecordRole;
import java.util.function.Consumer;

/**
 * A role whose records somebody sees before it acts on them.
 *
 * @param watcher called on the role's thread
 */
record WatchedRole<R>(RecordRole<R> role, Consumer<R> watcher) implements RecordRole<R> {

  @Override
  public void accept(R record, long nowNs) {
    watcher.accept(record);
    role.accept(record, nowNs);
  }

  @Override
  public long doWork(long nowNs) {
    return role.doWork(nowNs);
  }

  @Override
  public void onStop() {
    role.onStop();
  }
}
