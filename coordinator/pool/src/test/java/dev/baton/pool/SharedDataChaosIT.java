package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Shared;
import dev.baton.SharedCounter;
import dev.baton.SharedMap;
import dev.baton.TaskContext;
import dev.baton.TaskFunction;
import dev.baton.store.StoreLimits;
import dev.baton.store.StoreLocations;
import dev.baton.store.area.StoreUse;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Workers are killed while they read shared data, write results in place and update shared values.
 */
class SharedDataChaosIT {

  private static final String NAME = "chaos";
  private static final int KILLS = Integer.getInteger("baton.test.shared.kills", 6);
  private static final long SEED = 20261122;
  private static final int WORKERS = 3;
  private static final int SHARED_LONGS = 256 * 1024;
  private static final int RESULT_BYTES = 3 << 19;

  /** Enough for the encoded list to go by reference too. */
  private static final int LIST = 40_000;

  /** A number and what must go with it: a half update would show. */
  record Pair(long count, long check) {

    static Pair of(long count) {
      return new Pair(count, count * 0x9E3779B97F4A7C15L);
    }

    boolean isWhole() {
      return equals(of(count));
    }
  }

  /** What a task gives: memory that it filled, an array, and how long it was held up at most. */
  record Answer(long input, Shared<MemorySegment> memory, List<Long> list, long longestWaitNs) {}

  record Work(Shared<long[]> data, SharedMap<Integer, Pair> map, SharedCounter counter)
      implements TaskFunction<Long, Answer> {

    @Override
    public Answer apply(Long input) {
      long began = System.nanoTime();
      MemorySegment numbers = data.segment();
      for (long i = 0; i < SHARED_LONGS; i++) {
        if (numbers.getAtIndex(ValueLayout.JAVA_LONG, i) != i * 31) {
          throw new AssertionError("shared data is torn at " + i);
        }
      }
      long longest = System.nanoTime() - began;
      for (int i = 0; i < 20; i++) {
        long from = System.nanoTime();
        Pair now =
            map.merge((int) (input + i) % 16, Pair.of(1), (old, one) -> Pair.of(old.count() + 1));
        counter.increment();
        if (now == null || !now.isWhole()) {
          throw new AssertionError("an update was seen in half: " + now);
        }
        longest = Math.max(longest, System.nanoTime() - from);
      }
      Shared<MemorySegment> memory = TaskContext.current().allocate(RESULT_BYTES);
      MemorySegment bytes = memory.segment();
      for (long i = 0; i < RESULT_BYTES / Long.BYTES; i++) {
        bytes.setAtIndex(ValueLayout.JAVA_LONG, i, input + i);
      }
      List<Long> list = LongStream.range(input, input + LIST).boxed().toList();
      return new Answer(input, memory, list, longest);
    }
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS) // two hundred kills take about ten minutes
  void killedWorkersLeaveNothingHalfDoneAndNothingBehind() throws Exception {
    try (ProcessPool pool =
            ProcessPool.builder()
                .pool(NAME)
                .workers(WORKERS)
                .window(32)
                .checksums(true)
                .deathsAllowed(KILLS + 1) // here it is not the tasks that kill
                .build();
        Shared<long[]> data =
            pool.share(LongStream.range(0, SHARED_LONGS).map(i -> i * 31).toArray())) {
      SharedMap<Integer, Pair> map = pool.sharedMap("pairs");
      SharedCounter counter = pool.counter("merges");
      long usedBefore = use().usedBytes();

      AtomicInteger kills = new AtomicInteger();
      Thread killer = Thread.ofVirtual().start(() -> kill(pool, kills));
      long done = 0;
      long longestWaitNs = 0;
      Iterator<Long> inputs = Stream.iterate(0L, i -> i + 1).iterator();
      try (Stream<Answer> answers =
          pool.mapUnordered(
              new Work(data, map, counter), until(inputs, () -> kills.get() >= KILLS))) {
        for (Answer answer : (Iterable<Answer>) answers::iterator) {
          check(answer);
          longestWaitNs = Math.max(longestWaitNs, answer.longestWaitNs());
          done++;
        }
      }
      killer.join();

      assertThat(kills).hasValue(KILLS);
      // A killed task had its updates counted and runs again; between counting and merging is room
      // for one update of each victim.
      long merged = map.entries().stream().mapToLong(entry -> entry.getValue().count()).sum();
      assertThat(map.entries()).allMatch(entry -> entry.getValue().isWhole());
      assertThat(merged).isGreaterThanOrEqualTo(20 * done);
      assertThat(merged - counter.get()).isBetween(0L, (long) KILLS);
      Awaitility.await().untilAsserted(() -> assertThat(use().usedBytes()).isEqualTo(usedBefore));
      System.err.printf(
          "%d tasks, %d kills, longest wait %d ms%n", done, KILLS, longestWaitNs / 1_000_000);
    }
    assertThat(stores()).isEmpty();
  }

  private static void check(Answer answer) {
    try (Shared<MemorySegment> memory = answer.memory()) {
      MemorySegment bytes = memory.segment();
      for (long i = 0; i < RESULT_BYTES / Long.BYTES; i++) {
        if (bytes.getAtIndex(ValueLayout.JAVA_LONG, i) != answer.input() + i) {
          throw new AssertionError("result " + answer.input() + " is torn at " + i);
        }
      }
    }
    assertThat(answer.list())
        .isEqualTo(LongStream.range(answer.input(), answer.input() + LIST).boxed().toList());
  }

  private static void kill(ProcessPool pool, AtomicInteger kills) {
    Random random = new Random(SEED);
    while (kills.get() < KILLS) {
      List<WorkerInfo> workers =
          Awaitility.await()
              .atMost(Duration.ofMinutes(1))
              .until(pool::workers, all -> all.size() > 1);
      WorkerInfo victim = workers.get(random.nextInt(workers.size()));
      // At any point of a task, of which each takes some tens of milliseconds.
      Awaitility.await().pollDelay(Duration.ofMillis(1 + random.nextInt(100))).until(() -> true);
      if (ProcessHandle.of(victim.pid()).map(ProcessHandle::destroyForcibly).orElse(false)) {
        kills.incrementAndGet();
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> pool.workers().stream().noneMatch(victim::equals));
      }
    }
  }

  private static Iterable<Long> until(Iterator<Long> inputs, BooleanSupplier end) {
    return () ->
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return !end.getAsBoolean();
          }

          @Override
          public Long next() {
            return inputs.next();
          }
        };
  }

  private static StoreUse use() {
    return StoreUse.of(stores().getFirst());
  }

  private static List<Path> stores() {
    return StoreLocations.ofThisHost().list().stream()
        .filter(path -> path.getFileName().toString().startsWith(NAME + "."))
        .filter(StoreLimits::isIn)
        .toList();
  }
}
