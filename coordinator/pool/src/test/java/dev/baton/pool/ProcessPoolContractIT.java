package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.RunnableTask;
import dev.baton.Task;
import dev.baton.TaskEncodingException;
import dev.baton.TaskFailedException;
import dev.baton.TaskFunction;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code java.util.concurrent} says about executors and futures, and what Baton adds, on one
 * pool of two workers. What ends a pool is in {@link ProcessPoolShutdownIT}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // some tests look at what the task did instead
class ProcessPoolContractIT {

  private static final int MIB = 1 << 20;

  private static ProcessPool pool;

  @TempDir private Path directory;

  @BeforeAll
  static void startPool() {
    pool = ProcessPool.builder().workers(2).build();
  }

  @AfterAll
  static void closePool() {
    pool.close();
  }

  // submit, execute

  @Test
  void everyKindOfTaskRunsInAnotherProcess() throws Exception {
    long here = ProcessHandle.current().pid();
    int captured = 5;
    Callable<Integer> callable = (Callable<Integer> & Serializable) () -> captured;

    assertThat(pool.submit(() -> ProcessHandle.current().pid()).get()).isNotEqualTo(here);
    assertThat(pool.submit(callable).get()).isEqualTo(5);
    assertThat(pool.submit((TaskFunction<Integer, Integer>) x -> x + captured, 2).get())
        .isEqualTo(7);
  }

  @Test
  void runnablesYieldNullOrTheGivenResult() throws Exception {
    Path file = directory.resolve("ran");
    String name = file.toString();
    RunnableTask task = () -> create(name);

    assertThat(pool.submit(task).get()).isNull();
    assertThat(file).exists();
    assertThat(pool.submit((Runnable & Serializable) () -> {}).get()).isNull();
    assertThat(pool.submit((Runnable & Serializable) () -> {}, "given").get()).isEqualTo("given");
  }

  @Test
  void whatIsARunnableAndACallableRunsAsItWasSubmitted() throws Exception {
    Both both = new Both();

    assertThat(pool.submit((Callable<String>) both).get()).isEqualTo("called");
    assertThat(pool.submit((Runnable) both).get()).isNull();
    assertThat(pool.submit((RunnableTask) both).get()).isNull();
    assertThat(pool.submit((Runnable) both, "given").get()).isEqualTo("given");
  }

  private record Both() implements RunnableTask, Callable<String> {

    @Override
    public void run() {
      // It has no result.
    }

    @Override
    public String call() {
      return "called";
    }
  }

  @Test
  void executeRunsTheCommand() {
    Path file = directory.resolve("executed");
    String name = file.toString();

    pool.execute((Runnable & Serializable) () -> create(name));

    Awaitility.await().until(() -> Files.exists(file));
  }

  @Test
  void executeRejectsWhatCannotTravel() {
    Runnable command = () -> {};

    assertThatExceptionOfType(java.util.concurrent.RejectedExecutionException.class)
        .isThrownBy(() -> pool.execute(command))
        .withMessageContaining("Serializable");
  }

  @Test
  void nullTasksAreRefusedAtOnce() {
    assertThatNullPointerException().isThrownBy(() -> pool.execute(null));
    assertThatNullPointerException().isThrownBy(() -> pool.submit((Task<Object>) null));
    assertThatNullPointerException().isThrownBy(() -> pool.submit((RunnableTask) null));
    assertThatNullPointerException().isThrownBy(() -> pool.submit((Callable<Object>) null));
    assertThatNullPointerException().isThrownBy(() -> pool.submit((Runnable) null));
    assertThatNullPointerException().isThrownBy(() -> pool.submit((Runnable) null, "x"));
    assertThatNullPointerException()
        .isThrownBy(() -> pool.submit((TaskFunction<String, String>) null, "x"));
    assertThatNullPointerException().isThrownBy(() -> pool.map(null, List.of(1)));
    assertThatNullPointerException().isThrownBy(() -> pool.invokeAll(null));
    assertThatNullPointerException()
        .isThrownBy(() -> pool.invokeAll(Arrays.asList(answer(1), null)));
    assertThatNullPointerException().isThrownBy(() -> pool.invokeAll(List.of(), 1, null));
    assertThatNullPointerException().isThrownBy(() -> pool.invokeAny(null));
    assertThatNullPointerException()
        .isThrownBy(() -> pool.invokeAny(Arrays.asList(answer(1), null)));
    assertThatNullPointerException().isThrownBy(() -> pool.invokeAny(List.of(answer(1)), 1, null));
    assertThatNullPointerException().isThrownBy(() -> pool.awaitTermination(1, null));
  }

