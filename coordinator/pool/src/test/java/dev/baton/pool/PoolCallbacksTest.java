package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.baton.EnvironmentException;
import dev.baton.Task;
import dev.baton.TaskFunction;
import dev.baton.WorkerCrashedException;
import dev.baton.pool.thread.Callbacks;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a program's callbacks do is their own affair, and what a pool's threads die of is said. */
@Timeout(60)
class PoolCallbacksTest {

  private static final Task<Integer> ANSWER = () -> 42;

  private final LogCapture log = new LogCapture(ProcessPool.class);

  @BeforeEach
  void captureLog() {
    log.start();
  }

  @AfterEach
  void releaseLog() {
    log.close();
  }

  static List<Throwable> failures() {
    return List.of(
        new IllegalStateException("doh!"),
        new AssertionError("doh!"),
        new StackOverflowError("doh!"),
        new IOException("doh!"), // checked, and thrown all the same
        new SilentException());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whatAnActionThrowsIsLoggedOnceAndGoesNowhereElse(Throwable failure) throws Exception {
    CountDownLatch others = new CountDownLatch(2);
    try (InMemoryPool memory = new InMemoryPool()) {
      ProcessPool pool = memory.pool();
      memory.hold();
      TaskFuture<Integer> future = pool.submit(ANSWER);
      future.whenDone(_ -> others.countDown());
      future.whenDone(_ -> sneak(failure));
      future.whenDone(_ -> others.countDown());
      await().until(() -> memory.heldTasks() == 1);
      memory.release();

      assertThat(future.get()).isEqualTo(42);
      assertThat(others.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(pool.submit(ANSWER).get()).isEqualTo(42);
      assertThat(log.records()).hasSize(1);
      assertThat(log.printed())
          .contains(failure.getClass().getName(), "whenDone", "PoolCallbacksTest.failures");

      future.whenDone(_ -> sneak(failure)); // on this thread

      assertThat(log.records()).hasSize(2);
    }
  }

  @Test
  void anActionThatBlocksOrInterruptsItsThreadHoldsUpNoTask() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch after = new CountDownLatch(1);
    try (InMemoryPool memory = new InMemoryPool()) {
      ProcessPool pool = memory.pool();
      memory.hold();
      TaskFuture<Integer> first = pool.submit(ANSWER);
      first.whenDone(_ -> Thread.currentThread().interrupt());
      first.whenDone(_ -> awaitQuietly(goOn));
      first.whenDone(_ -> after.countDown());
      await().until(() -> memory.heldTasks() == 1);
      memory.release();

      for (int i = 0; i < 100; i++) {
        assertThat(pool.submit(ANSWER).get(30, TimeUnit.SECONDS)).isEqualTo(42);
      }
      List<TaskFuture<Integer>> futures = List.of(pool.submit(ANSWER), first);
      assertThat(pool.asCompleted(futures)).containsExactlyInAnyOrderElementsOf(futures);
      TaskFunction<Integer, Integer> twice = i -> 2 * i;
      assertThat(pool.mapUnordered(twice, List.of(1, 2, 3))).containsExactlyInAnyOrder(2, 4, 6);

      goOn.countDown();
      assertThat(after.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void cancelTellsTheWorkerWhateverTheActionDoes() {
    try (InMemoryPool memory = new InMemoryPool()) {
      memory.hold();
      TaskFuture<Integer> future = memory.pool().submit(ANSWER);
      future.whenDone(_ -> sneak(new AssertionError("doh!")));
      await().until(() -> memory.heldTasks() == 1);

      assertThat(future.cancel(true)).isTrue();

      await().until(() -> memory.cancels().size() == 1);
      assertThat(memory.cancels().getFirst().interrupt()).isTrue();
    }
  }

  @Test
  void closingWaitsForActionsThatAreYetToBeCalled() {
    AtomicInteger calls = new AtomicInteger();
    try (InMemoryPool memory = new InMemoryPool()) {
      memory.hold();
      TaskFuture<Integer> first = memory.pool().submit(ANSWER);
      first.whenDone(_ -> await().until(PoolCallbacksTest::somebodyWaitsForCallbacks));
      for (int i = 0; i < 100; i++) {
        first.whenDone(_ -> calls.incrementAndGet());
      }
      await().until(() -> memory.heldTasks() == 1);
    }
    assertThat(calls).hasValue(100);
  }

  private static boolean somebodyWaitsForCallbacks() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Stream::of)
        .anyMatch(
            frame ->
                frame.getClassName().equals(Callbacks.class.getName())
                    && frame.getMethodName().equals("close"));
  }

  @Test
  void whatWasCancelledHasNotFailed() {
    try (InMemoryPool memory = new InMemoryPool()) {
      memory.hold();
      memory.pool().submit(ANSWER).cancel(true);

      PoolStatistics statistics = memory.pool().statistics();
      assertThat(statistics.cancelled()).isEqualTo(1);
      assertThat(statistics.failed()).isZero();
      assertThat(statistics).asString().contains("cancelled=1", "phases summed over tasks=");
      memory.release();
    }
  }

  @Test
  void aProgressListenerThatThrowsOrInterruptsItsThreadIsToldOfTheEnd() throws Exception {
    List<Progress> told = new CopyOnWriteArrayList<>();
    ProgressListener listener =
        progress -> {
          told.add(progress);
          Thread.currentThread().interrupt();
          sneak(new AssertionError("doh!"));
        };
    try (InMemoryPool memory = new InMemoryPool(builder -> builder.progress(listener))) {
      assertThat(memory.pool().submit(ANSWER).get()).isEqualTo(42);
      await().until(() -> !told.isEmpty());
      assertThat(memory.pool().submit(ANSWER).get()).isEqualTo(42);
    }

    assertThat(told.getLast()).isEqualTo(new Progress(2, 2, 0, 0, 0, 0));
    assertThat(log.records()).hasSameSizeAs(told);
  }

  @Test
  void aQuarantineListenerIsToldBeforeTheFutureEndsAndMayThrow() {
    List<String> said = new CopyOnWriteArrayList<>();
    CountDownLatch goOn = new CountDownLatch(1);
    try (InMemoryPool memory =
        new InMemoryPool(
            builder ->
                builder
                    .deathsAllowed(1)
                    .onQuarantined(
                        task -> {
                          awaitQuietly(goOn);
                          said.add(task.evidence().getFirst());
                          sneak(new AssertionError("doh!"));
                        }))) {
      memory.hold();
      TaskFuture<Integer> future = memory.pool().submit(ANSWER);
      await().until(() -> memory.heldTasks() == 1);
      memory.crash();

      // The pool goes on while the listener blocks.
      TaskFuture<Integer> other = memory.pool().submit(ANSWER);
      await().until(() -> memory.heldTasks() == 1);
      memory.release();
      assertThat(other).succeedsWithin(Duration.ofSeconds(30));
      assertThat(future.isDone()).isFalse();

      goOn.countDown();
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(future::get)
          .withCauseInstanceOf(WorkerCrashedException.class);
      assertThat(said).containsExactly("attempt 1: crashed");
      assertThat(log.records()).hasSize(1);
    }
  }

  @Test
  void noticesOfABlockedListenerHoldUpNothing() {
    Callbacks callbacks = new Callbacks("test-callbacks");
    List<String> said = new CopyOnWriteArrayList<>();
    Consumer<String> notices =
        line -> {
          said.add(line);
          sneak(new IOException("doh!"));
        };

    callbacks.later("notices", notices, "one");
    callbacks.later("notices", notices, "two");
    callbacks.close();
    callbacks.later("notices", notices, "three");

    assertThat(said).containsExactly("one", "two", "three");
    assertThat(log.records()).hasSize(3);
  }

  @Test
  void workerOutputThatThrowsIsLogged() {
    Consumer<String> safe =
        ProcessPool.builder()
            .workerOutput(line -> sneak(new AssertionError(line)))
            .config()
            .workerOutput();

    safe.accept("a line");

    assertThat(log.printed()).contains("workerOutput", "a line");
  }

  // What a pool's own threads die of

  @Test
  void aCollectorThatDiesBreaksThePoolForTheTrueCause() {
    Error cause = new AssertionError("doh!");
    try (InMemoryPool memory = new InMemoryPool()) {
      memory.hold();
      TaskFuture<Integer> open = memory.pool().submit(ANSWER);
      await().until(() -> memory.heldTasks() == 1);

      memory.failReading(cause);

      assertBrokenBy(cause, "baton-collect", memory.pool(), open);
    } // and closing it does not hang
  }

  @Test
  void aDispatcherThatDiesBreaksThePoolForTheTrueCause() {
    Error cause = new StackOverflowError("doh!");
    try (InMemoryPool memory = new InMemoryPool()) {
      memory.failSending(cause);
      TaskFuture<Integer> open = memory.pool().submit(ANSWER);

      assertBrokenBy(cause, "baton-dispatch", memory.pool(), open);
    }
  }

  private static void assertBrokenBy(
      Error cause, String threadName, ProcessPool pool, TaskFuture<Integer> open) {
    assertThat(open)
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableOfType(ExecutionException.class)
        .havingCause()
        .isInstanceOf(EnvironmentException.class)
        .withMessageContaining(threadName)
        .withMessageContaining("doh!")
        .withCause(cause);
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> pool.submit(ANSWER))
        .withMessageContaining(threadName)
        .withMessageContaining("doh!");
  }

  @Test
  void aBrokerThatIsLostIsCalledSo() {
    try (InMemoryPool memory = new InMemoryPool()) {
      memory.hold();
      TaskFuture<Integer> open = memory.pool().submit(ANSWER);
      await().until(() -> memory.heldTasks() == 1);

      memory.failReading(new EnvironmentException("the login was refused"));

      assertThat(open)
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableOfType(ExecutionException.class)
          .withMessageContaining("The connection to the broker is lost: the login was refused");
    }
  }

  @Test
  void whoeverAsksFromAnActionGetsItsAnswer() throws Exception {
    try (InMemoryPool memory = new InMemoryPool()) {
      ProcessPool pool = memory.pool();
      CompletableFuture<Integer> sum = new CompletableFuture<>();
      pool.submit(ANSWER)
          .whenDone(
              _ ->
                  sum.complete(
                      IntStream.range(0, 3).map(_ -> resultOf(pool.submit(ANSWER))).sum()));

      assertThat(sum.get(30, TimeUnit.SECONDS)).isEqualTo(126);
    }
  }

  private static int resultOf(TaskFuture<Integer> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      // An interrupt is for the test to leave behind, not for the waiting.
      var _ = Thread.interrupted();
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sneak(Throwable failure) {
    PoolCallbacksTest.<RuntimeException>throwAs(failure);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // that is the trick
  private static <E extends Throwable> void throwAs(Throwable failure) throws E {
    throw (E) failure;
  }

  @SuppressWarnings("OverrideThrowableToString") // a program may do so
  private static final class SilentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      throw new IllegalStateException("no text");
    }
  }
}
