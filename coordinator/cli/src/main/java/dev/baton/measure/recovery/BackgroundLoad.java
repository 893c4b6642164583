package dev.baton.measure.recovery;

import dev.baton.TaskFunction;
import dev.baton.pool.ProcessPool;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the workers of a pool busy with short tasks, and checks their answers: recovery of a pool
 * that has nothing else to do is easy. Thread-safe.
 */
final class BackgroundLoad implements AutoCloseable {

  private static final long TASK_NS = 20_000_000;

  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicLong done = new AtomicLong();
  private final Thread thread;
  private volatile @Nullable Throwable failure;

  private BackgroundLoad(ProcessPool pool) {
    thread = Thread.ofPlatform().daemon().name("baton-measure-load").unstarted(() -> run(pool));
  }

  /** Keeps a pool busy from now on until closed. */
  static BackgroundLoad on(ProcessPool pool) {
    BackgroundLoad load = new BackgroundLoad(pool);
    load.thread.start();
    return load;
  }

  /** Works for a while and answers. */
  record Spin() implements TaskFunction<Long, Long> {

    @Override
    public Long apply(Long number) {
      long end = System.nanoTime() + TASK_NS;
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      return ProbeTask.answer(number);
    }
  }

  private void run(ProcessPool pool) {
    Iterable<Long> numbers = () -> new Numbers(stopped);
    try (Stream<Long> answers = pool.map(new Spin(), numbers)) {
      Iterator<Long> all = answers.iterator();
      for (long number = 0; all.hasNext(); number++) {
        if (all.next() != ProbeTask.answer(number)) {
          throw new IllegalStateException("task " + number + " of the load has a wrong answer");
        }
        done.incrementAndGet();
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** From 0, without end until it is stopped. For one thread. */
  private static final class Numbers implements Iterator<Long> {

    private final AtomicBoolean stopped;
    private long next;

    private Numbers(AtomicBoolean stopped) {
      this.stopped = stopped;
    }

    @Override
    public boolean hasNext() {
      return !stopped.get();
    }

    @Override
    public Long next() {
      return next++;
    }
  }

  /** How many tasks have answered. */
  long done() {
    return done.get();
  }

  /** What was wrong with it, or null. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** Lets what is under way end, and waits for it. */
  @Override
  public void close() {
    stopped.set(true);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
