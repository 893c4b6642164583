package dev.baton.pool;

import dev.baton.wire.CancelJob;
import dev.baton.wire.Frame;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Shows the records that tell what happens in a pool, as hosts and workers send them. Used by
 * {@code baton run} for its journal and its dashboard, and to be cancelled; their layout is Baton's
 * own and changes with its version.
 */
public final class PoolRecords {

  private PoolRecords() {}

  /**
   * Shows all events of hosts, workers and coordinators from the start of a pool: when it is built,
   * the first workers have come. Of the answers of workers, shows those that tell of failures.
   *
   * @param builder whose pools
   * @param watcher gets each record, encoded as on the pool's channels, in place of a watcher that
   *     the builder had; called by the threads on which the pool works, so it must return at once
   */
  public static void watch(ProcessPoolBuilder builder, Consumer<byte[]> watcher) {
    Objects.requireNonNull(builder, "builder");
    Objects.requireNonNull(watcher, "watcher");
    builder.records(watcher);
  }

  /**
   * Shows all further records of the same kind.
   *
   * @param pool whose records
   * @param watcher as with {@link #watch(ProcessPoolBuilder, Consumer)}; one more than the pool has
   */
  public static void watch(ProcessPool pool, Consumer<byte[]> watcher) {
    Objects.requireNonNull(pool, "pool");
    Objects.requireNonNull(watcher, "watcher");
    pool.engine().watch().watch(watcher);
  }

  /**
   * Shows a watcher nothing more.
   *
   * @param pool whose records it was shown
   * @param watcher the same object that was given to watch
   */
  public static void unwatch(ProcessPool pool, Consumer<byte[]> watcher) {
    Objects.requireNonNull(pool, "pool");
    Objects.requireNonNull(watcher, "watcher");
    pool.engine().watch().unwatch(watcher);
  }

  /**
   * Tells which attempts with a result took longest to run, so far: a handful of them.
   *
   * @param pool whose attempts
   * @return each as a record; the longest first
   */
  public static List<byte[]> longest(ProcessPool pool) {
    Objects.requireNonNull(pool, "pool");
    return pool.engine().longest().longestFirst().stream().map(Frame::encode).toList();
  }

  /**
   * Has somebody told when another process asks, on the events channel, that the pool's job end.
   *
   * @param pool whose job
   * @param onRequest gets the name of who asks, as that process gave it; called by a thread on
   *     which the pool works, so it must return at once
   */
  public static void onCancelRequest(ProcessPool pool, Consumer<String> onRequest) {
    Objects.requireNonNull(pool, "pool");
    Objects.requireNonNull(onRequest, "onRequest");
    String jobId = pool.engine().jobId();
    pool.engine()
        .watch()
        .watchEvents(
            event -> {
              if (event instanceof CancelJob request && request.jobId().equals(jobId)) {
                onRequest.accept(request.requester());
              }
            });
  }
}