  // results and arguments

  @Test
  void nullIsAResultAndAnArgument() throws Exception {
    assertThat(pool.submit((Task<Object>) () -> null).get()).isNull();
    assertThat(pool.submit((TaskFunction<Object, Boolean>) x -> x == null, null).get()).isTrue();
  }

  @Test
  void tenMebibytesAreAnArgumentAndAResult() throws Exception {
    byte[] large = new byte[10 * MIB];
    large[large.length - 1] = 42;

    byte[] back = pool.submit((TaskFunction<byte[], byte[]>) bytes -> bytes, large).get();

    assertThat(back).isEqualTo(large);
  }

  @Test
  void argumentThatCannotTravelFailsItsFutureWithThePath() {
    Thread thread = Thread.currentThread();
    TaskFuture<String> future = pool.submit(() -> thread.getName());

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(future::get)
        .withCauseInstanceOf(TaskEncodingException.class)
        .withMessageContaining("java.lang.Thread")
        .withMessageContaining("captured[0]");
  }

  @Test
  void resultThatCannotTravelFailsItsFutureWithThePath() {
    TaskFuture<Object> future = pool.submit(() -> List.of("x", Thread.currentThread()));

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(future::get)
        .withCauseInstanceOf(TaskEncodingException.class)
        .withMessageContaining("[1]")
        .withMessageContaining("java.lang.Thread");
  }

  @Test
  void laterChangesOfAnArgumentDoNotReachTheTask() throws Exception {
    List<Integer> list = new ArrayList<>(List.of(1));
    TaskFuture<Integer> future =
        pool.submit((TaskFunction<List<Integer>, Integer>) List::size, list);
    list.add(2);

    assertThat(future.get()).isEqualTo(1);
  }

  // failures

  @Test
  void failureArrivesWithTypeMessageCauseAndRemoteStackTrace() {
    TaskFuture<Object> future = pool.submit(ProcessPoolContractIT::failWithCause);

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(future::get)
        .satisfies(
            e -> {
              assertThat(e.getCause())
                  .isExactlyInstanceOf(IllegalStateException.class)
                  .hasMessage("outer")
                  .hasCauseExactlyInstanceOf(FileNotFoundException.class);
              assertThat(e.getCause().getCause()).hasMessage("inner");
              assertThat(e.getCause().getStackTrace()[0].getMethodName())
                  .isEqualTo("failWithCause");
              assertThat(e.getCause().getStackTrace())
                  .noneMatch(frame -> frame.getClassName().startsWith("org.junit."));
            });
  }

  @Test
  void errorsAndCheckedExceptionsArriveToo() {
    assertFailsWith(pool.submit(ProcessPoolContractIT::failWithError), AssertionError.class);
    assertFailsWith(pool.submit(ProcessPoolContractIT::recurseForEver), StackOverflowError.class);
    TaskFuture<Object> custom =
        pool.submit(
            () -> {
              throw new CustomException("m", 42);
            });
    assertFailsWith(custom, CustomException.class);
    assertThat(((CustomException) custom.exceptionNow()).code).isEqualTo(42);
  }

  @Test
  void exceptionOfAnyPackageOfTheJdkIsCaughtAsItsSuperclass() {
    TaskFuture<Object> future =
        pool.submit(
            () -> {
              throw new SSLHandshakeException("certificate unknown");
            });

    assertFailsWith(future, SSLHandshakeException.class);
    assertThat(future.exceptionNow())
        .isInstanceOf(IOException.class)
        .hasMessage("certificate unknown");
  }

  @Test
  void exceptionThatHoldsWhatCannotTravelArrivesWithoutIt() {
    TaskFuture<Object> future =
        pool.submit(
            () -> {
              throw new UnserializableException("why");
            });

    assertFailsWith(future, UnserializableException.class);
    UnserializableException copy = (UnserializableException) future.exceptionNow();
    assertThat(copy).hasMessage("why");
    assertThat(copy.thread).isNull();
    assertThat(copy.getStackTrace()[0].getClassName())
        .isEqualTo(ProcessPoolContractIT.class.getName());
  }

