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
 * An {@link java.util.concurrent.ExecutorService} whose threads are processes: each task runs in a
 * worker JVM, on this host or on those of a cluster.
 *
 * <p>Tasks travel, so what is submitted must be serialisable: a lambda given to {@link
 * #submit(Task)} is; a {@link Callable} or {@link Runnable} made elsewhere may be. A task is
 * encoded when it is submitted; one that cannot be encoded fails its future with a {@link
 * TaskEncodingException}. A task may be tried more than once, when its worker dies; exactly one
 * result is accepted. What a task throws is the cause of the {@link ExecutionException}, with the
 * remote stack trace. What it means that a task is cancelled: see {@link TaskFuture#cancel}.
 *
 * <p>Callbacks that a program gives to the pool ({@link TaskFuture#whenDone}, those of the builder)
 * never run while the pool holds a lock, nor on a thread that it needs to go on. What they throw,
 * an {@link Error} too, is logged with its stack by the {@link System.Logger} of this class's name,
 * and goes nowhere else: no thread's uncaught-exception handler hears of it, and the other
 * callbacks are called. {@link #close} waits two seconds for callbacks that are yet to be called;
 * the rest are called later. Should a thread of the pool itself die, the pool is broken: its tasks
 * fail, and new ones are rejected, with the reason.
 *
 * <p>Thread-safe. The pool's own threads are daemons: a program that ends without closing its pool
 * ends the tasks too. Use it with try-with-resources; {@link #close} waits for the tasks, as {@code
 * ExecutorService} says.
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
   * A builder for a pool with an embedded broker and one local worker per core; thread-confined.
   */
  public static ProcessPoolBuilder builder() {
    return new ProcessPoolBuilder();
  }

  /**
   * A pool on the workers of a cluster that wants no login.
   *
   * @param bootstrapServers {@code host:port}, or several separated by commas
   * @throws EnvironmentException if the broker cannot be reached or no worker answers
   */
  public static ProcessPool connect(String bootstrapServers) {
    return builder()
        .bootstrap(Objects.requireNonNull(bootstrapServers, "bootstrapServers"))
        .build();
  }

  /**
   * A pool on the workers of a cluster that wants a login, or TLS.
   *
   * @param kafkaConfig a file of Kafka client properties, {@code bootstrap.servers} among them;
   *     {@code baton broker} names one
   * @throws UsageException if the file cannot be read, or does not say where the cluster is
   * @throws EnvironmentException if the broker cannot be reached or no worker answers
   */
  public static ProcessPool connect(Path kafkaConfig) {
    return builder().kafkaConfig(kafkaConfig).build();
  }

  /**
   * This pool with another way of handing over arguments and results; for single calls, such as
   * {@code pool.with(Handoff.SHARED).submit(task)}. Only the calls through the returned object are
   * different: its workers, its tasks and its end are this pool's.
   */
  public ProcessPool with(Handoff way) {
    return new ProcessPool(config, runtime, call.with(way));
  }

  /**
   * This pool with another limit for each attempt of a task; see {@link #with(Handoff)}. Zero is
   * none.
   *
   * @throws UsageException if the limit is negative
   */
  public ProcessPool with(Duration taskTimeout) {
    return new ProcessPool(config, runtime, call.with(taskTimeout));
  }

  /** This pool with another rule for tasks that fail; see {@link #with(Handoff)}. */
  public ProcessPool with(RetryPolicy policy) {
    return new ProcessPool(
        config, runtime, call.with(Objects.requireNonNull(policy, "policy").rule()));
  }

  /**
   * Puts data into the host store, where tasks see it in place: it is copied once, here and now. A
   * task gets the data by getting, or capturing, the handle.
   *
   * @throws dev.baton.StoreFullException if there is no room
   * @throws EnvironmentException if no worker of the pool is on this host
   */
  public Shared<double[]> share(double[] data) {
    return put(ContentKind.DOUBLES, MemorySegment.ofArray(requireData(data)));
  }

  /** As {@link #share(double[])}. */
  public Shared<float[]> share(float[] data) {
    return put(ContentKind.FLOATS, MemorySegment.ofArray(requireData(data)));
  }

  /** As {@link #share(double[])}. */
  public Shared<long[]> share(long[] data) {
    return put(ContentKind.LONGS, MemorySegment.ofArray(requireData(data)));
  }

  /** As {@link #share(double[])}. */
  public Shared<int[]> share(int[] data) {
    return put(ContentKind.INTS, MemorySegment.ofArray(requireData(data)));
  }

  /** As {@link #share(double[])}. */
  public Shared<byte[]> share(byte[] data) {
    return put(ContentKind.BYTES, MemorySegment.ofArray(requireData(data)));
  }

  /** As {@link #share(double[])}; heap or native memory. */
  public Shared<MemorySegment> share(MemorySegment data) {
    return put(ContentKind.MEMORY, requireData(data));
  }

  /** As {@link #share(double[])}: what lies between the buffer's position and its limit. */
  public Shared<MemorySegment> share(ByteBuffer data) {
    return put(ContentKind.MEMORY, MemorySegment.ofBuffer(requireData(data)));
  }

  /**
   * As {@link #share(double[])}: what the file holds now.
   *
   * @throws UsageException if it cannot be read
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
   * Puts an object into the host store: it is encoded once, here and now, and each worker decodes
   * it once, when a task first asks for its {@link Shared#value()}. All tasks of a worker get the
   * same object, so they must not change it.
   *
   * @throws TaskEncodingException if it cannot be serialised
   * @throws dev.baton.StoreFullException if there is no room
   * @throws EnvironmentException if no worker of the pool is on this host
   */
  public <T> Shared<T> share(T object) {
    Objects.requireNonNull(object, "object");
    return store().make(known -> known.shareObject(object));
  }

  /**
   * Makes memory in the host store, with zeros, that this program and its tasks can write to until
   * it is {@linkplain Shared#seal() sealed}.
   *
   * @param bytes how many, from 0
   * @throws IllegalArgumentException if the number is negative
   * @throws dev.baton.StoreFullException if there is no room
   * @throws EnvironmentException if no worker of the pool is on this host
   */
  public Shared<MemorySegment> allocate(long bytes) {
    return store().make(known -> known.allocate(bytes));
  }

  /**
   * The counter with this name; the first call makes it. Tasks get it as they get a {@link Shared}
   * handle, and all add to the same number.
   *
   * @throws EnvironmentException if no worker of the pool is on this host, or there are 256
   *     counters
   */
  public SharedCounter counter(String name) {
    return store().values().counter(Objects.requireNonNull(name, "name"));
  }

  /**
   * The map with this name, whatever its limits are; if there is none it is made as by {@link
   * #sharedMap(String, long, int)}, for 16,384 entries of up to 256 bytes.
   */
  public <K, V> SharedMap<K, V> sharedMap(String name) {
    Objects.requireNonNull(name, "name");
    return store().values().mapOfName(new MapSpec(name, DEFAULT_MAP_ENTRIES, DEFAULT_ENTRY_BYTES));
  }

  /**
   * The map with this name and these limits; the first call makes it. Tasks get it as they get a
   * {@link Shared} handle, and all see and change the same entries. The name is this program's:
   * others do not see the map.
   *
   * @param name not blank, up to 1,024 bytes in UTF-8
   * @param capacity how many entries there is room for, from 1 to 268,435,456
   * @param entryBytes the size of the largest entry, key and value encoded together, from 1 to
   *     16,777,216
   * @throws UsageException if the name or a limit is out of range, or there is a map of this name
   *     with other limits
   * @throws dev.baton.StoreFullException if there is no room for so many entries
   * @throws EnvironmentException if no worker of the pool is on this host, or this JVM was started
   *     without the flags that shared maps need; the message names them
   */
  public <K, V> SharedMap<K, V> sharedMap(String name, long capacity, int entryBytes) {
    Objects.requireNonNull(name, "name");
    return store().values().map(new MapSpec(name, capacity, entryBytes));
  }

  /** Submits a task; what lambdas choose. */
  public <T extends @Nullable Object> TaskFuture<T> submit(Task<T> task) {
    return launch(requireTask(task));
  }

  /** Submits a task without a result; its future yields null. */
  public TaskFuture<@Nullable Void> submit(RunnableTask task) {
    return launch(RunOnly.of(requireTask(task)));
  }

  /** Submits the application of a function to an input. */
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
   * <p>Lazy: inputs are taken as results are asked for, with a bounded number under way, so that
   * the inputs may be without end: at first twice as many as the workers have slots, then three
   * more with each result, up to the {@linkplain ProcessPoolBuilder#window window}. So {@code
   * limit(10)} or {@code findFirst()} leave few tasks behind. A stream does not say that its reader
   * has had enough: what is under way then is cancelled at once if the stream is closed, as by
   * try-with-resources, and otherwise when the stream has become garbage.
   *
   * <p>While they are short, many inputs travel together, and so do their results, which come some
   * milliseconds later for that. Each is still a task of its own: with its id, its time limit, its
   * attempts, and an argument that no other task sees.
   *
   * <p>The first failure ends the stream with a {@link dev.baton.TaskFailedException}, also that of
   * an input that cannot be encoded, and cancels what is under way. If the inputs themselves fail,
   * the results of all inputs before come first, then what {@code hasNext} or {@code next} threw.
   * An interrupt of the thread that waits for a result ends the stream with a {@link
   * BatonException} and cancels the rest; the thread stays interrupted.
   *
   * <p>For use by one thread. Made {@linkplain Stream#parallel() parallel}, the stream gives the
   * same results, but its first failure may be another one, and it takes a thousand results or more
   * before it hands on one.
   *
   * @throws TaskEncodingException if the function cannot be serialised
   */
  public <T extends @Nullable Object, R extends @Nullable Object> Stream<R> map(
      TaskFunction<T, R> function, Iterable<? extends T> inputs) {
    return results(requireTask(function), requireInputs(inputs).iterator(), true);
  }

  /** As {@link #map(TaskFunction, Iterable)}; the stream of inputs is used up. */
  public <T extends @Nullable Object, R extends @Nullable Object> Stream<R> map(
      TaskFunction<T, R> function, Stream<? extends T> inputs) {
    return results(requireTask(function), requireInputs(inputs).iterator(), true);
  }

  /** As {@link #map(TaskFunction, Iterable)}, but results come as they are there. */
  public <T extends @Nullable Object, R extends @Nullable Object> Stream<R> mapUnordered(
      TaskFunction<T, R> function, Iterable<? extends T> inputs) {
    return results(requireTask(function), requireInputs(inputs).iterator(), false);
  }

  /** As {@link #mapUnordered(TaskFunction, Iterable)}; the stream of inputs is used up. */
  public <T extends @Nullable Object, R extends @Nullable Object> Stream<R> mapUnordered(
      TaskFunction<T, R> function, Stream<? extends T> inputs) {
    return results(requireTask(function), requireInputs(inputs).iterator(), false);
  }

  /**
   * As the other maps, but the failure of a task, or of an input that cannot be encoded, is a
   * {@link MapResult} like any other and does not end the stream.
   *
   * @param ordered whether results come in the order of the inputs
   */
  public <T extends @Nullable Object, R extends @Nullable Object>
      Stream<MapResult<T, R>> mapResults(
          TaskFunction<T, R> function, Iterator<? extends T> inputs, boolean ordered) {
    MapIterator<T, R> iterator = iterator(function, inputs, ordered);
    return stream(iterator).onClose(iterator::close);
  }

  /**
   * The futures, each once and as soon as it has ended; they may have been submitted at any time.
   * Each iterator begins anew, and is for use by one thread.
   */
  public <T extends @Nullable Object> Iterable<TaskFuture<T>> asCompleted(
      Collection<? extends TaskFuture<T>> futures) {
    return new AsCompleted<>(futures, Durations.LONGEST);
  }

  /**
   * As {@link #asCompleted(Collection)}, with a limit for the whole iteration, from the call of
   * {@code iterator()}. Futures that have ended by then are given out afterwards too; then {@code
   * next()} throws a {@link CompletionTimeoutException}, each time until another has ended. The
   * tasks go on.
   *
   * @param limit zero for those that have ended already
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
   * Says how the application of a function to many inputs is best run: one after the other, in
   * threads of this program, or in this pool, which is there already.
   *
   * <p>Up to eight of the inputs are run in the calling thread, for some seconds at most; a
   * function that computes is repeated on them until the JVM is warm, and two are run side by side
   * once, to see whether they wait for each other. The pool is asked to do nothing some thousand
   * times.
   *
   * <pre>{@code
   * Advice advice = pool.advise(Orders::total, sample, 1_000_000);
   * System.out.println(advice.best().forecast().setup().model());     // such as THREAD_POOL
   * advice.best().choices().forEach(choice -> System.out.println(choice.reason()));
   * }</pre>
   *
   * @param samples inputs like all the others; not null, and one at least
   * @param tasks how many inputs there are in all
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

  /** As {@link #advise(TaskFunction, Collection, long)}; the samples are all inputs there are. */
  public <T extends @Nullable Object, R extends @Nullable Object> Advice advise(
      TaskFunction<T, R> function, Collection<? extends T> inputs) throws InterruptedException {
    return advise(function, inputs, requireInputs(inputs).size());
  }

  /**
   * As {@link #advise(TaskFunction, Collection, long)}, for a task that is to be submitted many
   * times.
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
    return runtime.awaitTermination(timeout, Objects.requireNonNull(unit, "unit"));
  }

  /** The id of the pool's job. */
  public String jobId() {
    return runtime.engine().jobId();
  }

  /**
   * Says that nobody will go on with the log in the {@linkplain ProcessPoolBuilder#dataDirectory
   * data directory}: it is removed when the pool ends, which is then quicker.
   */
  public void discardData() {
    runtime.discardData();
  }

  /** The workers that can take tasks now. */
  public List<WorkerInfo> workers() {
    return runtime.engine().roster().workers().stream().map(WorkerInfo::of).toList();
  }

  /** Whether all workers are on this host, so that they see what is shared. */
  public boolean isOnThisHost() {
    return runtime.engine().store().reachesAllWorkers();
  }

  /** What the pool has done so far. */
  public PoolStatistics statistics() {
    return PoolStatistics.of(runtime.engine());
  }

  /** How many tasks of a resumed job have their result on the log. */
  public long knownResults() {
    return runtime.engine().known().count();
  }

  /** How far the pool is. */
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
