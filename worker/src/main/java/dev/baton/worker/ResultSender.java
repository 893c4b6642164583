package dev.baton.worker;

import dev.baton.link.WorkerLinks;
import dev.baton.role.Clock;
import dev.baton.role.Role;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.ResultBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Sends results to their coordinators, gathered into batches while more are about to come.
 * Thread-safe.
 *
 * <p>A result that no other follows is sent at once by the thread that brings it. While tasks wait
 * to run, results wait too, for as long as their batch says at most: the role enforces that, since
 * the next task may take long. The same holds for the results that a chunk gathers.
 */
final class ResultSender implements Role {

  static final int BATCH_BYTES = 128 << 10;
  static final int BATCH_RESULTS = 1000;

  private final long incarnation;
  private final WorkerLinks links;
  private final Clock clock;
  private final Runnable onWaiting;

  /**
   * Held in shared mode by threads that may send what they bring; {@link #flush} takes it
   * exclusively.
   */
  private final ReadWriteLock sending = new ReentrantReadWriteLock();

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<ResultAddress, List<ResultBatch.Entry>> waiting = new HashMap<>();
  private final Set<GatheredResults> gathering = new LinkedHashSet<>();
  private int results;
  private int bytes;

  /** When the role looks at what waits: before the first of it has waited too long. */
  private long dueNs;

  /** The shortest wait among what waits: others of the same or a longer one change nothing. */
  private long shortestNs;

  /** Whether the role looks by itself before a waiting result is due. */
  private boolean watched;

  /**
   * Creates a sender.
   *
   * @param onWaiting called when a result begins to wait, so that {@link #doWork} is called soon
   */
  ResultSender(long incarnation, WorkerLinks links, Clock clock, Runnable onWaiting) {
    this.incarnation = incarnation;
    this.links = links;
    this.clock = clock;
    this.onWaiting = onWaiting;
  }

  /** The size limit of one result. */
  PayloadLimit limit() {
    return links.limit();
  }

  /**
   * Sends an answer, now or soon; waits while the link's buffers are full.
   *
   * @param moreToCome whether other results are likely to follow within moments
   */
  void send(ReceivedBatch batch, ResultBatch.Entry answer, boolean moreToCome) {
    sending.readLock().lock();
    try {
      add(batch, answer, moreToCome).forEach(this::send);
    } finally {
      sending.readLock().unlock();
    }
  }

  /**
   * Sends what a chunk has gathered, like {@link #send(ReceivedBatch, ResultBatch.Entry, boolean)}.
   */
  void send(GatheredResults results, boolean moreToCome) {
    sending.readLock().lock();
    try {
      ResultBatch.Entry answer = take(results);
      if (answer != null) {
        add(results.chunk().batch(), answer, moreToCome).forEach(this::send);
      } else if (!moreToCome) {
        takeWaiting().forEach(this::send);
      }
    } finally {
      sending.readLock().unlock();
    }
  }

  private ResultBatch.@Nullable Entry take(GatheredResults results) {
    lock.lock();
    try {
      gathering.remove(results);
    } finally {
      lock.unlock();
    }
    return results.take();
  }

  /**
   * Notes that a chunk has gathered a first result since its last send: the gathered results are
   * sent once that one has waited long enough.
   */
  void gathering(GatheredResults chunk) {
    boolean beginsToWait;
    lock.lock();
    try {
      beginsToWait = beginsToWait(chunk.chunk().batch());
      gathering.add(chunk);
    } finally {
      lock.unlock();
    }
    if (beginsToWait) {
      onWaiting.run();
    }
  }

  /** Notes that a result waits from now on; returns whether the role must be told. */
  private boolean beginsToWait(ReceivedBatch batch) {
    boolean isNews = !watched;
    watched = true;
    boolean isFirst = results == 0 && gathering.isEmpty();
    if (isFirst || batch.lingerNs() < shortestNs) {
      long ownDueNs = clock.nanoTime() + batch.lingerNs();
      boolean isEarlier = ownDueNs - dueNs < 0;
      dueNs = isFirst || isEarlier ? ownDueNs : dueNs;
      shortestNs = batch.lingerNs();
      isNews |= isEarlier;
    }
    return isNews;
  }

  /** Adds an answer; returns what must be sent now. */
  private List<Map.Entry<ResultAddress, List<ResultBatch.Entry>>> add(
      ReceivedBatch batch, ResultBatch.Entry result, boolean moreToCome) {
    List<Map.Entry<ResultAddress, List<ResultBatch.Entry>>> ready = new ArrayList<>(1);
    int size = ResultBatch.Entry.OVERHEAD_BYTES + result.payload().size() + result.blobs().length;
    boolean beginsToWait = false;
    lock.lock();
    try {
      if (!limit().fits(bytes + (long) size)) {
        takeAll(ready);
      }
      if (moreToCome) {
        beginsToWait = beginsToWait(batch);
      }
      waiting.computeIfAbsent(batch.resultAddress(), _ -> new ArrayList<>()).add(result);
      bytes += size;
      results++;
      if (!moreToCome || bytes >= BATCH_BYTES || results >= BATCH_RESULTS) {
        takeAll(ready);
      }
    } finally {
      lock.unlock();
    }
    if (beginsToWait) {
      onWaiting.run();
    }
    return ready;
  }

  /**
   * Sends what waits. Once this returns, the link has everything that was sent before, including
   * what another thread had taken to send.
   */
  void flush() {
    sending.writeLock().lock();
    try {
      takeGathered()
          .forEach(
              results -> {
                ResultBatch.Entry answer = results.take();
                if (answer != null) {
                  add(results.chunk().batch(), answer, true).forEach(this::send);
                }
              });
      takeWaiting().forEach(this::send);
    } finally {
      sending.writeLock().unlock();
    }
  }

  private List<GatheredResults> takeGathered() {
    lock.lock();
    try {
      List<GatheredResults> all = List.copyOf(gathering);
      gathering.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }

  private List<Map.Entry<ResultAddress, List<ResultBatch.Entry>>> takeWaiting() {
    List<Map.Entry<ResultAddress, List<ResultBatch.Entry>>> ready = new ArrayList<>(1);
    lock.lock();
    try {
      takeAll(ready);
      return ready;
    } finally {
      lock.unlock();
    }
  }

  /** Sends results that have waited long enough. */
  @Override
  public long doWork(long nowNs) {
    lock.lock();
    try {
      if (results == 0 && gathering.isEmpty()) {
        watched = false;
        return NOTHING_DUE;
      }
      long leftNs = dueNs - nowNs;
      if (leftNs > 0) {
        return leftNs;
      }
    } finally {
      lock.unlock();
    }
    flush();
    return 0;
  }

  private void takeAll(List<Map.Entry<ResultAddress, List<ResultBatch.Entry>>> batches) {
    waiting.forEach((address, entries) -> batches.add(Map.entry(address, entries)));
    waiting.clear();
    results = 0;
    bytes = 0;
  }

  private void send(Map.Entry<ResultAddress, List<ResultBatch.Entry>> batch) {
    ResultAddress to = batch.getKey();
    links
        .toCoordinator(to.address())
        .send(
            new ResultBatch(to.coordinator(), incarnation, clock.epochMicros(), batch.getValue()));
  }
}
