package dev.baton.cli.run;

import dev.baton.journal.LongestNotes;
import dev.baton.journal.TroubleNotes;
import dev.baton.pool.PoolRecords;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.ProcessPoolBuilder;
import dev.baton.wire.AttemptTimes;
import dev.baton.wire.Frame;
import dev.baton.wire.WireRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a run's journal is to have of its pool so that it can be explained later: what goes wrong,
 * and which attempts were the longest. Thread-safe.
 */
final class RunNotes {

  private final TroubleNotes troubles;
  private final LongestNotes longest = new LongestNotes();
  private final Consumer<byte[]> watcher;
  private @Nullable ProcessPool pool;

  RunNotes(boolean isOnCluster) {
    troubles = isOnCluster ? TroubleNotes.ofClusterJob() : TroubleNotes.ofOwnWorkers();
    watcher = troubles::hear;
  }

  /** Hears what goes wrong in the pool that is about to start. */
  void watch(ProcessPoolBuilder builder) {
    PoolRecords.watch(builder, watcher);
  }

  /** Knows which attempts were the longest, from now on. */
  synchronized void listen(ProcessPool started) {
    pool = started;
  }

  /** What is to be written now. */
  synchronized List<WireRecord> take() {
    List<WireRecord> records = new ArrayList<>(troubles.take());
    if (pool != null) {
      records.addAll(longest.take(longest(pool)));
      if (troubles.isFull()) {
        PoolRecords.unwatch(pool, watcher);
      }
    }
    return records;
  }

  /** What is to be written at the end. */
  synchronized List<WireRecord> takeLast() {
    List<WireRecord> records = new ArrayList<>(take());
    if (pool != null) {
      records.addAll(longest.takeLast(longest(pool)));
    }
    return records;
  }

  private static List<AttemptTimes> longest(ProcessPool pool) {
    return PoolRecords.longest(pool).stream()
        .map(Frame::decode)
        .map(AttemptTimes.class::cast)
        .toList();
  }
}
