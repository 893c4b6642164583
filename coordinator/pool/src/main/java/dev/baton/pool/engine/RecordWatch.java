package dev.baton.pool.engine;

import dev.baton.role.RecordRole;
import dev.baton.wire.Event;
import dev.baton.wire.Frame;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Entry;
import dev.baton.wire.ResultBatch.Status;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows somebody the events and the failures that a coordinator receives, before it acts on them.
 * Costs next to nothing while nobody watches. Thread-safe.
 */
public final class RecordWatch {

  private final long coordinator;
  private final List<Consumer<byte[]>> watchers = new CopyOnWriteArrayList<>();
  private final List<Consumer<? super Event>> eventWatchers = new CopyOnWriteArrayList<>();

  RecordWatch(long coordinator, @Nullable Consumer<byte[]> first) {
    this.coordinator = coordinator;
    if (first != null) {
      watchers.add(first);
    }
  }

  /** Shows all further records to {@code wanted}, too, which must return at once. */
  public void watch(Consumer<byte[]> wanted) {
    watchers.add(wanted);
  }

  /** Shows {@code watcher} nothing more. */
  public void unwatch(Consumer<byte[]> watcher) {
    watchers.remove(watcher);
  }

  /**
   * Shows all further events as they are, which costs no encoding, to {@code wanted}, too; it must
   * return at once.
   */
  public void watchEvents(Consumer<? super Event> wanted) {
    eventWatchers.add(wanted);
  }

  /** The same role, which is watched. */
  RecordRole<Event> events(RecordRole<Event> role) {
    return new WatchedRole<>(role, this::show);
  }

  /** The same role, which is watched for failures. */
  RecordRole<ResultBatch> failures(RecordRole<ResultBatch> role) {
    return new WatchedRole<>(role, this::showFailures);
  }

  private void show(Event event) {
    eventWatchers.forEach(watcher -> watcher.accept(event));
    if (!watchers.isEmpty()) {
      show(Frame.encode(event));
    }
  }

  private void showFailures(ResultBatch batch) {
    if (watchers.isEmpty() || batch.coordinator() != coordinator) {
      return;
    }
    List<Entry> failed =
        batch.results().stream().filter(each -> each.status() == Status.FAILED).toList();
    if (!failed.isEmpty()) {
      show(
          Frame.encode(
              new ResultBatch(
                  batch.coordinator(), batch.incarnation(), batch.sentAtMicros(), failed)));
    }
  }

  private void show(byte[] record) {
    watchers.forEach(watcher -> watcher.accept(record));
  }
}
