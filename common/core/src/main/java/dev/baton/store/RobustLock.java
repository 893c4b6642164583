package dev.baton.store;

import dev.baton.StoreBusyException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongPredicate;

/**
 * A lock between processes, in a word of shared memory, that outlives the death of its holder: the
 * word has the holder's {@link Members} token, or 0, and whoever finds there the token of a process
 * that is gone puts its own in its place, and is told to repair what the dead one may have left
 * half done.
 *
 * <p>A lock that the kernel keeps would need two system calls for each use; this one needs none
 * while nobody waits, and asks the kernel only about a holder that has been seen for a while.
 *
 * <p>Thread-safe, for threads of both kinds: those of this process first queue at a lock of their
 * own. Not reentrant. Interrupts neither break a wait off nor get lost.
 */
public final class RobustLock {

  /** The size of the word, which is aligned to it; give each lock a cache line of its own. */
  public static final int BYTES = Long.BYTES;

  private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();
  private static final long FREE = 0;

  /** Tries before each pause: a few microseconds, as long as a short section takes. */
  private static final int TRIES = 100;

  private static final long FIRST_PAUSE_NANOS = 20_000;
  private static final long LAST_PAUSE_NANOS = 1_000_000;

  /** So long is the same holder taken for alive without asking; then it is asked after so often. */
  private static final long TRUST_NANOS = 20_000_000;

  private final ReentrantLock inside = new ReentrantLock();
  private final MemorySegment word;
  private final long token;
  private final LongPredicate isAlive;
  private final String name;
  private final long limitNanos;

  /**
   * A lock on a word that is 0, or was used by other locks of this kind.
   *
   * @param token of this process
   * @param isAlive whether the process with a token lives, as {@link Members#isAlive}
   * @param name what it locks, for messages
   * @param limit how long to wait for holders that live
   */
  public RobustLock(
      MemorySegment word, long token, LongPredicate isAlive, String name, Duration limit) {
    this.word = word;
    this.token = token;
    this.isAlive = isAlive;
    this.name = name;
    this.limitNanos = limit.toNanos();
  }

  /**
   * Waits until this thread has the lock.
   *
   * @return whether it was taken over from a process that is dead
   * @throws StoreBusyException if that took longer than the limit; names the holder
   */
  public boolean lock() {
    long deadline = System.nanoTime() + limitNanos;
    boolean interrupted = Thread.interrupted();
    try {
      interrupted |= queueInside(deadline);
      try {
        if (WORD.compareAndSet(word, 0L, FREE, token)) {
          return false;
        }
        Wait wait = new Wait(deadline);
        try {
          return wait.untilHeld();
        } finally {
          interrupted |= wait.interrupted;
        }
      } catch (Throwable e) {
        inside.unlock();
        throw e;
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Gives the lock to whoever comes next.
   *
   * @throws IllegalMonitorStateException if this thread does not have it
   * @throws IllegalStateException if others took this process for dead, as they must when it leaves
   *     its {@link Members} too early
   */
  public void unlock() {
    if (!inside.isHeldByCurrentThread()) {
      throw new IllegalMonitorStateException(name);
    }
    try {
      if (!WORD.compareAndSet(word, 0L, token, FREE)) {
        throw new IllegalStateException("The lock on " + name + " was taken over by another.");
      }
    } finally {
      inside.unlock();
    }
  }

  /** Returns whether the thread was interrupted meanwhile. */
  private boolean queueInside(long deadline) {
    boolean interrupted = false;
    while (true) {
      try {
        if (inside.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          return interrupted;
        }
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        throw busy("another thread of this process");
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  private StoreBusyException busy(String holder) {
    return new StoreBusyException(
        "Gave up waiting for %s after %d s: held by %s."
            .formatted(name, TimeUnit.NANOSECONDS.toSeconds(limitNanos), holder));
  }

  /** One thread's wait for the word. */
  private final class Wait {

    private final long deadline;
    private boolean interrupted;
    private long suspect = FREE;
    private long askAfter;
    private long pause = FIRST_PAUSE_NANOS;

    Wait(long deadline) {
      this.deadline = deadline;
    }

    boolean untilHeld() {
      while (true) {
        for (int i = 0; i < TRIES; i++) {
          if ((long) WORD.getVolatile(word, 0L) == FREE
              && WORD.compareAndSet(word, 0L, FREE, token)) {
            return false;
          }
          Thread.onSpinWait();
        }
        long holder = (long) WORD.getVolatile(word, 0L);
        if (holder != FREE) {
          if (isDead(holder) && WORD.compareAndSet(word, 0L, holder, token)) {
            return true;
          }
          if (System.nanoTime() - deadline > 0) {
            throw busy(
                "the process with line %d and token %x of the store's members"
                    .formatted(Members.lineOf(holder), holder));
          }
          pause();
        }
      }
    }

    private boolean isDead(long holder) {
      long now = System.nanoTime();
      if (holder != suspect) {
        suspect = holder;
        askAfter = now + TRUST_NANOS;
        return false;
      }
      if (now - askAfter < 0) {
        return false;
      }
      askAfter = now + TRUST_NANOS;
      return !isAlive.test(holder);
    }

    private void pause() {
      // An interrupted thread does not park: it would spin until the lock is free.
      interrupted |= Thread.interrupted();
      LockSupport.parkNanos(this, pause);
      pause = Math.min(2 * pause, LAST_PAUSE_NANOS);
    }
  }
}
