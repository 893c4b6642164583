package dev.baton.pool;

import dev.baton.EnvironmentException;
import dev.baton.RunnableTask;
import dev.baton.Task;
import dev.baton.TaskEncodingException;
import dev.baton.TaskFunction;
import dev.baton.dispatch.WorkerInfo;
import dev.baton.ledger.EncodedFunction;
import dev.baton.ledger.Ledger;
import dev.baton.ledger.Outcome;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * An {@link java.util.concurrent.ExecutorService} whose threads are processes: each task runs in a
 * worker JVM, on this host or on those of a cluster.
 *
 * <p>Tasks travel, so what is submitted must be serialisable: a lambda given to {@link
 * #submit(Task)} is; a {@link Callable} or {@link Runnable} made elsewhere may be. A task is
 * encoded when it is submitted; one that cannot be encoded fails its future with a {@link
 * TaskEncodingException}. A task may be tried more than once, when its worker dies; exactly one
 * result is accepted. What a task throws is the cause of the {@link ExecutionException}, with the
 * remote stack trace.
 *
 * <p>Thread-safe. The pool's own threads are daemons: a program that ends without closing its pool
 * ends the tasks too. Use it with try-with-resources; {@link #close} waits for the tasks, as {@code
 * ExecutorService} says.
 */
public final class ProcessPool extends AbstractExecutorService {

  private final PoolConfig config;
  private final PoolRuntime runtime;
  private final OpenTasks open;

  ProcessPool(PoolConfig config) {
    this.config = config;
    this.runtime = new PoolRuntime(config);
    this.open = runtime.open();
  }

  /**
   * A builder for a pool with an embedded broker and one local worker per core; thread-confined.
   */
  public static ProcessPoolBuilder builder() {
    return new ProcessPoolBuilder();
  }

  /**
   * A pool on the workers of a cluster.
   *
   * @param bootstrapServers {@code host:port}, or several separated by commas
   * @throws EnvironmentException if the broker cannot be reached or no worker answers
   */
  public static ProcessPool connect(String bootstrapServers) {
    return builder().bootstrap(bootstrapServers).build();
  }

  /** Submits a task; what lambdas choose. */
  public <T extends @Nullable Object> TaskFuture<T> submit(Task<T> task) {
    return launch(new PoolFuture<>(runtime.tasks(), null), null, requireTask(task));
  }

  /** Submits a task without a result; its future yields null. */
  public TaskFuture<@Nullable Void> submit(RunnableTask task) {
    return launch(new PoolFuture<>(runtime.tasks(), null), null, requireTask(task));
  }

  /** Submits the application of a function to an input. */
  public <T extends @Nullable Object, R extends @Nullable Object> TaskFuture<R> submit(
      TaskFunction<T, R> function, T input) {
    requireTask(function);
    PoolFuture<R> future = new PoolFuture<>(runtime.tasks(), null);
    try {
      return launch(future, runtime.tasks().encodeFunction(function), input);
    } catch (TaskEncodingException e) {
      future.ended(new Outcome.GivenUp(e));
      return future;
    }
  }

  @Override
  public <T extends @Nullable Object> TaskFuture<T> submit(Callable<T> task) {
    return launch(new PoolFuture<>(runtime.tasks(), null), null, requireTask(task));
  }

  @Override
  public TaskFuture<?> submit(Runnable task) {
    return launch(new PoolFuture<@Nullable Void>(runtime.tasks(), null), null, requireTask(task));
  }

  @Override
  public <T extends @Nullable Object> TaskFuture<T> submit(Runnable task, T result) {
    return launch(newTaskFor(requireTask(task), result), null, task);
  }

  /**
   * Runs a command in a worker; its failure is logged, as there is no future to tell.
   *
   * @throws RejectedExecutionException if the pool is shut down, or the command cannot be
   *     serialised
   */
  @Override
  public void execute(Runnable command) {
    requireTask(command);
    if (command instanceof PoolFuture<?> future) {
      Object call = future.takeCall();
      if (call != null) {
        var _ = launch(future, null, call);
      }
      return;
    }
    PoolFuture<@Nullable Void> future = new PoolFuture<>(runtime.tasks(), null);
    TaskEncodingException refused = enqueue(future, null, command);
    if (refused != null) {
      throw new RejectedExecutionException(refused.getMessage(), refused);
    }
    future.whenDone(Failures::log);
  }

  @Override
  protected <T extends @Nullable Object> PoolFuture<T> newTaskFor(Callable<T> callable) {
    return new PoolFuture<>(runtime.tasks(), requireTask(callable));
  }

  @Override
  protected <T extends @Nullable Object> PoolFuture<T> newTaskFor(Runnable runnable, T value) {
    return new PoolFuture<>(runtime.tasks(), requireTask(runnable), value);
  }

  @Override
  public <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> calls)
      throws InterruptedException, ExecutionException {
    try {
      return InvokeAny.first(this, calls, Long.MAX_VALUE);
    } catch (TimeoutException e) {
      throw new AssertionError("292 years have passed", e);
    }
  }

  @Override
  public <T extends @Nullable Object> T invokeAny(
      Collection<? extends Callable<T>> calls, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return InvokeAny.first(this, calls, unit.toNanos(timeout));
  }

  /**
   * Applies a function to each input, in the workers; results come in the order of the inputs.
   *
   * <p>Lazy: inputs are taken as results are asked for, with a bounded number under way, so that
   * the inputs may be without end. The first failure ends the stream with a {@link
   * dev.baton.TaskFailedException}; that, or closing the stream, cancels what is under way. For use
   * by one thread.
   */
  public <T extends @Nullable Object, R extends @Nullable Object> Stream<R> map(
      TaskFunction<T, R> function, Iterable<? extends T> inputs) {
    return results(function, inputs.iterator(), true);
  }

  /** As {@link #map(TaskFunction, Iterable)}; the stream of inputs is used up. */
  public <T extends @Nullable Object, R extends @Nullable Object> Stream<R> map(
      TaskFunction<T, R> function, Stream<? extends T> inputs) {
    return results(function, inputs.iterator(), true);
  }

  /** As {@link #map(TaskFunction, Iterable)}, but results come as they are there. */
  public <T extends @Nullable Object, R extends @Nullable Object> Stream<R> mapUnordered(
      TaskFunction<T, R> function, Iterable<? extends T> inputs) {
    return results(function, inputs.iterator(), false);
  }

  /** As {@link #mapUnordered(TaskFunction, Iterable)}; the stream of inputs is used up. */
  public <T extends @Nullable Object, R extends @Nullable Object> Stream<R> mapUnordered(
      TaskFunction<T, R> function, Stream<? extends T> inputs) {
    return results(function, inputs.iterator(), false);
  }

  /**
   * As the other maps, but a failure is a {@link MapResult} like any other and does not end the
   * stream.
   *
   * @param ordered whether results come in the order of the inputs
   */
  public <T extends @Nullable Object, R extends @Nullable Object>
      Stream<MapResult<T, R>> mapResults(
          TaskFunction<T, R> function, Iterator<? extends T> inputs, boolean ordered) {
    MapIterator<T, R> iterator = iterator(function, inputs, ordered);
    return stream(iterator).onClose(iterator::close);
  }

  /** The futures, each as soon as it has ended; they may have been submitted at any time. */
  public <T extends @Nullable Object> Iterable<TaskFuture<T>> asCompleted(
      Collection<? extends TaskFuture<T>> futures) {
    return new AsCompleted<>(futures);
  }

  @Override
  public void shutdown() {
    open.shut();
  }

  /**
   * Cancels all tasks; those that run are interrupted.
   *
   * @return tasks that no worker ever saw; each runs in the calling thread if it is run. Their
   *     futures are cancelled, so that nobody waits for ever
   */
  @Override
  public List<Runnable> shutdownNow() {
    open.shut();
    Ledger.Cancelled cancelled = runtime.engine().cancelAll();
    return cancelled.neverDispatched().stream()
        .map(task -> (Runnable) () -> runtime.tasks().runHere(task))
        .toList();
  }

  @Override
  public boolean isShutdown() {
    return open.isShut();
  }

  @Override
  public boolean isTerminated() {
    return runtime.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return runtime.awaitTermination(timeout, unit);
  }

  /** The id of the pool's job. */
  public String jobId() {
    return runtime.engine().jobId();
  }

  /** The workers that can take tasks now. */
  public List<WorkerInfo> workers() {
    return runtime.engine().roster().workers();
  }

  /** What the pool has done so far. */
  public PoolStatistics statistics() {
    return runtime.engine().statistics();
  }

  /** How far the pool is. */
  public Progress progress() {
    return runtime.engine().progress();
  }

  private <T extends @Nullable Object, R extends @Nullable Object> Stream<R> results(
      TaskFunction<T, R> function, Iterator<? extends T> inputs, boolean ordered) {
    MapIterator<T, R> iterator = iterator(function, inputs, ordered);
    return stream(iterator)
        .map(
            result -> {
              if (result.failure() != null) {
                iterator.close();
              }
              return result.orThrow();
            })
        .onClose(iterator::close);
  }

  private <T extends @Nullable Object, R extends @Nullable Object> MapIterator<T, R> iterator(
      TaskFunction<T, R> function, Iterator<? extends T> inputs, boolean ordered) {
    EncodedFunction encoded = runtime.tasks().encodeFunction(requireTask(function));
    return new MapIterator<>(
        inputs,
        input -> {
          PoolFuture<R> future = new PoolFuture<>(runtime.tasks(), null);
          return new InFlight<>(input, launch(future, encoded, input), future.bytes());
        },
        config.window(),
        ordered ? new ResultOrder.AsSubmitted<>() : new ResultOrder.AsEnded<>());
  }

  private static <E> Stream<E> stream(Iterator<E> iterator) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED), false);
  }

  /** Submits; a task that cannot be encoded fails its future. */
  private <T extends @Nullable Object> PoolFuture<T> launch(
      PoolFuture<T> future, @Nullable EncodedFunction function, @Nullable Object argument) {
    TaskEncodingException refused = enqueue(future, function, argument);
    if (refused != null) {
      future.ended(new Outcome.GivenUp(refused));
    }
    return future;
  }

  private @Nullable TaskEncodingException enqueue(
      PoolFuture<?> future, @Nullable EncodedFunction function, @Nullable Object argument) {
    open.enter();
    try {
      runtime.tasks().submit(future, function, argument);
    } catch (TaskEncodingException e) {
      open.leave();
      return e;
    } catch (RuntimeException | Error e) {
      open.leave();
      throw e;
    }
    future.whenDone(_ -> open.leave());
    runtime.afterSubmit();
    return null;
  }

  private static <T> T requireTask(@Nullable T task) {
    return Objects.requireNonNull(task, "task");
  }
}
