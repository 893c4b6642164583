package dev.baton.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Roles are called half a second after the last call at the latest. So what is to follow from a
 * wake or a due time is done so often that it would take longer than the limit without.
 */
class RoleRunnerTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int OFTEN = 500;

  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final RoleRunner runner = new RoleRunner("role-under-test", failures::add);
  private final CountingRole role = new CountingRole();

  @AfterEach
  void stop() {
    assertThat(runner.stop(LIMIT)).isTrue();
  }

  @Test
  void aRoleIsCalledAtItsStartAndEachTimeItIsWoken() {
    runner.wake(); // there is nothing to wake yet
    runner.start(role);
    role.awaitCalls(1);

    for (int wakes = 1; wakes <= OFTEN; wakes++) {
      int before = role.calls.get();
      runner.wake();
      role.awaitCalls(before + 1);
    }
  }

  @Test
  void aRoleIsCalledWhenItIsDue() {
    role.dueNs = 100_000;
    runner.start(role);

    role.awaitCalls(OFTEN);
  }

  @Test
  void aRoleGetsTheRecordsInOrderAndIsWokenThroughItsReceiver() {
    Reception receiver = new Reception();
    runner.start(role, receiver);
    List<Integer> sent = new ArrayList<>();
    for (int i = 0; i < OFTEN; i++) {
      sent.add(i);
      receiver.records.add(List.of(i));
    }
    await().atMost(LIMIT).until(() -> role.records.size() == OFTEN);
    assertThat(role.records).isEqualTo(sent);

    runner.wake();
    await().atMost(LIMIT).until(() -> receiver.wakes.get() == 1);
    assertThat(receiver.closes).hasValue(0);
    assertThat(runner.stop(LIMIT)).isTrue();

    assertThat(receiver.closes).hasValue(1);
  }

  @Test
  void aRoleThatNobodyIsAtIsCalledOnTheThreadThatAsks() {
    runner.start(role);
    role.awaitCalls(1);
    List<Thread> callers = new CopyOnWriteArrayList<>();
    role.onCall = () -> callers.add(Thread.currentThread());

    await().atMost(LIMIT).until(() -> calledHere(callers));
  }

  /** Its own thread may be at it just now, and then it is that thread which calls it. */
  private boolean calledHere(List<Thread> callers) {
    runner.call();
    return callers.contains(Thread.currentThread());
  }

  @Test
  void aRoleThatSomebodyIsAtIsCalledAgainAfterwards() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    role.onCall =
        () -> {
          inside.countDown();
          awaitQuietly(goOn);
        };
    runner.start(role);
    assertThat(inside.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

    runner.call(); // does not wait
    assertThat(role.calls).hasValue(1);
    goOn.countDown();

    role.awaitCalls(2);
  }

  @Test
  void aRoleMayAskForItselfToBeCalled() {
    AtomicInteger depth = new AtomicInteger();
    AtomicInteger deepest = new AtomicInteger();
    role.onCall =
        () -> {
          deepest.accumulateAndGet(depth.incrementAndGet(), Math::max);
          if (role.calls.get() < OFTEN) {
            runner.call();
          }
          depth.decrementAndGet();
        };
    runner.start(role);

    role.awaitCalls(OFTEN);
    assertThat(deepest).hasValue(1);
  }

  @Test
  void whatARoleThrowsIsNotForTheThreadThatAsked() {
    runner.start(role);
    role.awaitCalls(1);
    role.onCall =
        () -> {
          throw new IllegalStateException("broken");
        };

    runner.call();

    await().atMost(LIMIT).until(() -> failures.size() == 1);
    assertThat(failures.getFirst()).hasMessage("broken");
  }

  @Test
  void aRoleThatIsCalledElsewhereIsCalledByItsThreadWhenItIsDue() {
    runner.start(role);
    role.awaitCalls(1);
    role.dueNs = 100_000;

    runner.call();

    role.awaitCalls(OFTEN);
  }

  @Test
  void aRoleThatIsStoppedIsToldLastAndOnce() {
    runner.start(role);
    role.awaitCalls(1);

    assertThat(runner.stop(LIMIT)).isTrue();
    int calls = role.calls.get();
    runner.wake();
    runner.stop();

    assertThat(role.stops).hasValue(1);
    assertThat(role.calls).hasValue(calls);
    assertThat(failures).isEmpty();
  }

  @Test
  void aRoleThatWasStoppedBeforeItsStartDoesNoWork() {
    assertThat(runner.stop(LIMIT)).isTrue();
    runner.start(role);
    assertThat(runner.stop(LIMIT)).isTrue();

    assertThat(role.calls).hasValue(0);
    assertThat(role.stops).hasValue(1);
  }

  @Test
  void aRoleThatDoesNotEndInTimeIsInterrupted() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    runner.start(
        _ -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return Role.NOTHING_DUE;
        });
    pass(begun);

    assertThat(runner.stop(Duration.ofMillis(1))).isFalse();

    pass(interrupted);
  }

  @Test
  void whatARoleThrowsIsToldOnceAndEndsIt() {
    Reception receiver = new Reception();
    AssertionError failure = new AssertionError("an error too");
    role.failure = failure;
    runner.start(role, receiver);

    await().atMost(LIMIT).until(() -> !failures.isEmpty() && receiver.closes.get() == 1);
    assertThat(runner.stop(LIMIT)).isTrue();

    assertThat(failures).containsExactly(failure);
    assertThat(role.calls).hasValue(1);
    assertThat(role.stops).as("it has not come to its end").hasValue(0);
  }

  @Test
  void whatARoleThrowsAfterItWasStoppedIsNotTold() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    runner.start(
        _ -> {
          begun.countDown();
          pass(stopped);
          throw new IllegalStateException("because what it uses was closed");
        });
    pass(begun);

    runner.stop();
    stopped.countDown();
    assertThat(runner.stop(LIMIT)).isTrue();

    assertThat(failures).isEmpty();
  }

  @Test
  void aRunnerRunsOneRole() {
    runner.start(role);

    assertThatIllegalStateException()
        .isThrownBy(() -> runner.start(role))
        .withMessageContaining("role-under-test");
  }

  private static void pass(CountDownLatch latch) {
    try {
      assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class CountingRole implements RecordRole<Integer> {

    private final long endNs = System.nanoTime() + LIMIT.toNanos();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger stops = new AtomicInteger();
    private final List<Integer> records = new CopyOnWriteArrayList<>();
    private volatile long dueNs = NOTHING_DUE;
    private volatile @Nullable Error failure;
    private volatile Runnable onCall = () -> {};

    private void awaitCalls(int number) {
      await()
          .pollInterval(Duration.ofMillis(1))
          .atMost(Duration.ofNanos(endNs - System.nanoTime()))
          .until(() -> calls.get() >= number);
    }

    @Override
    public void accept(Integer record, long nowNs) {
      records.add(record);
    }

    @Override
    public long doWork(long nowNs) {
      calls.incrementAndGet();
      Error toThrow = failure;
      if (toThrow != null) {
        throw toThrow;
      }
      onCall.run();
      return dueNs;
    }

    @Override
    public void onStop() {
      stops.incrementAndGet();
    }
  }

  private static final class Reception implements Receiver<Integer> {

    private final BlockingQueue<List<Integer>> records = new LinkedBlockingQueue<>();
    private final AtomicInteger wakes = new AtomicInteger();
    private final AtomicInteger closes = new AtomicInteger();

    @Override
    public List<Integer> receive(Duration limit) {
      try {
        List<Integer> next = records.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        return next == null ? List.of() : next;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return List.of();
      }
    }

    @Override
    public void wakeup() {
      wakes.incrementAndGet();
      records.add(List.of());
    }

    @Override
    public long malformed() {
      return 0;
    }

    @Override
    public void close() {
      closes.incrementAndGet();
    }
  }
}
