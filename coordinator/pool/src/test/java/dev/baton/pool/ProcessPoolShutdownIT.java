package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.Handoff;
import dev.baton.InitializerException;
import dev.baton.RunnableTask;
import dev.baton.Shared;
import dev.baton.Task;
import dev.baton.TaskContext;
import dev.baton.TaskFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How a pool begins and ends, as {@code ExecutorService} and Baton say. Each test has a pool of its
 * own.
 */
@SuppressWarnings("FutureReturnValueIgnored") // some tests look at what the task did instead
class ProcessPoolShutdownIT {

  private static final Integer[] SIZES = {10, 2 << 10, 100 << 10, 3 << 20};

  @TempDir private Path directory;

  @Test
  void resultsThatNobodyHasReadCanBeReadAfterTheEnd() throws Exception {
    TaskFunction<Integer, byte[]> make =
        size -> {
          byte[] made = new byte[size];
          made[size - 1] = 7;
          return made;
        };
    Task<Shared<MemorySegment>> inPlace = () -> TaskContext.current().allocate(100);
    List<TaskFuture<byte[]>> futures = new ArrayList<>();
    List<MapResult<Integer, byte[]>> mapped;
    TaskFuture<Shared<MemorySegment>> handle;
    PoolFiles files;
    try (ProcessPool pool = ProcessPool.builder().workers(1).build()) {
      files = PoolFiles.of(pool);
      for (int size : SIZES) {
        futures.add(pool.submit(make, size));
        futures.add(pool.with(Handoff.SHARED).submit(make, size));
      }
      mapped = pool.mapResults(make, List.of(SIZES).iterator(), true).toList();
      handle = pool.submit(inPlace);
    }

    assertThat(files.exist()).isFalse();
    for (int i = 0; i < futures.size(); i++) {
      int size = SIZES[i / 2];
      assertThat(futures.get(i).get()).hasSize(size).endsWith(7);
      assertThat(futures.get(i).get()).isSameAs(futures.get(i).get());
    }
    assertThat(mapped).extracting(result -> result.orThrow().length).containsExactly(SIZES);
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(handle::get)
        .withMessageContaining("The pool is closed");
  }

  @Test
  void shutdownLetsTasksFinishAndRejectsNewOnes() throws Exception {
    Gate running = gate("running");
    Gate waiting = gate("waiting");
    ProcessPool pool = ProcessPool.builder().workers(1).build();
    TaskFuture<String> first = pool.submit(running.task());
    TaskFuture<String> second = pool.submit(waiting.task());
    running.awaitStarted();
    assertThat(pool.isShutdown()).isFalse();

    pool.shutdown();
    pool.shutdown();

    assertThat(pool.isShutdown()).isTrue();
    assertThat(pool.isTerminated()).isFalse();
    assertThat(pool.awaitTermination(50, TimeUnit.MILLISECONDS)).isFalse();
    assertRejects(pool);
    assertAwaitTerminationCanBeInterrupted(pool);
    running.open();
    waiting.open();
    assertThat(first.get(1, TimeUnit.MINUTES)).isEqualTo("running");
    assertThat(second.get(1, TimeUnit.MINUTES)).isEqualTo("waiting");
    assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(pool.isTerminated()).isTrue();
    pool.close();
    assertRejects(pool);
  }

  @Test
  void shutdownNowInterruptsAndReturnsWhatNeverStarted() throws Exception {
    Gate running = gate("running");
    ProcessPool pool = ProcessPool.builder().workers(1).build();
    TaskFuture<String> interrupted = pool.submit(running.task());
    running.awaitStarted();
    Path marks = directory;
    List<TaskFuture<Object>> waiting =
        IntStream.range(0, 50)
            .mapToObj(
                i ->
                    pool.submit(
                        (Task<Object>) () -> Files.createFile(marks.resolve("ran" + i)).toString()))
            .toList();

    List<Runnable> never = pool.shutdownNow();

    assertThat(pool.isShutdown()).isTrue();
    running.awaitInterrupted();
    assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(interrupted.isDone()).isTrue();
    assertThat(waiting).allMatch(TaskFuture::isDone);
    assertThat(never).isNotEmpty().hasSizeLessThanOrEqualTo(50);
    assertThat(marks.resolve("ran49")).doesNotExist();
    // What is returned is the work itself: the caller may do it.
    never.getLast().run();
    assertThat(marks.resolve("ran49")).exists();
    assertThat(pool.shutdownNow()).isEmpty();
    pool.close();
  }

