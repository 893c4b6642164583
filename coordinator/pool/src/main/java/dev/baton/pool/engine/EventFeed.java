package dev.baton.pool.engine;

import dev.baton.PoolEvent;
import dev.baton.pool.thread.FailureLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Hands events over from the coordinator's threads to the program's listener, which has a thread of
 * its own. Bounded: a listener that is slow makes the coordinator wait, but not for ever, and one
 * that has failed is told nothing more. Thread-safe.
 */
final class EventFeed implements Consumer<PoolEvent>, AutoCloseable {

  private static final int MOST_WAITING = 8_192;

  /** How long the coordinator waits for a listener, at its events and at its end. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final BlockingQueue<PoolEvent> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Consumer<? super List<PoolEvent>> listener;
  private final Consumer<String> notices;
  private final Duration patience;
  private final Thread thread;
  private volatile boolean gaveUp;
  private volatile boolean closed;

  /**
   * Starts the thread.
   *
   * @param notices told if the listener is given up
   */
  EventFeed(Consumer<? super List<PoolEvent>> listener, Consumer<String> notices) {
    this(listener, notices, PATIENCE);
  }

  EventFeed(
      Consumer<? super List<PoolEvent>> listener, Consumer<String> notices, Duration patience) {
    this.listener = listener;
    this.notices = notices;
    this.patience = patience;
    this.thread = Thread.ofPlatform().daemon().name("baton-observe").start(this::run);
  }

  @Override
  public void accept(PoolEvent event) {
    if (!gaveUp && !waiting.offer(event) && !offerForLong(event)) {
      giveUp(
          "what observes the pool has taken no event for "
              + patience.toSeconds()
              + " s, and is told nothing more; the pool goes on.");
    }
  }

  /** An interrupt is meant for the program's own code, which may be the caller: it is kept. */
  private boolean offerForLong(PoolEvent event) {
    long deadlineNs = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    try {
      while (!gaveUp) {
        long leftNs = deadlineNs - System.nanoTime();
        try {
          if (leftNs <= 0 || waiting.offer(event, leftNs, TimeUnit.NANOSECONDS)) {
            return leftNs > 0;
          }
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return true; // another thread has waited in vain, and has said so
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    List<PoolEvent> batch = new ArrayList<>();
    try {
      while (!gaveUp) {
        PoolEvent first = waiting.poll(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          waiting.drainTo(batch);
          listener.accept(List.copyOf(batch));
          batch.clear();
        } else if (closed) {
          return;
        }
      }
    } catch (InterruptedException e) {
      giveUp("what observes the pool was interrupted, and is told nothing more.");
    } catch (Throwable e) { // whatever it is, it is the program's
      FailureLog.log("What observes a pool failed; the pool goes on", e);
      giveUp("what observes the pool has failed, and is told nothing more; the pool goes on.");
    }
  }

  private synchronized void giveUp(String notice) {
    if (!gaveUp) {
      gaveUp = true;
      notices.accept(notice);
      waiting.clear();
    }
  }

  /** Waits, with a limit, until the listener has been told everything. */
  @Override
  public void close() {
    closed = true;
    try {
      if (!thread.join(patience)) {
        giveUp("what observes the pool has not taken its last events in time.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
