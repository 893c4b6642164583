package dev.baton.job.runner;

import dev.baton.TaskFunction;
import dev.baton.advise.engine.LocalTask;
import dev.baton.pool.MapResult;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Runs a job's tasks in threads of this JVM: what a pool of processes is compared with. For one
 * {@link JobRunner} at a time.
 *
 * <p>Tasks and results are handed over as they are: a task must not change its argument. The
 * threads are daemons; closing the stream interrupts them.
 */
public final class ThreadMapper<S, R> implements JobRunner.Mapper<S, R> {

  /** As many wait to be run as run: then no thread waits for the one that splits. */
  private static final int WINDOWS = 2;

  private final int atATime;
  private final boolean virtual;

  private ThreadMapper(int atATime, boolean virtual) {
    this.atATime = atATime;
    this.virtual = virtual;
  }

  /** One task after the other, in the thread that splits and folds. */
  public static <S, R> ThreadMapper<S, R> serial() {
    return new ThreadMapper<>(0, false);
  }

  /**
   * A fixed number of platform threads.
   *
   * @param threads from 1
   */
  public static <S, R> ThreadMapper<S, R> platform(int threads) {
    return new ThreadMapper<>(threads, false);
  }

  /**
   * A virtual thread for each task.
   *
   * @param most how many at a time, from 1
   */
  public static <S, R> ThreadMapper<S, R> virtual(int most) {
    return new ThreadMapper<>(most, true);
  }

  @Override
  public Stream<MapResult<S, R>> map(
      TaskFunction<S, R> function, Iterator<S> inputs, boolean ordered) {
    if (atATime == 0) {
      return stream(inputs).map(input -> call(function, input));
    }
    ExecutorService executor =
        virtual
            ? Executors.newVirtualThreadPerTaskExecutor()
            : Executors.newFixedThreadPool(
                atATime, Thread.ofPlatform().daemon().name("baton-thread-", 0).factory());
    Running running = new Running(function, inputs, ordered, executor);
    return stream(running)
        .onClose(
            () -> {
              var _ = executor.shutdownNow();
            });
  }

  private static <E> Stream<E> stream(Iterator<E> iterator) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED), false);
  }

  private static <S, R> MapResult<S, R> call(TaskFunction<S, R> function, S input) {
    try {
      return new MapResult<>(input, LocalTask.call(function, input, 0), null);
    } catch (Throwable e) { // whatever it is, it is the task's
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return new MapResult<>(input, null, e);
    }
  }

  /** Hands out tasks as results are taken. For one thread. */
  private final class Running implements Iterator<MapResult<S, R>> {
    private final TaskFunction<S, R> function;
    private final Iterator<S> inputs;
    private final boolean ordered;
    private final ExecutorService executor;
    private final Queue<Future<MapResult<S, R>>> inOrder = new ArrayDeque<>();
    private final BlockingQueue<Future<MapResult<S, R>>> ended = new LinkedBlockingQueue<>();
    private int underWay;

    Running(
        TaskFunction<S, R> function,
        Iterator<S> inputs,
        boolean ordered,
        ExecutorService executor) {
      this.function = function;
      this.inputs = inputs;
      this.ordered = ordered;
      this.executor = executor;
    }

    @Override
    public boolean hasNext() {
      int window = virtual ? atATime : WINDOWS * atATime;
      while (underWay < window && inputs.hasNext()) {
        S input = inputs.next();
        FutureTask<MapResult<S, R>> task =
            new FutureTask<>(() -> call(function, input)) {
              @Override
              protected void done() {
                if (!ordered) {
                  ended.add(this);
                }
              }
            };
        if (ordered) {
          inOrder.add(task);
        }
        executor.execute(task);
        underWay++;
      }
      return underWay > 0;
    }

    @Override
    public MapResult<S, R> next() {
      try {
        Future<MapResult<S, R>> next = ordered ? inOrder.remove() : ended.take();
        underWay--;
        return next.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("Interrupted while waiting for tasks.");
      } catch (ExecutionException e) {
        throw new AssertionError("a task that fails has a result all the same", e);
      }
    }
  }
}
