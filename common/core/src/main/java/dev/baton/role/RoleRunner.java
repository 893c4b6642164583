package dev.baton.role;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link Role} on a daemon thread of its own: calls it when it was woken, when a record came
 * in, and when the time has come that it named; ends it. Others may call the role on their own
 * threads, one at a time with it. Thread-safe.
 */
public final class RoleRunner {

  /** A role is called at least this often. */
  private static final long LONGEST_WAIT_NS = 500_000_000;

  /** How a runner waits. */
  private interface Idling {

    /** Waits until something has happened, or so many nanoseconds have passed. */
    void await(long atMostNs) throws InterruptedException;

    /** Ends the present wait, or else the next one. */
    void wake();

    /** Nobody will wait any more. */
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
   * A runner that has nothing to run yet, and can be woken in vain.
   *
   * @param name the thread's
   * @param onFailed told, on the thread and once, what the role threw, if it was not stopped
   *     before; it is not called any more then
   */
  public RoleRunner(String name, Consumer<? super Throwable> onFailed) {
    this.name = name;
    this.onFailed = onFailed;
  }

  /** Starts a role that is woken. */
  public void start(Role role) {
    start(role, new Signal());
  }

  /**
   * Starts a role that acts on what a receiver gets.
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

  /** Something happened that the role should look at. Cheap. */
  public void wake() {
    idling.wake();
  }

  /**
   * Has the role called at once: here and now if no other thread is at it, which spares waking one;
   * else as {@link #wake}. A role that acts on records is woken in any case.
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
    } catch (Throwable e) { // not the caller's fault, nor its business
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
        running = way instanceof Signal ? role : null; // it may be acting on a record
        while (!stopped) {
          long waitNs = doWork(role);
          if (!stopped) {
            way.await(waitNs);
          }
        }
        running = null;
        turn.lock(); // whoever calls it on another thread comes to an end first
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
    } catch (Throwable e) { // an Error too: nobody else would say that the role has ended
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
