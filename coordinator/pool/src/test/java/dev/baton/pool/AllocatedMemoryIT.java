package dev.baton.pool;

import static dev.baton.pool.Outcomes.assertFailure;
import static dev.baton.pool.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.baton.Shared;
import dev.baton.Task;
import dev.baton.TaskContext;
import dev.baton.TaskFunction;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory that the program or a task allocates and writes in place, on one pool of two workers. */
class AllocatedMemoryIT extends WithSharingPool {

  /** Each test gives back what it used. */
  @AfterEach
  void nothingIsUsed() {
    files.awaitNothingUsed();
  }

  // by the program

  @ParameterizedTest
  @ValueSource(ints = {1000, 300_000})
  void tasksWriteTheirPartsAndAllSeeTheWhole(int longs) throws Exception {
    // What was there before must not show.
    pool.share(LongStream.generate(() -> -1).limit(longs).toArray()).close();
    try (Shared<MemorySegment> memory = pool.allocate((long) longs * Long.BYTES)) {
      assertThat(memory.isSealed()).isFalse();
      assertThat(memory.longs().get(longs - 1)).isZero();
      int parts = 10;
      TaskFunction<Integer, Integer> write =
          part -> {
            var view = memory.longs();
            for (int i = part * longs / parts; i < (part + 1) * longs / parts; i++) {
              assertThat(view.get(i)).isZero();
              view.put(i, 3L * i);
            }
            return part;
          };
      assertThat(pool.map(write, IntStream.range(0, parts).boxed())).hasSize(parts);

      memory.seal();
      memory.seal();

      assertThat(memory.isSealed()).isTrue();
      assertThat(memory.segment().isReadOnly()).isTrue();
      assertThat(memory.longs().get(longs - 1)).isEqualTo(3L * (longs - 1));
      Task<Long> sum = () -> IntStream.range(0, longs).mapToLong(memory.longs()::get).sum();
      assertThat(resultOf(pool.submit(sum))).isEqualTo(3L * longs * (longs - 1) / 2);
      assertFailure(pool.submit(() -> memory.longs().put(0, 1).get(0)))
          .isInstanceOf(ReadOnlyBufferException.class);
    }
  }

  /** Opens the memory, waits at the gate, and writes. */
  private static Task<String> writing(Shared<MemorySegment> memory, Gate gate) {
    Task<String> wait = gate.task();
    return () -> {
      var view = memory.longs();
      wait.call();
      view.put(0, 42);
      return "written";
    };
  }

  @Test
  void sealingWaitsForTheTaskThatWrites() throws Exception {
    Gate gate = new Gate(directory, "writing");
    try (Shared<MemorySegment> memory = pool.allocate(8)) {
      TaskFuture<String> writing = pool.submit(writing(memory, gate));
      gate.awaitStarted();
      CompletableFuture<Void> sealing = CompletableFuture.runAsync(memory::seal);
      assertThat(sealing).isNotDone();

      gate.open();

      sealing.get(1, TimeUnit.MINUTES);
      assertThat(memory.longs().get(0)).isEqualTo(42);
      assertThat(resultOf(writing)).isEqualTo("written");
    }
  }

  @Test
  void sealingGivesUpOnATaskThatDoesNotEndAndCanBeTriedAgain() throws Exception {
    Gate gate = new Gate(directory, "writing");
    try (Shared<MemorySegment> memory = pool.allocate(8)) {
      TaskFuture<String> writing = pool.submit(writing(memory, gate));
      gate.awaitStarted();

      assertThatIllegalStateException()
          .isThrownBy(memory::seal)
          .withMessageContaining("still running");
      assertThat(memory.isSealed()).isFalse();
      gate.open();
      assertThat(resultOf(writing)).isEqualTo("written");
      memory.seal();

      assertThat(memory.longs().get(0)).isEqualTo(42);
    }
  }

  @Test
  void onlyTheProgramSealsItsMemory() {
    try (Shared<MemorySegment> memory = pool.allocate(8)) {
      Task<String> seal =
          () -> {
            memory.seal();
            return "sealed";
          };

      assertFailure(pool.submit(seal)).isInstanceOf(IllegalStateException.class);
      assertThat(memory.isSealed()).isFalse();
    }
  }

