package dev.baton.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.StoreBusyException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The lock on one word of memory, with tokens that are said to be dead or alive. */
class RobustLockTest {

  private static final long ONE = 0x1_07L;
  private static final long OTHER = 0x2_08L;
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(100);

  private final MemorySegment word = Arena.ofAuto().allocate(RobustLock.BYTES, RobustLock.BYTES);
  private final Set<Long> dead = ConcurrentHashMap.newKeySet();
  private long unguarded;

  @Test
  void aFreeLockIsTakenAndGivenBack() {
    RobustLock lock = lock(ONE, LONG);

    assertThat(lock.lock()).isFalse();
    assertThat(holder()).isEqualTo(ONE);
    lock.unlock();

    assertThat(holder()).isZero();
  }

  @Test
  void threadsOfTwoProcessesExcludeEachOther() throws Exception {
    int each = 20_000;
    List<Thread> threads = new ArrayList<>();
    for (RobustLock lock : List.of(lock(ONE, LONG), lock(OTHER, LONG))) {
      threads.add(Thread.ofPlatform().start(() -> addUnguarded(lock, each)));
      threads.add(Thread.ofVirtual().start(() -> addUnguarded(lock, each)));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(unguarded).isEqualTo(4L * each);
    assertThat(holder()).isZero();
  }

  @Test
  void theLockOfADeadHolderIsTakenOverByOneWhoIsTold() throws Exception {
    lock(OTHER, LONG).lock();
    dead.add(OTHER);
    AtomicInteger told = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      RobustLock lock = lock(ONE + i * 0x100L, LONG);
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    if (lock.lock()) {
                      told.incrementAndGet();
                    }
                    lock.unlock();
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(told).hasValue(1);
    assertThat(holder()).isZero();
  }

  @Test
  void aHolderThatDiesWhileOthersWaitIsTakenOver() {
    lock(OTHER, LONG).lock();
    CompletableFuture<Boolean> waiter = CompletableFuture.supplyAsync(lock(ONE, LONG)::lock);
    assertThat(waiter).isNotDone();

    dead.add(OTHER);

    assertThat(waiter).succeedsWithin(5, SECONDS).isEqualTo(true);
  }

  @Test
  void waitingForALiveHolderEndsWithItsLineAndToken() {
    lock(OTHER, LONG).lock();

    RobustLock lock = lock(ONE, SHORT);

    assertThatThrownBy(lock::lock)
        .isInstanceOf(StoreBusyException.class)
        .hasMessageContaining("the test's word")
        .hasMessageContaining("line 8")
        .hasMessageContaining("token 208");
    word.set(ValueLayout.JAVA_LONG, 0, 0);
    assertThat(lock.lock()).as("it can be used again").isFalse();
  }

  @Test
  void waitingForAThreadOfTheSameProcessEndsToo() {
    RobustLock lock = lock(ONE, SHORT);
    lock.lock();

    CompletableFuture<Boolean> waiter = CompletableFuture.supplyAsync(lock::lock);

    assertThat(waiter)
        .failsWithin(5, SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(StoreBusyException.class)
        .withMessageContaining("another thread of this process");
  }

  @Test
  void anInterruptIsKeptAndBreaksNoWait() throws Exception {
    RobustLock other = lock(OTHER, LONG);
    other.lock();
    List<CompletableFuture<Boolean>> interrupted = new ArrayList<>();
    RobustLock lock = lock(ONE, LONG);
    List<Thread> threads = new ArrayList<>();
    CountDownLatch begun = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) { // one waits at the word, the other behind it
      CompletableFuture<Boolean> flag = new CompletableFuture<>();
      interrupted.add(flag);
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    begun.countDown();
                    lock.lock();
                    flag.complete(Thread.currentThread().isInterrupted());
                    lock.unlock();
                  }));
    }
    begun.await();
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      await().until(() -> waits(thread));
    }
    assertThat(interrupted).noneMatch(CompletableFuture::isDone);

    other.unlock();

    for (CompletableFuture<Boolean> flag : interrupted) {
      assertThat(flag).succeedsWithin(5, SECONDS).isEqualTo(true);
    }
  }

  @Test
  void aThreadThatIsInterruptedAlreadyGetsTheLock() {
    RobustLock lock = lock(ONE, LONG);
    Thread.currentThread().interrupt();

    lock.lock();

    assertThat(Thread.interrupted()).isTrue();
    lock.unlock();
  }

  @Test
  void onlyTheHolderUnlocks() {
    RobustLock lock = lock(ONE, LONG);

    assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
  }

  @Test
  void whoWasTakenForDeadIsToldSo() {
    RobustLock lock = lock(ONE, LONG);
    lock.lock();
    dead.add(ONE);
    assertThat(lock(OTHER, LONG).lock()).isTrue();

    assertThatThrownBy(lock::unlock)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("taken over");
    assertThat(holder()).isEqualTo(OTHER);
  }

  private void addUnguarded(RobustLock lock, int times) {
    for (int i = 0; i < times; i++) {
      lock.lock();
      unguarded++;
      lock.unlock();
    }
  }

  private RobustLock lock(long token, Duration limit) {
    return new RobustLock(word, token, holder -> !dead.contains(holder), "the test's word", limit);
  }

  private long holder() {
    return word.get(ValueLayout.JAVA_LONG, 0);
  }

  private static boolean waits(Thread thread) {
    return !thread.isInterrupted() && thread.getState() == Thread.State.TIMED_WAITING;
  }
}
