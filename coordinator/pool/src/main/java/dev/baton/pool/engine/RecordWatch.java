package dev.baton.pool.engine;

import dev.baton.role.RecordRole;
import dev.baton.wire.Event;
import dev.baton.wire.Frame;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Entry;
import dev.baton.wire.ResultBatch.Status;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows somebody the events and the failures that a coordinator receives, before it acts on them.
 * Costs one look at a field for each record while nobody watches. Thread-safe.
 */
public final class RecordWatch {

  private final long coordinator;
  private volatile @Nullable Consumer<byte[]> watcher;

  RecordWatch(long coordinator) {
    this.coordinator = coordinator;
  }

  /** Shows all further records to {@code wanted}, which must return at once. */
  public void watch(Consumer<byte[]> wanted) {
    watcher = wanted;
  }

  /** The same role, which is watched. */
  RecordRole<Event> events(RecordRole<Event> role) {
    return new Watched<>(role, this::show);
  }

  /** The same role, which is watched for failures. */
  RecordRole<ResultBatch> failures(RecordRole<ResultBatch> role) {
    return new Watched<>(role, this::showFailures);
  }

  private void show(Event event) {
    Consumer<byte[]> to = watcher;
    if (to != null) {
      to.accept(Frame.encode(event));
    }
  }

  private void showFailures(ResultBatch batch) {
    Consumer<byte[]> to = watcher;
    if (to == null || batch.coordinator() != coordinator) {
      return;
    }
    List<Entry> failed =
        batch.results().stream().filter(each -> each.status() == Status.FAILED).toList();
    if (!failed.isEmpty()) {
      to.accept(
          Frame.encode(
              new ResultBatch(
                  batch.coordinator(), batch.incarnation(), batch.sentAtMicros(), failed)));
    }
  }

  private record Watched<R>(RecordRole<R> role, Consumer<R> watcher) implements RecordRole<R> {

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
}