  @Test
  void thereIsMemoryWithoutBytesAndNoneWithLess() throws Exception {
    try (Shared<MemorySegment> empty = pool.allocate(0)) {
      assertThat(resultOf(pool.submit(() -> empty.segment().byteSize()))).isZero();
    }
    assertThatIllegalArgumentException().isThrownBy(() -> pool.allocate(-1));
    assertFailure(pool.submit(() -> TaskContext.current().allocate(-1).byteSize()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // by a task

  private record Named(String name, Shared<MemorySegment> data) implements Serializable {}

  private static Shared<MemorySegment> numbers(int longs) {
    Shared<MemorySegment> memory = TaskContext.current().allocate((long) longs * Long.BYTES);
    for (int i = 0; i < longs; i++) {
      assertThat(memory.segment().getAtIndex(ValueLayout.JAVA_LONG, i)).isZero();
      memory.segment().setAtIndex(ValueLayout.JAVA_LONG, i, i);
    }
    return memory;
  }

  private static boolean areNumbers(Shared<MemorySegment> memory, int longs) {
    return memory.isSealed()
        && memory.segment().isReadOnly()
        && memory.byteSize() == (long) longs * Long.BYTES
        && IntStream.range(0, longs)
            .allMatch(i -> memory.segment().getAtIndex(ValueLayout.JAVA_LONG, i) == i);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 300_000})
  void memoryOfATaskIsItsResult(int longs) throws Exception {
    try (Shared<MemorySegment> result = resultOf(pool.submit(() -> numbers(longs)))) {
      assertThat(areNumbers(result, longs)).isTrue();
    }
  }

  @Test
  void memoryOfATaskIsAPartOfItsResult() throws Exception {
    Named named = resultOf(pool.submit(() -> new Named("n", numbers(10))));
    List<Shared<MemorySegment>> list =
        resultOf(
            pool.submit(
                () -> {
                  Shared<MemorySegment> twice = numbers(7);
                  numbers(1000);
                  return new ArrayList<>(List.of(numbers(5), twice, numbers(200_000), twice));
                }));

    assertThat(named.name).isEqualTo("n");
    assertThat(areNumbers(named.data, 10)).isTrue();
    assertThat(list).hasSize(4);
    assertThat(areNumbers(list.get(0), 5)).isTrue();
    assertThat(areNumbers(list.get(1), 7)).isTrue();
    assertThat(areNumbers(list.get(2), 200_000)).isTrue();
    assertThat(areNumbers(list.get(3), 7)).isTrue();
    files.awaitUse(use -> use.blobs() == 4);
    named.data.close();
    list.forEach(Shared::close);
  }

  @Test
  void memoryOfATaskCanBeGivenToAnotherTask() throws Exception {
    try (Shared<MemorySegment> result = resultOf(pool.submit(() -> numbers(100)))) {
      TaskFunction<Shared<MemorySegment>, Boolean> check = memory -> areNumbers(memory, 100);
      for (int i = 0; i < 20; i++) {
        assertThat(resultOf(pool.submit(check, result))).isTrue();
      }
    }
  }

  @Test
  void memoryThatATaskSealedOrClosedIsItsResultAllTheSame() throws Exception {
    Task<Shared<MemorySegment>> closing =
        () -> {
          try (Shared<MemorySegment> memory = numbers(10)) {
            return memory;
          }
        };
    Task<Shared<MemorySegment>> sealing =
        () -> {
          Shared<MemorySegment> memory = numbers(10);
          memory.seal();
          return memory;
        };
    for (Task<Shared<MemorySegment>> task : List.of(closing, sealing)) {
      try (Shared<MemorySegment> result = resultOf(pool.submit(task));
          Shared<MemorySegment> other = resultOf(pool.submit(() -> numbers(11)))) {
        assertThat(areNumbers(result, 10)).isTrue();
        assertThat(areNumbers(other, 11)).isTrue();
      }
    }
  }

  @Test
  void memoryThatATaskDoesNotReturnIsFreed() throws Exception {
    assertThat(resultOf(pool.submit(() -> numbers(300_000).byteSize()))).isEqualTo(2_400_000);
    assertFailure(
            pool.submit(
                () -> {
                  numbers(300_000);
                  throw new IllegalStateException("after allocating");
                }))
        .hasMessage("after allocating");
    assertFailure(pool.submit(() -> List.of(numbers(300_000), Thread.currentThread())))
        .hasMessageContaining("java.lang.Thread");

    files.awaitUse(use -> use.blobs() == 0 && use.usedBytes() == 0);
  }

  @Test
  void resultsAreReadOnlyForTheProgram() throws Exception {
    try (Shared<MemorySegment> result = resultOf(pool.submit(() -> numbers(10)))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> result.segment().set(ValueLayout.JAVA_LONG, 0, 1));
      result.seal();
    }
  }

  @Test
  void theMemoryOfResultsIsUsedAgain() {
    Awaitility.await().until(() -> pool.progress().running() == 0);
    TaskFunction<Integer, Shared<MemorySegment>> task = i -> numbers(2 * MIB / Long.BYTES);
    // More than a store has for a while, one after the other.
    pool.map(task, IntStream.range(0, 200).boxed())
        .forEach(
            result -> {
              assertThat(result.segment().getAtIndex(ValueLayout.JAVA_LONG, 9)).isEqualTo(9);
              result.close();
            });

    assertThat(files.use().memoryBytes()).isLessThan(300L * MIB);
  }
}
