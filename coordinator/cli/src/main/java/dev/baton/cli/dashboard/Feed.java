package dev.baton.cli.dashboard;

import dev.baton.BatonException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps a state up to date from a source, on a thread of its own, until it is closed. */
final class Feed implements AutoCloseable {

  private static final long STEP_MS = 1_000;
  private static final long CLOSE_LIMIT_MS = 2_000;

  /** So soon it notices that it is to end; an interrupt would break a Kafka client. */
  private static final long NOTICE_MS = 100;

  private final Source source;
  private final DashboardState state;
  private final CountDownLatch ending = new CountDownLatch(1);
  private final Thread thread;

  private Feed(Source source, DashboardState state) {
    this.source = source;
    this.state = state;
    this.thread = Thread.ofPlatform().daemon().name("baton-dashboard").unstarted(this::follow);
  }

  /** Begins; closes the source in the end. */
  static Feed start(Source source, DashboardState state) {
    Feed feed = new Feed(source, state);
    feed.thread.start();
    return feed;
  }

  private void follow() {
    try (source) {
      long nextNs = System.nanoTime();
      while (ending.getCount() > 0) {
        String notice = step(nextNs);
        state.notice(notice);
        if (notice != null) {
          var _ = ending.await(STEP_MS, TimeUnit.MILLISECONDS);
        }
        nextNs = Math.max(nextNs + TimeUnit.MILLISECONDS.toNanos(STEP_MS), System.nanoTime());
      }
      var _ = step(System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Counts when it is time to, and listens until then; returns what went wrong. */
  private @Nullable String step(long untilNs) throws InterruptedException {
    try {
      long leftMs = STEP_MS;
      while (leftMs > 0) {
        leftMs = TimeUnit.NANOSECONDS.toMillis(untilNs - System.nanoTime());
        source.hear(state, Math.clamp(leftMs, 0, NOTICE_MS));
        if (ending.getCount() == 0) {
          break;
        }
      }
      source.count(state, System.currentTimeMillis());
      return null;
    } catch (BatonException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Counts once more and ends, with a limit. */
  @Override
  public void close() {
    ending.countDown();
    try {
      thread.join(CLOSE_LIMIT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
