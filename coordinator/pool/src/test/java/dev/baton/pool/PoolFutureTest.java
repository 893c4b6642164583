package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.baton.RemoteTaskException;
import dev.baton.RunnableTask;
import dev.baton.Task;
import dev.baton.TaskDecodingException;
import dev.baton.TaskEncodingException;
import dev.baton.TaskFailedException;
import dev.baton.TaskFunction;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code java.util.concurrent} says about futures, and what a program's own classes throw. */
@Timeout(60)
class PoolFutureTest {

  private static final Task<Integer> ANSWER = () -> 42;
  private static final Task<Integer> FAILURE =
      () -> {
        throw new IOException("no answer");
      };

  private static InMemoryPool memory;
  private static ProcessPool pool;

  @BeforeAll
  static void startPool() {
    memory = new InMemoryPool();
    pool = memory.pool();
  }

  @AfterAll
  static void closePool() {
    memory.close();
  }

  @AfterEach
  void allTasksHaveEnded() {
    var _ = Thread.interrupted();
    memory.release();
    await().until(() -> pool.progress().running() + pool.progress().pending() == 0);
  }

  // a future that is done

  @Test
  void aDoneFutureAnswersAnInterruptedThread() throws Exception {
    TaskFuture<Integer> done = ended(pool.submit(ANSWER));
    TaskFuture<Integer> failed = ended(pool.submit(FAILURE));

    Thread.currentThread().interrupt();

    assertThat(done.get()).isEqualTo(42);
    assertThat(done.get(1, TimeUnit.DAYS)).isEqualTo(42);
    assertThat(done.resultNow()).isEqualTo(42);
    assertThat(done.state()).isEqualTo(Future.State.SUCCESS);
    assertThat(failed.state()).isEqualTo(Future.State.FAILED);
    assertThat(failed.exceptionNow()).isInstanceOf(IOException.class);
    assertThat(pool.asCompleted(List.of(done, failed))).containsExactly(done, failed);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void aFutureThatIsNotDoneIsInterruptedOrTimesOut() throws Exception {
    memory.hold();
    TaskFuture<Integer> open = pool.submit(ANSWER);

    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> open.get(0, TimeUnit.SECONDS));
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> open.get(Long.MIN_VALUE, TimeUnit.DAYS));
    assertThatNullPointerException().isThrownBy(() -> open.get(1, null));
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(open::resultNow);
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(open::exceptionNow);
    assertThat(open.state()).isEqualTo(Future.State.RUNNING);

    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(open::get);