  @Test
  void closeWaitsForTasks() {
    Gate gate = gate("closing");
    ProcessPool pool = ProcessPool.builder().workers(1).build();
    TaskFuture<String> future = pool.submit(gate.task());
    gate.awaitStarted();
    Thread closer = Thread.ofPlatform().start(pool::close);
    Awaitility.await().until(pool::isShutdown);
    assertThat(future.isDone()).isFalse();

    gate.open();

    Awaitility.await().until(() -> !closer.isAlive());
    assertThat(future.resultNow()).isEqualTo("closing");
    assertThat(pool.isTerminated()).isTrue();
  }

  @Test
  void interruptedCloseStopsTheTasks() throws Exception {
    Gate gate = gate("stopped");
    ProcessPool pool = ProcessPool.builder().workers(1).build();
    TaskFuture<String> future = pool.submit(gate.task());
    gate.awaitStarted();
    AtomicReference<Boolean> stillInterrupted = new AtomicReference<>();
    Thread closer =
        Thread.ofPlatform()
            .start(
                () -> {
                  pool.close();
                  stillInterrupted.set(Thread.currentThread().isInterrupted());
                });
    Awaitility.await().until(pool::isShutdown);

    closer.interrupt();
    closer.join();

    gate.awaitInterrupted();
    assertThat(future.isDone()).isTrue();
    assertThat(pool.isTerminated()).isTrue();
    assertThat(stillInterrupted).hasValue(true);
  }

  @Test
  void initializerRunsOnceInEachWorkerAndProgressIsReported() {
    Path marks = directory;
    RunnableTask initializer = () -> markProcess(marks);
    Queue<Progress> reports = new ConcurrentLinkedQueue<>();
    try (ProcessPool pool =
        ProcessPool.builder().workers(2).initializer(initializer).progress(reports::add).build()) {
      TaskFunction<Integer, Long> initialised =
          x -> {
            String mine = ProcessHandle.current().pid() + ".";
            try (Stream<Path> files = Files.list(marks)) {
              return files.filter(file -> file.getFileName().toString().startsWith(mine)).count();
            }
          };
      assertThat(pool.map(initialised, IntStream.range(0, 500).boxed()).distinct().toList())
          .containsExactly(1L);
    }

    assertThat(reports).isNotEmpty();
    Progress last = reports.stream().reduce((a, b) -> b).orElseThrow();
    assertThat(last.submitted()).isEqualTo(500);
    assertThat(last.done()).isEqualTo(500);
    assertThat(last.running() + last.pending() + last.failed()).isZero();
  }

  @Test
  void failingInitializerFailsTheTasksWithItsReason() {
    RunnableTask initializer =
        () -> {
          throw new IllegalStateException("no licence");
        };
    try (ProcessPool pool = ProcessPool.builder().workers(1).initializer(initializer).build()) {
      TaskFuture<Integer> future = pool.submit(() -> 1);

      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> future.get(1, TimeUnit.MINUTES))
          .withCauseInstanceOf(InitializerException.class)
          .satisfies(e -> assertThat(e.getCause()).hasStackTraceContaining("no licence"));
    }
  }

  @Test
  void initializerThatCannotTravelIsRefusedWhenThePoolIsBuilt() {
    Thread thread = Thread.currentThread();

    assertThatExceptionOfType(dev.baton.TaskEncodingException.class)
        .isThrownBy(
            () ->
                ProcessPool.builder()
                    .workers(1)
                    .initializer(() -> thread.getName())
                    .build()
                    .close());
  }

  private static void assertRejects(ProcessPool pool) {
    Task<Integer> task = () -> 1;
    TaskFunction<Integer, Integer> function = x -> x;
    assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> pool.submit(task));
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> pool.submit(function, 1));
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> pool.execute((Runnable & java.io.Serializable) () -> {}));
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> pool.invokeAll(List.of(task)));
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> pool.invokeAny(List.of(task)));
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> pool.map(function, List.of(1)).toList());
  }

  private static void assertAwaitTerminationCanBeInterrupted(ProcessPool pool)
      throws InterruptedException {
    AtomicReference<Throwable> seen = new AtomicReference<>();
    Thread waiter =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    pool.awaitTermination(1, TimeUnit.HOURS);
                  } catch (InterruptedException e) {
                    seen.set(e);
                  }
                });
    waiter.interrupt();
    waiter.join();
    assertThat(seen.get()).isInstanceOf(InterruptedException.class);
  }

  private static void markProcess(Path marks) {
    try {
      Files.createTempFile(marks, ProcessHandle.current().pid() + ".", ".initialised");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Gate gate(String name) {
    return new Gate(directory, name);
  }
}
