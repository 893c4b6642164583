package dev.baton.role;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link Role} on its own daemon thread: calls it when it was woken, when a record has
 * arrived, and at the time that it named; and ends it. Other threads may call the role themselves,
 * one thread at a time. Thread-safe.
 */
public final class RoleRunner {

  /** A role is called at least this often. */
  private static final long LONGEST_WAIT_NS = 500_000_000;

  /** How a runner waits. */
  private interface Idling {

    /** Waits until something happens, or this many nanoseconds have passed. */
    void await(long atMostNs) throws InterruptedException;

    /** Ends the current wait, or else the next one. */
    void wake();

    /** Called once there will be no more waits. */
    default void close() {}
  }

  private final String name;
  private final Consumer<? super Throwable> onFailed;
  private volatile Idling idling = new Signal();
  private final ReentrantLock turn = new ReentrantLock();
  private volatile @Nullable Role running;
  private volatile long dueNs = Long.MAX_VALUE;
  private @Nullable Thread thread;
  private volatile boolean stopped;
  private volatile boolean hasFailed;

  /**
   * Creates a runner without a role; waking it has no effect yet.
   *
   * @param name the name of the thread
   * @param onFailed told once, on the thread, what the role threw, unless it was stopped before;
   *     the role is not called again after that
   */
  public RoleRunner(String name, Consumer<? super Throwable> onFailed) {
    this.name = name;
    this.onFailed = onFailed;
  }

  /** Starts a role that is called when woken. */
  public void start(Role role) {
    start(role, new Signal());
  }

  /**
   * Starts a role that handles the records of a receiver.
   *
   * @param receiver closed when the role has ended
   */
  public <R> void start(RecordRole<R> role, Receiver<? extends R> receiver) {
    start(role, new Reception<>(role, receiver));
  }

  private synchronized void start(Role role, Idling way) {
    if (thread != null) {
      throw new IllegalStateException(name + " was started before");
    }
    idling = way;
    thread = Thread.ofPlatform().daemon().name(name).start(() -> run(role, way));
  }

  /** Wakes the role, because something happened that it should look at. Cheap. */
  public void wake() {
    idling.wake();
  }

  /**
   * Calls the role at once: on this thread if no other is calling it, which saves waking one; else
   * like {@link #wake}. A role that handles records is always woken.
   */
  public void call() {
    Role role = running;
    if (role == null || turn.isHeldByCurrentThread() || !turn.tryLock()) {
      wake();
      return;
    }
    boolean isSooner;
    try {
      long nowNs = System.nanoTime();
      long nextNs = role.doWork(nowNs);
      isSooner = nextNs < dueNs - nowNs;
    } catch (Throwable e) { // neither the caller's fault nor its business
      failed(e);
      return;
    } finally {
      turn.unlock();
    }
    if (isSooner) {
      wake(); // its thread sleeps for too long
    }
  }

  /** Makes the role end soon; does not wait for it. */
  public void stop() {
    stopped = true;
    idling.wake();
  }

  /**
   * Stops the role, waits until it has ended, and interrupts it if that takes longer than the
   * limit.
   *
   * @return whether it ended in time
   */
  public boolean stop(Duration limit) {
    stop();
    Thread started = thread();
    if (started == null) {
      return true;
    }
    try {
      if (started.join(limit)) {
        return true;
      }
      started.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private synchronized @Nullable Thread thread() {
    return thread;
  }

  private void run(Role role, Idling way) {
    try {
      try {
        running = way instanceof Signal ? role : null; // it may be handling a record
        while (!stopped) {
          long waitNs = doWork(role);
          if (!stopped) {
            way.await(waitNs);
          }
        }
        running = null;
        turn.lock(); // another thread that is calling it finishes first
        try {
          if (!hasFailed) {
            role.onStop();
          }
        } finally {
          turn.unlock();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        way.close();
      }
    } catch (Throwable e) { // an Error too: nothing else would report that the role has ended
      failed(e);
    }
  }

  private long doWork(Role role) {
    turn.lock();
    try {
      long nowNs = System.nanoTime();
      long waitNs = Math.clamp(role.doWork(nowNs), 0, LONGEST_WAIT_NS);
      dueNs = nowNs + waitNs;
      return waitNs;
    } finally {
      turn.unlock();
    }
  }

  private void failed(Throwable failure) {
    running = null;
    if (!stopped) {
      hasFailed = true;
      stopped = true;
      idling.wake();
      onFailed.accept(failure);
    }
  }

  private static final class Signal implements Idling {

    private final Semaphore raised = new Semaphore(0);

    @Override
    public void await(long atMostNs) throws InterruptedException {
      var _ = raised.tryAcquire(atMostNs, TimeUnit.NANOSECONDS);
      raised.drainPermits();
    }

    @Override
    public void wake() {
      if (raised.availablePermits() == 0) {
        raised.release();
      }
    }
  }

  private record Reception<R>(RecordRole<R> role, Receiver<? extends R> receiver)
      implements Idling {

    @Override
    public void await(long atMostNs) {
      for (R record : receiver.receive(Duration.ofNanos(atMostNs))) {
        role.accept(record, System.nanoTime());
      }
    }

    @Override
    public void wake() {
      receiver.wakeup();
    }

    @Override
    public void close() {
      receiver.close();
    }
  }
}