    await().until(() -> memory.heldTasks() == 1);
    memory.release();
    assertThat(open.get(Long.MAX_VALUE, TimeUnit.DAYS)).isEqualTo(42);
    assertThat(open.get(0, TimeUnit.SECONDS)).isEqualTo(42);
    assertThat(open.get(-1, TimeUnit.SECONDS)).isEqualTo(42);
    assertThatNullPointerException().isThrownBy(() -> open.get(1, null));
  }

  @Test
  void aCancelledFutureSaysSoEachTime() {
    memory.hold();
    TaskFuture<Integer> open = pool.submit(ANSWER);

    assertThat(open.cancel(true)).isTrue();

    assertThat(open.cancel(true)).isFalse();
    assertThat(open.state()).isEqualTo(Future.State.CANCELLED);
    assertThatExceptionOfType(CancellationException.class).isThrownBy(open::get);
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> open.get(0, TimeUnit.SECONDS));
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(open::resultNow);
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(open::exceptionNow);
  }

  // what a program's classes throw while they are encoded or decoded

  @Test
  void whatDecodingAResultThrowsIsOneFailureOfOneFuture() {
    for (Throwable thrown : List.of(new Error("doh!"), new IllegalStateException("doh!"))) {
      Unreadable.thrown.set(thrown);
      TaskFuture<Unreadable> future = pool.submit(Unreadable::new);

      Throwable first = failureOf(future);

      assertThat(first)
          .isInstanceOf(TaskDecodingException.class)
          .hasStackTraceContaining(thrown.getClass().getName());
      assertThat(failureOf(future)).isSameAs(first);
      assertThat(future.exceptionNow()).isSameAs(first);
      assertThat(future.state()).isEqualTo(Future.State.FAILED);
    }
  }

  @Test
  void whatEncodingATaskThrowsIsOneFailureOfOneFuture() {
    for (Throwable thrown : List.of(new Error("doh!"), new IllegalStateException("doh!"))) {
      TaskFunction<Unwritable, Integer> function = Object::hashCode;
      Unwritable argument = new Unwritable(thrown);
      TaskFuture<Integer> future = pool.submit(function, argument);

      Throwable first = failureOf(future);

      assertThat(first)
          .isInstanceOf(TaskEncodingException.class)
          .hasStackTraceContaining(thrown.getClass().getName());
      assertThat(failureOf(future)).isSameAs(first);
      Task<Integer> capturing = argument::hashCode;
      assertThat(failureOf(pool.submit(capturing))).isInstanceOf(TaskEncodingException.class);
      assertThat(pool.mapResults(function, List.of(argument).iterator(), true))
          .singleElement()
          .extracting(MapResult::failure)
          .isInstanceOf(TaskEncodingException.class);
    }
  }

  @Test
  void aFutureCanBeAskedWhileAnotherThreadDecodesItsResult() throws Exception {
    Slow.reading = new CountDownLatch(1);
    Slow.goOn = new CountDownLatch(1);
    TaskFuture<Slow> future = ended(pool.submit(Slow::new));
    CompletableFuture<Slow> decoded =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return future.get();
              } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(Slow.reading.await(30, TimeUnit.SECONDS)).isTrue();

    CountDownLatch called = new CountDownLatch(1);
    future.whenDone(_ -> called.countDown());
    assertThat(called.getCount()).isZero();
    assertThat(future.isDone()).isTrue();
    assertThat(future.cancel(true)).isFalse();

    Slow.goOn.countDown();
    assertThat(decoded.get(30, TimeUnit.SECONDS)).isSameAs(future.get());
  }

  // what fails to say what it is

  @Test
  void aFailureOrAnInputWithoutTextHidesNothing() {
    TaskFunction<Silent, String> function =
        _ -> {
          throw new SilentException();
        };

    // Its own class would hide what happened from whoever prints it.
    assertThat(failureOf(pool.submit(function, new Silent())))
        .isInstanceOf(RemoteTaskException.class)
        .hasMessageStartingWith(SilentException.class.getName());
    assertThatExceptionOfType(TaskFailedException.class)
        .isThrownBy(() -> pool.map(function, List.of(new Silent())).toList())
        .withMessageContaining(Silent.class.getName())
        .withMessageContaining(SilentException.class.getName())
        .withCauseInstanceOf(RemoteTaskException.class);
    assertThatExceptionOfType(TaskFailedException.class)
        .isThrownBy(() -> new MapResult<>(new int[1 << 28], null, new IOException()).orThrow())
        .withMessageStartingWith("The task for input [0, 0, 0");
  }

  // what is a Runnable and a Callable

  @Test
  void whatIsBothRunsAsItWasSubmitted() throws Exception {
    Both both = new Both();

    assertThat(pool.submit((Callable<String>) both).get()).isEqualTo("called");
    assertRan(() -> assertThat(pool.submit((Runnable) both).get()).isNull());
    assertRan(() -> assertThat(pool.submit((RunnableTask) both).get()).isNull());
    assertRan(() -> assertThat(pool.submit((Runnable) both, "given").get()).isEqualTo("given"));
    assertRan(() -> pool.execute(both));
    assertThat(pool.invokeAll(List.of(both)).getFirst().get()).isEqualTo("called");
    assertThat(pool.invokeAny(List.of(both))).isEqualTo("called");
  }

  @Test
  void whatNoWorkerSawRunsHereAsItWasSubmitted() throws Exception {
    try (InMemoryPool other = new InMemoryPool()) {
      other.hold();
      var _ = other.pool().submit(ANSWER);
      await().until(() -> other.heldTasks() == 1);
      var _ = other.pool().submit((Runnable) new Both());

      List<Runnable> never = other.pool().shutdownNow();

      assertThat(never).hasSize(1);
      assertRan(() -> never.getFirst().run());
    }
  }

  private interface Action {
    void run() throws Exception;
  }

  private static void assertRan(Action action) throws Exception {
    Both.runs.clear();
    action.run();
    await().until(() -> Both.runs.equals(List.of("run")));
  }

  // many futures

  @Test
  void asCompletedYieldsEachFutureOnce() {
    TaskFuture<Integer> one = pool.submit(ANSWER);
    TaskFuture<Integer> two = pool.submit(ANSWER);

    assertThat(pool.asCompleted(List.of(one, two, one, one))).containsExactlyInAnyOrder(one, two);
    assertThat(pool.asCompleted(List.<TaskFuture<Integer>>of())).isEmpty();
    assertThatNullPointerException().isThrownBy(() -> pool.asCompleted(null));
    assertThatNullPointerException().isThrownBy(() -> pool.asCompleted(Arrays.asList(one, null)));
  }

  @Test
  void asCompletedHasALimitAndTheTasksGoOn() throws Exception {
    TaskFuture<Integer> done = ended(pool.submit(ANSWER));
    memory.hold();
    TaskFuture<Integer> open = pool.submit(ANSWER);
    await().until(() -> memory.heldTasks() == 1);
    var results = pool.asCompleted(List.of(open, done), Duration.ZERO).iterator();

    assertThat(results.next()).isSameAs(done);
    assertThatExceptionOfType(CompletionTimeoutException.class)
        .isThrownBy(results::next)
        .withMessageContaining("1 of 2");
    assertThat(results.hasNext()).isTrue();
    assertThat(open.isDone()).isFalse();

    memory.release();
    assertThat(ended(open).get()).isEqualTo(42);
    assertThat(results.next()).isSameAs(open);
    assertThat(results.hasNext()).isFalse();
    assertThat(pool.asCompleted(List.of(open), Duration.ofSeconds(Long.MAX_VALUE))).hasSize(1);
  }

  @Test
  void invokeAnyKeepsToItsLimitHoweverExtreme() throws Exception {
    List<Callable<Integer>> calls = List.of(ANSWER, FAILURE);
    assertThat(pool.invokeAny(calls, Long.MAX_VALUE, TimeUnit.DAYS)).isEqualTo(42);
    assertThat(pool.invokeAny(calls, Long.MAX_VALUE - 1, TimeUnit.NANOSECONDS)).isEqualTo(42);
    assertThat(pool.invokeAll(calls, Long.MAX_VALUE, TimeUnit.DAYS)).hasSize(2);

    memory.hold();
    for (long limit : new long[] {0, -1, Long.MIN_VALUE}) {
      assertThatExceptionOfType(TimeoutException.class)
          .isThrownBy(() -> pool.invokeAny(List.of(ANSWER), limit, TimeUnit.DAYS));
      assertThat(pool.invokeAll(List.of(ANSWER), limit, TimeUnit.DAYS))
          .allMatch(Future::isCancelled);
      assertThat(pool.awaitTermination(limit, TimeUnit.DAYS)).isFalse();
    }
  }

  @Test
  void invokeAnyRefusesNullBeforeItSubmitsAnything() {
    long before = pool.progress().submitted();

    assertThatNullPointerException().isThrownBy(() -> pool.invokeAny(null));
    assertThatNullPointerException().isThrownBy(() -> pool.invokeAny(Arrays.asList(ANSWER, null)));
    assertThatNullPointerException().isThrownBy(() -> pool.invokeAny(List.of(ANSWER), 1, null));

    assertThat(pool.progress().submitted()).isEqualTo(before);
  }

  @Test
  void invokeAnyThatIsInterruptedCancelsTheRest() {
    memory.hold();
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> pool.invokeAny(List.of(ANSWER, ANSWER)));

    assertThat(pool.progress().running() + pool.progress().pending()).isZero();
  }

  private static Throwable failureOf(Future<?> future) {
    return catchThrowableOfType(ExecutionException.class, () -> future.get(30, TimeUnit.SECONDS))
        .getCause();
  }

  private static <T> TaskFuture<T> ended(TaskFuture<T> future) {
    await().until(future::isDone);
    return future;
  }

  private static void sneak(Throwable failure) {
    PoolFutureTest.<RuntimeException>throwAs(failure);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // that is the trick
  private static <E extends Throwable> void throwAs(Throwable failure) throws E {
    throw (E) failure;
  }

  /** Cannot be decoded. */
  private static final class Unreadable implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final AtomicReference<Throwable> thrown = new AtomicReference<>();

    private void readObject(ObjectInputStream in) {
      sneak(thrown.get());
    }
  }

  /** Cannot be encoded. */
  private static final class Unwritable implements Serializable {

    private static final long serialVersionUID = 1L;
    private final Throwable thrown;

    private Unwritable(Throwable thrown) {
      this.thrown = thrown;
    }

    private void writeObject(ObjectOutputStream out) {
      sneak(thrown);
    }
  }

  /** Takes its time to be decoded. */
  private static final class Slow implements Serializable {

    private static final long serialVersionUID = 1L;
    private static CountDownLatch reading = new CountDownLatch(1);
    private static CountDownLatch goOn = new CountDownLatch(1);

    private void readObject(ObjectInputStream in) throws IOException {
      reading.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  private record Silent() implements Serializable {

    @Override
    public String toString() {
      throw new StackOverflowError();
    }
  }

  @SuppressWarnings("OverrideThrowableToString") // a program may do so
  private static final class SilentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      throw new IllegalStateException("no text");
    }
  }

  private static final class Both implements RunnableTask, Callable<String> {

    private static final long serialVersionUID = 1L;
    private static final List<String> runs =
        java.util.Collections.synchronizedList(new ArrayList<>());

    @Override
    public void run() {
      runs.add("run");
    }

    @Override
    public String call() {
      return "called";
    }
  }
}