  @Test
  void workerWorksOnAfterFailures() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertFailsWith(
          pool.submit(ProcessPoolContractIT::failWithCause), IllegalStateException.class);
    }

    assertThat(pool.submit(answer(1)).get()).isEqualTo(1);
    assertThat(pool.workers()).hasSize(2);
  }

  // Future

  @Test
  void getWithTimeoutGivesUpAndTheTaskGoesOn() throws Exception {
    Gate gate = gate("slow");
    TaskFuture<String> future = pool.submit(gate.task());

    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> future.get(50, TimeUnit.MILLISECONDS));
    assertThat(future.isDone()).isFalse();
    assertThat(future.state()).isEqualTo(Future.State.RUNNING);
    gate.open();

    assertThat(future.get(1, TimeUnit.MINUTES)).isEqualTo("slow");
    assertThat(future.isDone()).isTrue();
    assertThat(future.isCancelled()).isFalse();
    assertThat(future.state()).isEqualTo(Future.State.SUCCESS);
    assertThat(future.resultNow()).isEqualTo("slow");
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(future::exceptionNow);
  }

  @Test
  void failedFutureShowsItsFailure() {
    TaskFuture<Object> future = pool.submit(ProcessPoolContractIT::failWithCause);
    assertFailsWith(future, IllegalStateException.class);

    assertThat(future.state()).isEqualTo(Future.State.FAILED);
    assertThat(future.exceptionNow()).isInstanceOf(IllegalStateException.class);
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(future::resultNow);
    assertThat(future.cancel(true)).isFalse();
    assertThat(future.isCancelled()).isFalse();
  }

  @Test
  void unfinishedFutureHasNeitherResultNorException() throws Exception {
    Gate gate = gate("unfinished");
    TaskFuture<String> future = pool.submit(gate.task());

    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(future::resultNow);
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(future::exceptionNow);
    gate.open();
    future.get();
  }

  @Test
  void cancelDuringARunInterruptsTheTask() throws Exception {
    Gate gate = gate("running");
    TaskFuture<String> future = pool.submit(gate.task());
    gate.awaitStarted();

    assertThat(future.cancel(true)).isTrue();

    assertCancelled(future);
    gate.awaitInterrupted();
    assertThat(pool.submit(answer(3)).get(1, TimeUnit.MINUTES)).isEqualTo(3);
  }

  @Test
  void cancelWithoutInterruptLetsTheTaskRunToItsEnd() {
    Gate gate = gate("uninterrupted");
    TaskFuture<String> future = pool.submit(gate.task());
    gate.awaitStarted();

    assertThat(future.cancel(false)).isTrue();
    assertCancelled(future);
    gate.open();

    Awaitility.await().atMost(Duration.ofMinutes(1)).until(gate::hasFinished);
  }

  @Test
  void cancelledBeforeItsStartATaskNeverRuns() throws Exception {
    List<Gate> blockers = IntStream.range(0, 2).mapToObj(i -> gate("blocker" + i)).toList();
    List<TaskFuture<String>> blocking =
        blockers.stream().map(gate -> pool.submit(gate.task())).toList();
    blockers.forEach(Gate::awaitStarted);
    List<Gate> waiting = IntStream.range(0, 20).mapToObj(i -> gate("waiting" + i)).toList();
    waiting.forEach(Gate::open);
    List<TaskFuture<String>> futures =
        waiting.stream().map(gate -> pool.submit(gate.task())).toList();

    for (TaskFuture<String> future : futures) {
      assertThat(future.cancel(false)).isTrue();
      assertCancelled(future);
    }
    // Workers hear of things in order: who is interrupted now has heard of all that was cancelled
    // before.
    blocking.forEach(future -> future.cancel(true));
    blockers.forEach(Gate::awaitInterrupted);
    // Whatever was prefetched would have run before these.
    for (int i = 0; i < 10; i++) {
      pool.submit(answer(i)).get();
    }

    assertThat(waiting).noneMatch(Gate::hasStarted);
  }

  @Test
  void cancelAfterTheEndDoesNothing() throws Exception {
    TaskFuture<Integer> future = pool.submit(answer(1));
    future.get();

    assertThat(future.cancel(true)).isFalse();
    assertThat(future.isCancelled()).isFalse();
    assertThat(future.get()).isEqualTo(1);
  }

  @Test
  void secondCancelSaysFalseOrTrueButTheFutureStaysCancelled() {
    Gate gate = gate("twice");
    TaskFuture<String> future = pool.submit(gate.task());
    future.cancel(true);
    future.cancel(true);

    assertCancelled(future);
  }

  @Test
  void interruptWhileWaitingEndsTheWaitNotTheTask() throws Exception {
    Gate gate = gate("interrupted-waiter");
    TaskFuture<String> future = pool.submit(gate.task());
    AtomicReference<Throwable> seen = new AtomicReference<>();
    Thread waiter =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    future.get();
                  } catch (InterruptedException | ExecutionException e) {
                    seen.set(e);
                  }
                });
    gate.awaitStarted();

    waiter.interrupt();
    waiter.join();

    assertThat(seen.get()).isInstanceOf(InterruptedException.class);
    assertThat(future.isDone()).isFalse();
    gate.open();
    assertThat(future.get()).isEqualTo("interrupted-waiter");
  }

  @Test
  void whenDoneIsCalledOnceForEachAction() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    TaskFuture<Integer> future = pool.submit(answer(1));
    future.whenDone(_ -> calls.incrementAndGet());
    future.get();
    future.whenDone(_ -> calls.incrementAndGet());

    Awaitility.await().until(() -> calls.get() == 2);
  }

  // invokeAll, invokeAny

  @Test
  void invokeAllReturnsDoneFuturesInOrder() throws Exception {
    List<Task<Integer>> tasks = List.of(answer(1), ProcessPoolContractIT::failingAnswer, answer(3));

    List<Future<Integer>> futures = pool.invokeAll(tasks);

    assertThat(futures).hasSize(3).allMatch(Future::isDone);
    assertThat(futures.get(0).get()).isEqualTo(1);
    assertFailsWith(futures.get(1), IllegalStateException.class);
    assertThat(futures.get(2).get()).isEqualTo(3);
    assertThat(pool.invokeAll(List.<Callable<Integer>>of())).isEmpty();
  }

  @Test
  void invokeAllWithTimeoutCancelsWhatIsNotDone() throws Exception {
    Gate gate = gate("too-slow");

    List<Future<String>> futures =
        pool.invokeAll(List.of(say("quick"), gate.task()), 3, TimeUnit.SECONDS);

    assertThat(futures).hasSize(2).allMatch(Future::isDone);
    assertThat(futures.get(0).get()).isEqualTo("quick");
    assertThat(futures.get(1).isCancelled()).isTrue();
    gate.awaitInterrupted();
  }

  @Test
  void invokeAnyReturnsTheFirstSuccessAndCancelsTheRest() throws Exception {
    Gate gate = gate("loser");

    List<Task<String>> tasks =
        List.of(gate.task(), ProcessPoolContractIT::failingText, say("winner"));
    String first = pool.invokeAny(tasks);

    assertThat(first).isEqualTo("winner");
    if (gate.hasStarted()) {
      gate.awaitInterrupted();
    }
  }

  @Test
  void invokeAnyFailsIfAllFail() {
    List<Task<Integer>> tasks =
        List.of(ProcessPoolContractIT::failingAnswer, ProcessPoolContractIT::failingAnswer);

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> pool.invokeAny(tasks))
        .withCauseInstanceOf(IllegalStateException.class);
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> pool.invokeAny(List.<Callable<Integer>>of()));
  }

  @Test
  void invokeAnyGivesUpAfterItsTimeout() {
    Gate gate = gate("never");

    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> pool.invokeAny(List.of(gate.task()), 1, TimeUnit.SECONDS));
    gate.awaitInterrupted();
  }

  // map and friends

  @Test
  void hundredThousandTinyTasksComeBackInOrder() {
    TaskFunction<Integer, Integer> next = x -> x + 1;
    List<Integer> inputs = IntStream.range(0, 100_000).boxed().toList();

    List<Integer> results = pool.map(next, inputs).toList();

    assertThat(results).isEqualTo(IntStream.rangeClosed(1, 100_000).boxed().toList());
  }

  @Test
  void unorderedMapYieldsEachResultOnce() {
    TaskFunction<Integer, Integer> same = x -> x;

    Stream<Integer> results = pool.mapUnordered(same, IntStream.range(0, 5_000).boxed());

    assertThat(results.sorted().toList()).isEqualTo(IntStream.range(0, 5_000).boxed().toList());
  }

  @Test
  void endlessInputsWorkAndAreTakenLazily() {
    AtomicInteger taken = new AtomicInteger();
    Stream<Integer> endless = Stream.generate(taken::incrementAndGet);

    try (Stream<Integer> results = pool.map((TaskFunction<Integer, Integer>) x -> 2 * x, endless)) {
      assertThat(results.limit(100).toList())
          .isEqualTo(IntStream.rangeClosed(1, 100).map(x -> 2 * x).boxed().toList());
    }
    assertThat(taken.get()).isLessThanOrEqualTo(100 + 4 + 3 * 100 + 1);
  }

  @Test
  void theFirstResultsOfManyInputsLeaveFewTasksAndTheseNotForLong() {
    TaskFunction<Integer, Integer> firstIsQuick =
        x -> {
          if (x > 0) {
            Thread.sleep(Duration.ofHours(1));
          }
          return x;
        };
    AtomicInteger taken = new AtomicInteger();
    Stream<Integer> inputs =
        IntStream.range(0, 1_000_000).map(i -> taken.getAndIncrement()).boxed();

    assertThat(pool.map(firstIsQuick, inputs).findFirst()).contains(0);

    assertThat(taken.get()).isLessThan(20);
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              System.gc();
              return pool.progress().running() + pool.progress().pending() == 0;
            });
  }

  @Test
  void aParallelStreamHasAllResultsInOrder() {
    TaskFunction<Integer, Integer> next = x -> x + 1;

    assertThat(pool.map(next, IntStream.range(0, 5_000).boxed()).parallel().map(x -> x).toList())
        .isEqualTo(IntStream.rangeClosed(1, 5_000).boxed().toList());
  }

  @Test
  void inputsThatFailEndAMapAfterTheResultsBefore() {
    IllegalStateException failure = new IllegalStateException("input 50");
    Stream<Integer> inputs =
        IntStream.range(0, 100)
            .mapToObj(
                i -> {
                  if (i == 50) {
                    throw failure;
                  }
                  return i;
                });
    TaskFunction<Integer, Integer> same = x -> x;
    List<Integer> results = new ArrayList<>();

    assertThatThrownBy(() -> pool.map(same, inputs).forEach(results::add)).isSameAs(failure);

    assertThat(results).isEqualTo(IntStream.range(0, 50).boxed().toList());
    assertThat(pool.progress().running() + pool.progress().pending()).isZero();
  }

  @Test
  void anInputThatCannotBeEncodedFailsInItsPlace() {
    TaskFunction<Object, String> text = String::valueOf;
    List<Object> inputs = List.of(1, new Thread(), 3);

    assertThat(pool.mapResults(text, inputs.iterator(), true).toList())
        .extracting(MapResult::result)
        .containsExactly("1", null, "3");
    Iterator<String> results = pool.map(text, inputs).iterator();
    assertThat(results.next()).isEqualTo("1");
    assertThatExceptionOfType(TaskFailedException.class)
        .isThrownBy(results::next)
        .withCauseInstanceOf(TaskEncodingException.class);
    assertThat(results.hasNext()).isFalse();
  }

  @Test
  void nothingIsMappedWithoutInputs() {
    TaskFunction<Integer, Integer> same = x -> x;
    List<Integer> noList = null;
    Stream<Integer> noStream = null;

    assertThatNullPointerException().isThrownBy(() -> pool.map(same, noList));
    assertThatNullPointerException().isThrownBy(() -> pool.map(same, noStream));
    assertThatNullPointerException().isThrownBy(() -> pool.mapUnordered(same, noList));
    assertThatNullPointerException().isThrownBy(() -> pool.mapUnordered(same, noStream));
    assertThatNullPointerException().isThrownBy(() -> pool.mapResults(same, null, true));
    assertThatNullPointerException().isThrownBy(() -> pool.mapUnordered(null, List.of(1)));
  }

  @Test
  void nullsMayBeMapped() {
    TaskFunction<String, String> same = x -> x;

    assertThat(pool.map(same, Arrays.asList("a", null, "b")).toList())
        .containsExactly("a", null, "b");
  }

  @Test
  void firstFailureEndsAMapAndNamesTheInput() {
    TaskFunction<Integer, Integer> picky =
        x -> {
          if (x == 7) {
            throw new IllegalArgumentException("not seven");
          }
          return x;
        };

    assertThatExceptionOfType(TaskFailedException.class)
        .isThrownBy(() -> pool.map(picky, IntStream.range(0, 100).boxed()).toList())
        .withMessageContaining("input 7")
        .withCauseInstanceOf(IllegalArgumentException.class);
    assertThat(pool.map(picky, List.of(1)).toList()).containsExactly(1);
  }

  @Test
  void mapOfNothingIsEmpty() {
    assertThat(pool.map((TaskFunction<Integer, Integer>) x -> x, List.of()).toList()).isEmpty();
  }

  @Test
  void asCompletedYieldsFuturesAsTheyEnd() throws Exception {
    Gate first = gate("first");
    Gate second = gate("second");
    TaskFuture<String> slow = pool.submit(first.task());
    TaskFuture<String> quick = pool.submit(second.task());
    second.open();

    List<String> order = new ArrayList<>();
    for (TaskFuture<String> ended : pool.asCompleted(List.of(slow, quick))) {
      order.add(ended.get());
      first.open();
    }

    assertThat(order).containsExactly("second", "first");
    assertThat(pool.asCompleted(List.<TaskFuture<String>>of())).isEmpty();
  }

  @Test
  void manyThreadsMaySubmitAtOnce() throws Exception {
    AtomicInteger right = new AtomicInteger();
    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(
                t ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              for (int i = 0; i < 100; i++) {
                                if (resultOf(t * 1_000 + i) == t * 1_000 + i) {
                                  right.incrementAndGet();
                                }
                              }
                            }))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(right).hasValue(800);
  }

  @Test
  void statisticsCountTasks() throws Exception {
    long before = pool.statistics().tasks();
    pool.submit(answer(1)).get();

    assertThat(pool.statistics().tasks()).isGreaterThan(before);
    assertThat(pool.statistics().jobId()).isEqualTo(pool.jobId());
  }

  private static int resultOf(int i) {
    try {
      return pool.submit(answer(i)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private Gate gate(String name) {
    return new Gate(directory, name);
  }

  private static Task<Integer> answer(int value) {
    return () -> value;
  }

  private static Task<String> say(String text) {
    return () -> text;
  }

  private static void create(String file) {
    try {
      Files.createFile(Path.of(file));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Object failWithCause() {
    throw new IllegalStateException("outer", new FileNotFoundException("inner"));
  }

  private static Object failWithError() {
    throw new AssertionError("an error");
  }

  private static Integer failingAnswer() {
    throw new IllegalStateException("no answer");
  }

  private static String failingText() {
    throw new IllegalStateException("no text");
  }

  private static Integer recurseForEver() {
    return recurse(0);
  }

  private static int recurse(int depth) {
    return depth < 0 ? depth : recurse(depth + 1) + 1;
  }

  private static void assertCancelled(Future<?> future) {
    assertThat(future.isCancelled()).isTrue();
    assertThat(future.isDone()).isTrue();
    assertThat(future.state()).isEqualTo(Future.State.CANCELLED);
    assertThatExceptionOfType(CancellationException.class).isThrownBy(future::get);
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> future.get(1, TimeUnit.SECONDS));
  }

  private static void assertFailsWith(Future<?> future, Class<? extends Throwable> type) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> future.get(1, TimeUnit.MINUTES))
        .satisfies(e -> assertThat(e.getCause()).isExactlyInstanceOf(type));
  }

  private static final class CustomException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int code;

    CustomException(String message, int code) {
      super(message);
      this.code = code;
    }
  }

  private static final class UnserializableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // that is the point
    private final Object thread = Thread.currentThread();

    UnserializableException(String message) {
      super(message);
    }
  }
}
