package dev.baton.worker;

import dev.baton.log.Channel;
import dev.baton.log.Publisher;
import dev.baton.wire.Frame;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.ResultBatch;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/**
 * Puts results on the log, gathered into batches while more are about to come. Thread-safe.
 *
 * <p>A result that nothing follows is sent at once by the thread that brings it. While tasks wait
 * to run, results wait too, for {@link #LONGEST_WAIT_NS} at most: a thread of its own sees to that,
 * since the next task may take long.
 */
final class ResultSender implements Runnable {

  static final long LONGEST_WAIT_NS = 3_000_000;
  static final int BATCH_BYTES = 128 << 10;
  static final int BATCH_RESULTS = 1000;

  private record Parcel(ResultAddress address, List<ResultBatch.Entry> results) {}

  private final long incarnation;
  private final Publisher publisher;
  private final Consumer<Exception> onBroken;

  /** Shared by those who may publish what they bring; {@link #flush} takes it alone. */
  private final ReadWriteLock publishing = new ReentrantReadWriteLock();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<ResultAddress, List<ResultBatch.Entry>> waiting = new HashMap<>();
  private int results;
  private int bytes;
  private long oldestNs;

  /**
   * A sender; some thread must run it.
   *
   * @param onBroken told when results could not be put on the log: they are lost
   */
  ResultSender(long incarnation, Publisher publisher, Consumer<Exception> onBroken) {
    this.incarnation = incarnation;
    this.publisher = publisher;
    this.onBroken = onBroken;
  }

  /** How much one result may have. */
  PayloadLimit limit() {
    return PayloadLimit.ofRecords(publisher.maxRecordBytes());
  }

  /**
   * Sends a result, now or soon; waits while the publisher's buffers are full.
   *
   * @param moreToCome whether other results are likely to follow within moments
   */
  void send(ResultAddress address, ResultBatch.Entry result, boolean moreToCome) {
    publishing.readLock().lock();
    try {
      add(address, result, moreToCome).forEach(this::publish);
    } finally {
      publishing.readLock().unlock();
    }
  }

  /** Returns what is to be published now. */
  private List<Parcel> add(ResultAddress address, ResultBatch.Entry result, boolean moreToCome) {
    List<Parcel> ready = new ArrayList<>(1);
    int size =
        ResultBatch.Entry.OVERHEAD_BYTES + result.payload().bytes().length + result.blobs().length;
    lock.lock();
    try {
      if (!limit().fits(bytes + (long) size)) {
        takeAll(ready);
      }
      waiting.computeIfAbsent(address, _ -> new ArrayList<>()).add(result);
      bytes += size;
      if (results++ == 0) {
        oldestNs = System.nanoTime();
        if (moreToCome) {
          changed.signal();
        }
      }
      if (!moreToCome || bytes >= BATCH_BYTES || results >= BATCH_RESULTS) {
        takeAll(ready);
      }
      return ready;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sends what waits. Once this returns the publisher has all that was sent before, also what
   * another thread had taken to publish it.
   */
  void flush() {
    publishing.writeLock().lock();
    try {
      takeWaiting().forEach(this::publish);
    } finally {
      publishing.writeLock().unlock();
    }
  }

  private List<Parcel> takeWaiting() {
    List<Parcel> ready = new ArrayList<>(1);
    lock.lock();
    try {
      takeAll(ready);
      return ready;
    } finally {
      lock.unlock();
    }
  }

  /** Sends results that have waited long enough, until interrupted. */
  @Override
  public void run() {
    try {
      while (true) {
        awaitOld();
        flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitOld() throws InterruptedException {
    lock.lock();
    try {
      while (true) {
        if (results == 0) {
          changed.await();
        } else {
          long leftNs = oldestNs + LONGEST_WAIT_NS - System.nanoTime();
          if (leftNs <= 0) {
            return;
          }
          var _ = changed.awaitNanos(leftNs);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void takeAll(List<Parcel> parcels) {
    waiting.forEach((address, entries) -> parcels.add(new Parcel(address, entries)));
    waiting.clear();
    results = 0;
    bytes = 0;
  }

  private void publish(Parcel parcel) {
    ResultBatch batch =
        new ResultBatch(
            parcel.address().coordinator(),
            incarnation,
            ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()),
            parcel.results());
    publisher.publish(
        Channel.RESULTS,
        parcel.address().partition(),
        Frame.encode(batch),
        failure -> {
          if (failure != null) {
            onBroken.accept(failure);
          }
        });
  }
}
