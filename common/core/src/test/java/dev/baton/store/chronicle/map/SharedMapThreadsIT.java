package dev.baton.store.chronicle.map;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A shared map between threads of one process. */
class SharedMapThreadsIT extends WithSharedMap {

  @Test
  void anIterationSeesWhatIsThereAllTheTimeOnceWhileOthersChangeTheRest() throws Exception {
    for (int i = 0; i < 400; i++) {
      map.put("stays " + i, 1L);
    }
    CountDownLatch begun = new CountDownLatch(1);
    try (ExecutorService others = Executors.newSingleThreadExecutor()) {
      Future<?> changes =
          others.submit(
              () -> {
                Random random = new Random(5);
                while (!Thread.currentThread().isInterrupted()) {
                  String key = "goes " + random.nextInt(400);
                  map.merge(key, 1L, (_, _) -> null);
                  map.merge("stays " + random.nextInt(400), 1L, Long::sum);
                  begun.countDown();
                }
              });
      begun.await();
      for (int i = 0; i < 20; i++) {
        List<String> seen = new ArrayList<>();
        map.forEach(
            (key, value) -> {
              seen.add(key);
              assertThat(value).isPositive();
              map.containsKey(key); // an action may use the map
            });
        assertThat(seen).doesNotHaveDuplicates();
        assertThat(seen.stream().filter(key -> key.startsWith("stays"))).hasSize(400);
      }
      changes.cancel(true);
    }
  }

  @Test
  void virtualAndInterruptedThreadsUseItToo() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    Thread.currentThread().interrupt();
                    for (int j = 0; j < 100; j++) {
                      map.merge("key " + j % 7, 1L, Long::sum);
                    }
                    if (!Thread.currentThread().isInterrupted()) {
                      map.clear(); // the sum below will tell
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Thread.currentThread().interrupt();
    map.merge("key 0", 1L, Long::sum);
    ChronicleSharedMap<String, Long> made = access.create("made by an interrupted thread", 10, 100);
    made.put("a", 1L);
    made.close();
    assertThat(Thread.interrupted()).isTrue();

    assertThat(map.entries().stream().mapToLong(Map.Entry::getValue).sum()).isEqualTo(2_001);
  }

  @Test
  void useAfterClosingIsAnExceptionAlsoForThreadsInTheMiddle() throws Exception {
    List<CompletableFuture<Void>> users = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      users.add(
          CompletableFuture.runAsync(
              () -> {
                while (true) {
                  map.merge("a", 1L, Long::sum);
                  map.forEach((_, _) -> {});
                }
              }));
    }
    while (map.getOrDefault("a", 0L) < 1_000) {
      Thread.onSpinWait();
    }

    map.close();
    map.close();

    for (CompletableFuture<Void> user : users) {
      assertThat(user)
          .failsWithin(5, SECONDS)
          .withThrowableThat()
          .withCauseInstanceOf(IllegalStateException.class)
          .withMessageContaining("\"words\" was closed in this process");
    }
    assertThatThrownBy(() -> map.get("a")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closingWaitsForFunctionsThatRun() throws Exception {
    CountDownLatch inFunction = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<Long> change =
        CompletableFuture.supplyAsync(
            () ->
                map.compute(
                    "a",
                    (_, _) -> {
                      inFunction.countDown();
                      awaitIgnoringInterrupts(release);
                      return 5L;
                    }));
    inFunction.await();
    CompletableFuture<Void> close = CompletableFuture.runAsync(map::close);

    assertThat(close).isNotDone();
    release.countDown();

    assertThat(close).succeedsWithin(5, SECONDS);
    assertThat(change).succeedsWithin(5, SECONDS).isEqualTo(5L);
  }

  private static void awaitIgnoringInterrupts(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("was not released");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
