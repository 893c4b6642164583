package dev.baton.pool;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import dev.baton.Handoff;
import dev.baton.RunnableTask;
import dev.baton.Shared;
import dev.baton.SharedCounter;
import dev.baton.SharedMap;
import dev.baton.Task;
import dev.baton.TaskEncodingException;
import dev.baton.TaskFunction;
import dev.baton.UsageException;
import dev.baton.advise.Advice;
import dev.baton.config.Durations;
import dev.baton.config.WorkerSettings;
import dev.baton.ledger.EncodedFunction;
import dev.baton.ledger.Ledger;
import dev.baton.ledger.Outcome;
import dev.baton.pool.data.PoolStore;
import dev.baton.pool.engine.Engine;
import dev.baton.pool.engine.OpenTaskCount;
import dev.baton.pool.engine.PoolRuntime;
import dev.baton.pool.engine.Tasks;
import dev.baton.pool.setup.CallSettings;
import dev.baton.pool.setup.PoolConfig;
import dev.baton.pool.thread.FailureLog;
import dev.baton.process.ProgramJars;
import dev.baton.store.chronicle.map.MapSpec;
import dev.baton.store.handle.ContentKind;
import dev.baton.wire.RunOnly;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * An {@link java.util.concurrent.ExecutorService} that runs tasks in worker processes: JVMs on this
 * host, or on the hosts of a cluster.
 *
 * {@snippet lang="java" :
 * try (ProcessPool workers = ProcessPool.builder().workers(4).build()) {
 *   TaskFuture<Integer> answer = workers.submit(() -> 6 * 7);
 *   List<Integer> lengths = workers.map(String::length, List.of("a", "bb")).toList();
 * }
 * }
 *
 * <p><strong>Tasks</strong> are encoded when they are submitted, together with what they capture.
 * So everything a task captures, takes and returns must be serialisable. A lambda passed to {@link
 * #submit(Task)} is, without a cast; a {@link Callable} or {@link Runnable} created elsewhere may
 * not be. If a worker dies, its tasks run again elsewhere, so side effects may repeat; exactly one
 * result is accepted.
 *
 * <p><strong>Errors</strong> reach the caller as the cause of an {@link ExecutionException}:
 *
 * {@snippet lang="java" :
 * TaskFuture<Integer> number = pool.submit(() -> Integer.parseInt("x"));
 * try {
 *   number.get();
 * } catch (ExecutionException e) {
 *   e.getCause(); // the NumberFormatException, with the stack trace of the worker
 * }
 * }
 *
 * <ul>
 *   <li>what the task threw, or a {@link dev.baton.RemoteTaskException} if its class is not here;
 *   <li>a {@link TaskEncodingException} or {@link dev.baton.TaskDecodingException} if something
 *       cannot be serialised;
 *   <li>a {@link dev.baton.TaskTimeoutException} if an attempt took too long;
 *   <li>a {@link dev.baton.WorkerCrashedException} if the task killed its workers again and again;
 *   <li>an {@link EnvironmentException} if the broker has been away for too long.
 * </ul>
 *
 * <p>After {@link #shutdown}, new tasks are rejected with a {@link RejectedExecutionException}.
 * They are also rejected once the pool is broken, because the broker was away for too long or a
 * thread of the pool itself died; tasks that are open then fail. A null argument causes a {@link
 * NullPointerException}, except that inputs and results may be null.
 *
 * <p><strong>Callbacks</strong>, those of {@link TaskFuture#whenDone} and of the builder, never run
 * while the pool holds a lock, nor on a thread that the pool needs. Whatever they throw, even an
 * {@link Error}, is logged with its stack trace by the {@link System.Logger} with the name of this
 * class, and has no other effect. When the pool ends, it waits up to two seconds for callbacks that
 * have not been called; the rest are called later.
 *
 * <p><strong>Closing</strong> the pool waits for its tasks, as {@code ExecutorService} specifies,
 * and ends its workers. Handles to shared data can no longer be used then; futures can. The pool's
 * threads are daemons: a program that ends without closing its pool ends its tasks, too.
 *
 * <p>Thread-safe.
 */
public final class ProcessPool extends AbstractExecutorService {

  private static final long DEFAULT_MAP_ENTRIES = 1 << 14;
  private static final int DEFAULT_ENTRY_BYTES = 256;
  private static final int LEAST_READ_AHEAD = 4;

  private final PoolConfig config;
  private final PoolRuntime runtime;
  private final OpenTaskCount open;
  private final CallSettings call;

  ProcessPool(PoolConfig config) {
    this(config, new PoolRuntime(config));
    if (config.local()) {
      runtime.endFirst(StartCacheTraining.later(config.onLog())::close);
    }
  }

  /** A pool on what is running already. */
  ProcessPool(PoolConfig config, PoolRuntime runtime) {
    this(config, runtime, config.call());
  }

  private ProcessPool(PoolConfig config, PoolRuntime runtime, CallSettings call) {
    this.config = config;
    this.runtime = runtime;
    this.open = runtime.open();
    this.call = call;
  }

  /**
   * {@return a builder for a pool that by default has one worker per core, on this host, and no
   * broker}
   */
  public static ProcessPoolBuilder builder() {
    return new ProcessPoolBuilder();
  }

  /**
   * Connects to the workers of a cluster that requires no login.
   *
   * @param bootstrapServers the brokers, as {@code host:port}, separated by commas
   * @return a pool that uses the cluster's workers
   * @throws UsageException if the text is blank, or contains a login
   * @throws EnvironmentException if the broker cannot be reached or no worker answers
   */
  public static ProcessPool connect(String bootstrapServers) {
    return builder()
        .bootstrap(Objects.requireNonNull(bootstrapServers, "bootstrapServers"))
        .build();
  }

  /**
   * Connects to the workers of a cluster that requires a login or TLS.
   *
   * @param kafkaConfig a file of Kafka client properties, including {@code bootstrap.servers};
   *     {@code baton broker} prints the path of one
   * @return a pool that uses the cluster's workers
   * @throws UsageException if the file cannot be read, or does not name the brokers
   * @throws EnvironmentException if the broker cannot be reached or no worker answers
   */
  public static ProcessPool connect(Path kafkaConfig) {
    return builder().kafkaConfig(kafkaConfig).build();
  }

  /**
   * Changes the handoff for single calls:
   *
   * {@snippet lang="java" :
   * pool.with(dev.baton.Handoff.SHARED).submit(() -> new double[1_000_000]);
   * }
   *
   * <p>The returned object is a view: it has the same workers and the same tasks, and closing it
   * closes this pool.
   *
   * @param way how arguments and results of its tasks are handed over
   * @return this pool with that handoff
   */
  public ProcessPool with(Handoff way) {
    return new ProcessPool(config, runtime, call.with(way));
  }

  /**
   * Changes the time limit for single calls; see {@link #with(Handoff)}.
   *
   * @param taskTimeout the limit of each attempt of its tasks; zero for none
   * @return this pool with that limit
   * @throws UsageException if the limit is negative
   */
  public ProcessPool with(Duration taskTimeout) {
    return new ProcessPool(config, runtime, call.with(taskTimeout));
  }

  /**
   * Changes the retry policy for single calls; see {@link #with(Handoff)}.
   *
   * @param policy which failures of its tasks are retried
   * @return this pool with that policy
   */
  public ProcessPool with(RetryPolicy policy) {
    return new ProcessPool(
        config, runtime, call.with(Objects.requireNonNull(policy, "policy").rule()));
  }

  /**
   * Changes the priority for single calls; see {@link #with(Handoff)}. A task of higher priority
   * runs before those of lower priority that wait in this program; it interrupts none, and a worker
   * that has been sent tasks runs these first, some 30 milliseconds' worth at most.
   *
   * <p>Tasks that wait grow older: each step of priority counts as much as a minute of waiting. So
   * a task of priority 5 goes before those of priority 0 that were submitted in the five minutes
   * before it, and nothing waits for ever.
   *
   * <p>Programs that share the workers of a cluster share them equally, whatever the priorities of
   * their tasks.
   *
   * @param priority how many minutes of waiting it is worth, from −1,000 to 1,000; 0 is the default
   * @return this pool with that priority
   * @throws UsageException if the priority is out of range
   */
  public ProcessPool withPriority(int priority) {
    return new ProcessPool(config, runtime, call.withPriority(priority));
  }

  /**
   * Copies data into the host store, once, where tasks access it in place. A task gets access by
   * capturing the handle, or getting it as an argument.
   *
   * {@snippet lang="java" :
   * try (Shared<double[]> prices = pool.share(new double[] {1, 2, 3})) {
   *   double second = pool.submit(() -> prices.doubles().get(1)).get();
   * }
   * }
   *
   * @param data the data; later changes to it have no effect
   * @return a handle to the sealed copy
   * @throws IllegalStateException if the pool is closed
   * @throws dev.baton.StoreFullException if there is no room
   * @throws EnvironmentException if no worker of the pool is on this host
   */
  public Shared<double[]> share(double[] data) {
    return put(ContentKind.DOUBLES, MemorySegment.ofArray(requireData(data)));
  }

  /**
   * Copies data into the host store; see {@link #share(double[])}.
   *
   * @param data the data; later changes to it have no effect
   * @return a handle to the sealed copy
   */
  public Shared<float[]> share(float[] data) {
    return put(ContentKind.FLOATS, MemorySegment.ofArray(requireData(data)));
  }

  /**
   * Copies data into the host store; see {@link #share(double[])}.
   *
   * @param data the data; later changes to it have no effect
   * @return a handle to the sealed copy
   */
  public Shared<long[]> share(long[] data) {
    return put(ContentKind.LONGS, MemorySegment.ofArray(requireData(data)));
  }

  /**
   * Copies data into the host store; see {@link #share(double[])}.
   *
   * @param data the data; later changes to it have no effect
   * @return a handle to the sealed copy
   */
  public Shared<int[]> share(int[] data) {
    return put(ContentKind.INTS, MemorySegment.ofArray(requireData(data)));
  }

  /**
   * Copies data into the host store; see {@link #share(double[])}.
   *
   * @param data the data; later changes to it have no effect
   * @return a handle to the sealed copy
   */
  public Shared<byte[]> share(byte[] data) {
    return put(ContentKind.BYTES, MemorySegment.ofArray(requireData(data)));
  }

  /**
   * Copies memory into the host store; see {@link #share(double[])}.
   *
   * @param data heap or native memory
   * @return a handle to the sealed copy
   */
  public Shared<MemorySegment> share(MemorySegment data) {
    return put(ContentKind.MEMORY, requireData(data));
  }

  /**
   * Copies the remaining bytes of a buffer into the host store; see {@link #share(double[])}.
   *
   * @param data the buffer; its position stays as it is
   * @return a handle to the sealed copy
   */
  public Shared<MemorySegment> share(ByteBuffer data) {
    return put(ContentKind.MEMORY, MemorySegment.ofBuffer(requireData(data)));
  }

  /**
   * Copies the content of a file into the host store; see {@link #share(double[])}.
   *
   * @param file the file; later changes to it have no effect
   * @return a handle to the sealed copy
   * @throws UsageException if the file cannot be read
   */
  public Shared<MemorySegment> share(Path file) {
    try (FileChannel channel = FileChannel.open(Objects.requireNonNull(file, "file"));
        Arena arena = Arena.ofShared()) {
      return share(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
    } catch (IOException e) {
      throw new UsageException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Encodes an object into the host store, once. Each worker decodes it once, when a task first
   * calls {@link Shared#value()}. All tasks of a worker get the same instance, so they must not
   * modify it.
   *
   * @param <T> the type of the object
   * @param object the object; later changes to it have no effect
   * @return a handle to the sealed data
   * @throws TaskEncodingException if the object cannot be serialised
   * @throws IllegalStateException if the pool is closed
   * @throws dev.baton.StoreFullException if there is no room
   * @throws EnvironmentException if no worker of the pool is on this host
   */
  public <T> Shared<T> share(T object) {
    Objects.requireNonNull(object, "object");
    return store().make(known -> known.shareObject(object));
  }

  /**
   * Allocates zeroed memory in the host store. This program and its tasks can write to it until it
   * is {@linkplain Shared#seal() sealed}.
   *
   * @param bytes the size in bytes, 0 or more
   * @return a handle to the memory
   * @throws IllegalArgumentException if the size is negative
   * @throws IllegalStateException if the pool is closed
   * @throws dev.baton.StoreFullException if there is no room
   * @throws EnvironmentException if no worker of the pool is on this host
   */
  public Shared<MemorySegment> allocate(long bytes) {
    return store().make(known -> known.allocate(bytes));
  }

  /**
   * Returns the counter with a name; the first call creates it. Tasks use it as they use a {@link
   * Shared} handle, and all of them add to the same number.
   *
   * @param name its name, not visible to other programs
   * @return the counter
   * @throws IllegalStateException if the pool is closed
   * @throws EnvironmentException if no worker of the pool is on this host, or the program has 256
   *     counters already
   */
  public SharedCounter counter(String name) {
    return store().values().counter(Objects.requireNonNull(name, "name"));
  }

  /**
   * Returns the map with a name, whatever its limits. If there is none, it is created with room for
   * 16,384 entries of up to 256 bytes, as by {@link #sharedMap(String, long, int)}.
   *
   * @param <K> the type of the keys
   * @param <V> the type of the values
   * @param name its name
   * @return the map
   * @throws UsageException if the name is blank or too long
   * @throws EnvironmentException as in {@link #sharedMap(String, long, int)}
   */
  public <K, V> SharedMap<K, V> sharedMap(String name) {
    Objects.requireNonNull(name, "name");
    return store().values().mapOfName(new MapSpec(name, DEFAULT_MAP_ENTRIES, DEFAULT_ENTRY_BYTES));
  }

  /**
   * Returns the map with a name and limits; the first call creates it. Tasks use it as they use a
   * {@link Shared} handle, and all of them see and change the same entries.
   *
   * @param <K> the type of the keys
   * @param <V> the type of the values
   * @param name its name, not visible to other programs; not blank, and up to 1,024 bytes in UTF-8
   * @param capacity the number of entries that there is room for, from 1 to 268,435,456
   * @param entryBytes the size of the largest entry, key and value encoded together, from 1 to
   *     16,777,216
   * @return the map
   * @throws UsageException if the name or a limit is out of range, or a map with this name has
   *     other limits
   * @throws IllegalStateException if the pool is closed
   * @throws dev.baton.StoreFullException if there is no room for that many entries
   * @throws EnvironmentException if no worker of the pool is on this host, or this JVM was started
   *     without the flags that shared maps need; the message names them
   */
  public <K, V> SharedMap<K, V> sharedMap(String name, long capacity, int entryBytes) {
    Objects.requireNonNull(name, "name");
    return store().values().map(new MapSpec(name, capacity, entryBytes));
  }

  /**
   * Submits a task, such as a lambda.
   *
   * @param <T> the type of the result
   * @param task the task
   * @return the future of its result; if the task cannot be encoded, it has failed already
   * @throws RejectedExecutionException if the pool is shut down or broken
   */
  public <T extends @Nullable Object> TaskFuture<T> submit(Task<T> task) {
    return launch(requireTask(task));
  }

  /**
   * Submits a task without a result.
   *
   * @param task the task
   * @return a future that yields null; if the task cannot be encoded, it has failed already
   * @throws RejectedExecutionException if the pool is shut down or broken
   */
  public TaskFuture<@Nullable Void> submit(RunnableTask task) {
    return launch(RunOnly.of(requireTask(task)));
  }

  /**
   * Submits the application of a function to an input.
   *
   * @param <T> the type of the input
   * @param <R> the type of the result
   * @param function the function
   * @param input its argument
   * @return the future of its result; if the task cannot be encoded, it has failed already
   * @throws RejectedExecutionException if the pool is shut down or broken
   */
  public <T extends @Nullable Object, R extends @Nullable Object> TaskFuture<R> submit(
      TaskFunction<T, R> function, T input) {
    requireTask(function);
    Tasks tasks = runtime.tasks();
    PoolFuture<R> future = newFuture(null, null);
    var _ =
        enqueue(
            future,
            () -> {
              EncodedFunction encoded = tasks.encodeFunction(function, call.handoff());
              future.onEnd(encoded::release);
              tasks.submit(future, encoded, input, call);
            });
    return future;
  }

  @Override
  public <T extends @Nullable Object> TaskFuture<T> submit(Callable<T> task) {
    return launch(requireTask(task));
  }

  @Override
  public TaskFuture<?> submit(Runnable task) {
    return this.<@Nullable Void>launch(RunOnly.of(requireTask(task)));
  }

  @Override
  public <T extends @Nullable Object> TaskFuture<T> submit(Runnable task, T result) {
    PoolFuture<T> future = newTaskFor(task, result);
    execute(future);
    return future;
  }

  /**
   * Runs a command in a worker. There is no future, so a failure is logged.
   *
   * @param command the command, which must be serialisable
   * @throws RejectedExecutionException if the pool is shut down or broken, or the command cannot be
   *     serialised
   */
  @Override
  public void execute(Runnable command) {
    requireTask(command);
    if (command instanceof PoolFuture<?> future) {
      Object call = future.takeCall();
      if (call != null) {
        var _ = enqueue(future, null, call);
      }
      return;
    }
    PoolFuture<@Nullable Void> future = newFuture(null, null);
    RuntimeException refused = enqueue(future, null, RunOnly.of(command));
    if (refused != null) {
      throw new RejectedExecutionException(refused.getMessage(), refused);
    }
    future.whenDone(ProcessPool::logFailure);
  }

  @Override
  protected <T extends @Nullable Object> PoolFuture<T> newTaskFor(Callable<T> callable) {
    return newFuture(requireTask(callable), null);
  }

  @Override
  protected <T extends @Nullable Object> PoolFuture<T> newTaskFor(Runnable runnable, T value) {
    return newFuture(RunOnly.of(requireTask(runnable)), value);
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
    return InvokeAny.first(this, calls, Objects.requireNonNull(unit, "unit").toNanos(timeout));
  }

  /**
   * Applies a function to each input, in the workers; results come in the order of the inputs.
   *
   * {@snippet lang="java" :
   * try (Stream<Long> squares = pool.map(n -> n * n, Stream.iterate(1L, n -> n + 1))) {
   *   List<Long> firstTen = squares.limit(10).toList();
   * }
   * }
   *
   * <p><strong>Lazy.</strong> Inputs are read as results are taken, with a bounded number of tasks
   * under way, so there may be infinitely many inputs. The pool reads ahead twice as many inputs as
   * the workers have slots, and three more for each result taken, up to the {@linkplain
   * ProcessPoolBuilder#window window}; so {@code limit(10)} or {@code findFirst()} leave few tasks
   * behind. A stream cannot tell that its reader has had enough. Close it, as above, to cancel what
   * is under way at once; otherwise that happens when the stream is garbage.
   *
   * <p><strong>Batched.</strong> Short tasks and their results travel together, which delays a
   * result by some milliseconds. Each is still a task of its own, with its id, its time limit, its
   * attempts, and an argument that no other task sees.
   *
   * <p><strong>Failures.</strong> The first task that fails, or input that cannot be encoded, ends
   * the stream with a {@link dev.baton.TaskFailedException} and cancels what is under way. If the
   * iterator of the inputs throws, the results of all inputs before come first, then what it threw.
   * If the thread that waits for a result is interrupted, the stream ends with a {@link
   * BatonException}, what is under way is cancelled, and the thread stays interrupted.
   *
   * <p>The stream is for one thread. If it is made {@linkplain Stream#parallel() parallel}, it has
   * the same results, but it may report another failure than the first, and takes a thousand
   * results or more before it passes one on.
   *
   * @param <T> the type of the inputs
   * @param <R> the type of the results
   * @param function the function
   * @param inputs the inputs
   * @return the results
   * @throws TaskEncodingException if the function cannot be serialised
   */
  public <T extends @Nullable Object, R extends @Nullable Object> Stream<R> map(
      TaskFunction<T, R> function, Iterable<? extends T> inputs) {
    return results(requireTask(function), requireInputs(inputs).iterator(), true);
  }

  /**
   * Applies a function to each element of a stream, which is consumed; see {@link
   * #map(TaskFunction, Iterable)}.
   *
   * @param <T> the type of the inputs
   * @param <R> the type of the results
   * @param function the function
   * @param inputs the inputs
   * @return the results, in the order of the inputs
   * @throws TaskEncodingException if the function cannot be serialised
   */
  public <T extends @Nullable Object, R extends @Nullable Object> Stream<R> map(
      TaskFunction<T, R> function, Stream<? extends T> inputs) {
    return results(requireTask(function), requireInputs(inputs).iterator(), true);
  }

  /**
   * Applies a function to each input as {@link #map(TaskFunction, Iterable)} does, but results come
   * in the order in which tasks finish.
   *
   * @param <T> the type of the inputs
   * @param <R> the type of the results
   * @param function the function
   * @param inputs the inputs
   * @return the results
   * @throws TaskEncodingException if the function cannot be serialised
   */
  public <T extends @Nullable Object, R extends @Nullable Object> Stream<R> mapUnordered(
      TaskFunction<T, R> function, Iterable<? extends T> inputs) {
    return results(requireTask(function), requireInputs(inputs).iterator(), false);
  }

  /**
   * Applies a function to each element of a stream, which is consumed; see {@link
   * #mapUnordered(TaskFunction, Iterable)}.
   *
   * @param <T> the type of the inputs
   * @param <R> the type of the results
   * @param function the function
   * @param inputs the inputs
   * @return the results, in the order in which tasks finish
   * @throws TaskEncodingException if the function cannot be serialised
   */
  public <T extends @Nullable Object, R extends @Nullable Object> Stream<R> mapUnordered(
      TaskFunction<T, R> function, Stream<? extends T> inputs) {
    return results(requireTask(function), requireInputs(inputs).iterator(), false);
  }

  /**
   * Applies a function to each input as {@link #map(TaskFunction, Iterable)} does, but does not
   * stop at failures: each input has a {@link MapResult}, whether its task succeeded or failed, or
   * the input could not be encoded.
   *
   * {@snippet lang="java" :
   * try (Stream<MapResult<String, Integer>> results =
   *     pool.mapResults(Integer::parseInt, List.of("1", "x").iterator(), true)) {
   *   long failed = results.filter(result -> result.failure() != null).count();
   * }
   * }
   *
   * @param <T> the type of the inputs
   * @param <R> the type of the results
   * @param function the function
   * @param inputs the inputs
   * @param ordered whether results come in the order of the inputs rather than as tasks finish
   * @return the outcome of each input
   * @throws TaskEncodingException if the function cannot be serialised
   */
  public <T extends @Nullable Object, R extends @Nullable Object>
      Stream<MapResult<T, R>> mapResults(
          TaskFunction<T, R> function, Iterator<? extends T> inputs, boolean ordered) {
    MapIterator<T, R> iterator = iterator(function, inputs, ordered);
    return stream(iterator).onClose(iterator::close);
  }

  /**
   * Returns futures in the order in which their tasks end. They may have been submitted at any
   * time; one that is given twice is returned once.
   *
   * <p>Each iterator starts anew, and is for one thread. If that thread is interrupted while it
   * waits, {@code next()} throws a {@link BatonException}, and the thread stays interrupted.
   *
   * @param <T> the type of the results
   * @param futures the futures
   * @return the futures, for iteration
   */
  public <T extends @Nullable Object> Iterable<TaskFuture<T>> asCompleted(
      Collection<? extends TaskFuture<T>> futures) {
    return new AsCompleted<>(futures, Durations.LONGEST);
  }

  /**
   * Returns futures in the order in which their tasks end, as {@link #asCompleted(Collection)}
   * does, with a time limit for the whole iteration. Time counts from the call of {@code
   * iterator()}. After that, {@code next()} returns futures that have ended, and throws a {@link
   * CompletionTimeoutException} whenever there is none; their tasks continue.
   *
   * @param <T> the type of the results
   * @param futures the futures
   * @param limit the time limit; zero to get only those that have ended already
   * @return the futures, for iteration
   * @throws UsageException if the limit is negative
   */
  public <T extends @Nullable Object> Iterable<TaskFuture<T>> asCompleted(
      Collection<? extends TaskFuture<T>> futures, Duration limit) {
    if (Objects.requireNonNull(limit, "limit").isNegative()) {
      throw new UsageException("limit is " + limit + "; allowed: 0 (what has ended) or more.");
    }
    return new AsCompleted<>(futures, Durations.countable(limit));
  }

  /**
   * Recommends how to apply a function to many inputs: one after the other, in threads of this
   * program, or in this pool, which is running already.
   *
   * <p>Runs the function on up to eight samples in the calling thread, for some seconds at most, or
   * for as long as the first one takes. A function that computes is repeated on them until the JVM
   * is warm, and two calls run in parallel once, to see whether they wait for each other. Then the
   * pool runs some thousand tasks that do nothing.
   *
   * <pre>{@code
   * Advice advice = pool.advise(Orders::total, sample, 1_000_000);
   * System.out.println(advice.best().forecast().setup().model());     // such as THREAD_POOL
   * advice.best().choices().forEach(choice -> System.out.println(choice.reason()));
   * }</pre>
   *
   * @param <T> the type of the inputs
   * @param <R> the type of the results
   * @param function the function
   * @param samples typical inputs, at least one
   * @param tasks the number of inputs in all, 0 or more
   * @return the advice
   * @throws UsageException if there is no sample, or the number is negative
   * @throws dev.baton.TaskFailedException if the function fails on a sample
   * @throws InterruptedException if the calling thread is interrupted
   */
  public <T extends @Nullable Object, R extends @Nullable Object> Advice advise(
      TaskFunction<T, R> function, Collection<? extends T> samples, long tasks)
      throws InterruptedException {
    return PoolAdvice.of(
        this,
        runtime.engine().codec(),
        config.get(WorkerSettings.SLOTS),
        requireTask(function),
        Objects.requireNonNull(samples, "samples"),
        tasks);
  }

  /**
   * Recommends how to apply a function to a few inputs; see {@link #advise(TaskFunction,
   * Collection, long)}.
   *
   * @param <T> the type of the inputs
   * @param <R> the type of the results
   * @param function the function
   * @param inputs all inputs, at least one
   * @return the advice
   * @throws InterruptedException if the calling thread is interrupted
   */
  public <T extends @Nullable Object, R extends @Nullable Object> Advice advise(
      TaskFunction<T, R> function, Collection<? extends T> inputs) throws InterruptedException {
    return advise(function, inputs, requireInputs(inputs).size());
  }

  /**
   * Recommends how to run a task many times; see {@link #advise(TaskFunction, Collection, long)}.
   *
   * @param task the task
   * @param tasks how often it is to be run, 0 or more
   * @return the advice
   * @throws InterruptedException if the calling thread is interrupted
   */
  public Advice advise(Task<?> task, long tasks) throws InterruptedException {
    requireTask(task);
    TaskFunction<Integer, @Nullable Object> function = _ -> task.call();
    return advise(function, List.of(1, 2), tasks);
  }

  @Override
  public void shutdown() {
    open.shut();
  }

  /**
   * Shuts the pool down and cancels all tasks; those that are running are interrupted.
   *
   * @return the tasks that were never sent to a worker, each of which runs in the thread that calls
   *     it. Their futures are cancelled, so that nobody waits for ever
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
    return runtime.awaitTermination(timeout, Objects.requireNonNull(unit, "unit"));
  }

  /**
   * Adds a jar to the classes that the workers have, for tasks that are submitted from now on. It
   * comes after the class path of the workers and the jars that were added before. The program
   * itself needs the classes too, on its own class path or in a class loader of its own.
   *
   * <p>The jar is identified by its contents, and goes to each host once. Tasks wait until the host
   * of their worker has it. Do not change the file while the pool runs.
   *
   * @param file the jar, which may be a Spring Boot jar; or a directory of classes
   * @throws UsageException if there is no such file
   * @throws EnvironmentException if it cannot be read
   * @throws IllegalStateException if the pool is closed
   */
  public void addJar(Path file) {
    runtime.addJars(ProgramJars.files(List.of(Objects.requireNonNull(file, "file"))));
  }

  /**
   * Sends files that tasks read to the hosts that do not have them under the same path, each once
   * to each host. Tasks wait until the host of their worker has them; they find them as {@link
   * dev.baton.JobFile} says.
   *
   * @param files must not change while the pool runs
   * @throws EnvironmentException if one of them cannot be read
   */
  public void shipInputs(List<Path> files) {
    runtime.addInputs(List.copyOf(Objects.requireNonNull(files, "files")), true);
  }

  /**
   * Keeps tasks from hosts that do not have these files under the same path, with the same size and
   * time: a notice names such a host and the file that it lacks. If no host has them, all tasks
   * fail with a {@link BatonException} before any has run. Workers on this host are not asked.
   *
   * @param files must not change while the pool runs
   * @throws EnvironmentException if one of them cannot be read
   */
  public void requireInputs(List<Path> files) {
    runtime.addInputs(List.copyOf(Objects.requireNonNull(files, "files")), false);
  }

  /** {@return the id of the pool's job} */
  public String jobId() {
    return runtime.engine().jobId();
  }

  /**
   * Declares that nobody will use the log in the {@linkplain ProcessPoolBuilder#dataDirectory data
   * directory} again. It is deleted when the pool ends, which is then faster.
   */
  public void discardData() {
    runtime.discardData();
  }

  /** {@return the workers that can take tasks now} */
  public List<WorkerInfo> workers() {
    return runtime.engine().roster().workers().stream().map(WorkerInfo::of).toList();
  }

  /** {@return whether all workers are on this host, so that they can access shared data} */
  public boolean isOnThisHost() {
    return runtime.engine().store().reachesAllWorkers();
  }

  /** {@return what the pool has done so far} */
  public PoolStatistics statistics() {
    return PoolStatistics.of(runtime.engine());
  }

  /** {@return how many tasks of a resumed job have their result on the log} */
  public long knownResults() {
    return runtime.engine().known().count();
  }

  /** {@return how busy the pool is now} */
  public PoolLoad load() {
    return PoolLoad.of(runtime.engine());
  }

  /** {@return what the pool's hosts hold for its programs} */
  public StoreUse storeUse() {
    return StoreUse.of(runtime.engine().stores());
  }

  /** {@return how far the pool has come} */
  public Progress progress() {
    return Progress.of(runtime.engine().ledger().counts());
  }

  /** What does the pool's work. */
  Engine engine() {
    return runtime.engine();
  }

  private <T extends @Nullable Object, R extends @Nullable Object> Stream<R> results(
      TaskFunction<T, R> function, Iterator<? extends T> inputs, boolean ordered) {
    MapIterator<T, R> iterator = iterator(function, inputs, ordered);
    return stream(new ResultIterator<>(iterator)).onClose(iterator::close);
  }

  private <T extends @Nullable Object, R extends @Nullable Object> MapIterator<T, R> iterator(
      TaskFunction<T, R> function, Iterator<? extends T> inputs, boolean ordered) {
    EncodedFunction encoded = runtime.tasks().encodeFunction(requireTask(function), call.handoff());
    ChunkSubmitter<T, R> submitter =
        new ChunkSubmitter<>(
            runtime.tasks(),
            encoded,
            call,
            open,
            runtime.engine().pace()::chunkSize,
            Math.max(1, slots()),
            runtime::afterSubmit);
    return new MapIterator<>(
        requireInputs(inputs),
        submitter,
        encoded::release,
        readAhead(),
        ordered ? new ResultOrder.AsSubmitted<>() : new ResultOrder.AsEnded<>());
  }

  /** A job's results are all read, and its status tells what waits. */
  private ReadAhead readAhead() {
    int first = config.job() == null ? Math.max(LEAST_READ_AHEAD, 2 * slots()) : config.window();
    return new ReadAhead(first, config.window());
  }

  private int slots() {
    return workers().stream().mapToInt(WorkerInfo::slots).sum();
  }

  private static <E> Stream<E> stream(Iterator<E> iterator) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED), false);
  }

  private <T extends @Nullable Object> PoolFuture<T> newFuture(
      @Nullable Object task, @Nullable Object fixedValue) {
    return new PoolFuture<>(runtime.tasks(), runtime.callbacks(), task, fixedValue);
  }

  /** Nobody waits for a task that was given to {@code execute}. */
  private static void logFailure(TaskFuture<?> ended) {
    try {
      var _ = ended.get();
    } catch (ExecutionException e) {
      FailureLog.log("A task given to execute() failed", e.getCause() == null ? e : e.getCause());
    } catch (CancellationException e) {
      // By the caller's wish.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <T extends @Nullable Object> PoolFuture<T> launch(Object task) {
    PoolFuture<T> future = newFuture(null, null);
    var _ = enqueue(future, null, task);
    return future;
  }

  private @Nullable RuntimeException enqueue(
      PoolFuture<?> future, @Nullable EncodedFunction function, @Nullable Object argument) {
    return enqueue(future, () -> runtime.tasks().submit(future, function, argument, call));
  }

  /**
   * Submits; a task that cannot be, because it cannot be encoded for one, fails its future.
   *
   * @return why it cannot be
   */
  private @Nullable RuntimeException enqueue(PoolFuture<?> future, Runnable submission) {
    open.enter();
    future.onEnd(open::leave);
    try {
      submission.run();
    } catch (Throwable e) { // such as an OutOfMemoryError: the future is the caller's way to hear
      RuntimeException reason = Tasks.refusal(e);
      future.ended(new Outcome.GivenUp(reason));
      return reason;
    }
    runtime.afterSubmit();
    return null;
  }

  private <T> Shared<T> put(ContentKind content, MemorySegment data) {
    return store().make(known -> known.share(content, data));
  }

  private PoolStore store() {
    return runtime.engine().store();
  }

  private static <T> T requireData(@Nullable T data) {
    return Objects.requireNonNull(data, "data");
  }

  private static <T> T requireInputs(@Nullable T inputs) {
    return Objects.requireNonNull(inputs, "inputs");
  }

  private static <T> T requireTask(@Nullable T task) {
    return Objects.requireNonNull(task, "task");
  }
}
