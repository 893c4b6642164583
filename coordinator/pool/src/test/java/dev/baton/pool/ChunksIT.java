package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.Shared;
import dev.baton.TaskContext;
import dev.baton.TaskFunction;
import dev.baton.TaskTimeoutException;
import dev.baton.WorkerCrashedException;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What befalls one input of a map is no other's business, though they travel together. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ChunksIT {

  private static final int MANY = 20_000;
  private static final int ODD = 12_345;
  private static final int DEATHS = 2;

  private static ProcessPool pool;

  @TempDir private Path directory;

  @BeforeAll
  static void startPool() {
    pool =
        ProcessPool.builder()
            .workers(2)
            .deathsAllowed(DEATHS)
            .grace(Duration.ofMillis(200))
            .build();
  }

  @AfterAll
  static void closePool() {
    pool.close();
  }

  @Test
  void anInputThatKillsItsWorkerIsGivenUpAndAllOthersAreDone() {
    TaskFunction<Integer, Integer> killing =
        i -> {
          if (i == ODD) {
            Runtime.getRuntime().halt(7);
          }
          return i;
        };

    assertThat(failureOfTheOdd(pool, killing))
        .isInstanceOfSatisfying(
            WorkerCrashedException.class,
            failure -> assertThat(failure.evidence()).hasSize(DEATHS));
  }

  @Test
  void anInputThatTakesTooLongIsInterruptedAlone() {
    TaskFunction<Integer, Integer> sleeping =
        i -> {
          if (i == ODD) {
            Thread.sleep(600_000);
          }
          return i;
        };

    assertThat(failureOfTheOdd(pool.with(Duration.ofSeconds(1)), sleeping))
        .isInstanceOf(TaskTimeoutException.class)
        .hasMessageContaining("was interrupted");
  }

  @Test
  void anInputThatDoesNotReactEndsItsWorkerAndTheOthersOfItsChunkRunElsewhere() {
    TaskFunction<Integer, Integer> stubborn =
        i -> {
          while (i == ODD) {
            Thread.onSpinWait();
          }
          return i;
        };

    assertThat(failureOfTheOdd(pool.with(Duration.ofSeconds(1)), stubborn))
        .isInstanceOf(TaskTimeoutException.class)
        .hasMessageContaining("was ended with its worker");
  }

  @Test
  void anInputThatFailsOnceIsTriedAgainAlone() {
    TaskFunction<Integer, Integer> failing =
        i -> {
          if (i == ODD && TaskContext.current().attempt() == 1) {
            throw new IllegalStateException("once");
          }
          return 10 * i + TaskContext.current().attempt();
        };

    List<Integer> attempts =
        pool.with(RetryPolicy.upTo(1)).map(failing, IntStream.range(0, MANY).boxed()).toList();

    assertThat(attempts.get(ODD)).isEqualTo(10 * ODD + 2);
    assertThat(attempts.get(ODD - 1)).isEqualTo(10 * (ODD - 1) + 1);
    assertThat(attempts.get(ODD + 1)).isEqualTo(10 * (ODD + 1) + 1);
  }

  @Test
  void whatIsDoneIsHandedOutThoughAnInputOfTheSameChunkRuns() throws Exception {
    Gate gate = new Gate(directory, "odd");
    var waiting = gate.task();
    TaskFunction<Integer, Integer> function =
        i -> {
          if (i == ODD) {
            var _ = waiting.call();
          }
          return i;
        };
    Set<Integer> results = new HashSet<>();
    try (Stream<Integer> stream = pool.mapUnordered(function, IntStream.range(0, MANY).boxed())) {
      Iterator<Integer> all = stream.iterator();
      while (results.size() < MANY - 1) {
        results.add(all.next());
      }
      assertThat(results).doesNotContain(ODD);
      gate.open();
      results.add(all.next());
    }
    assertThat(results).hasSize(MANY);
  }

  @Test
  void eachTaskHasAnIdOfItsOwn() {
    TaskFunction<Integer, Long> id = _ -> TaskContext.current().taskId();

    List<Long> ids = pool.map(id, IntStream.range(0, MANY).boxed()).toList();

    long first = ids.getFirst();
    for (int i = 0; i < MANY; i++) {
      assertThat(ids.get(i)).isEqualTo(first + i);
    }
  }

  @Test
  void whatATaskDoesToItsArgumentNoOtherSees() {
    TaskFunction<int[], Integer> counting = count -> ++count[0];

    assertThat(pool.map(counting, Collections.nCopies(MANY, new int[1])))
        .hasSize(MANY)
        .allMatch(count -> count == 1);
  }

  @Test
  void inputsAndResultsMayReferToSharedMemory() {
    List<Shared<long[]>> inputs = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      inputs.add(pool.share(new long[] {i}));
    }
    TaskFunction<Shared<long[]>, Shared<MemorySegment>> next =
        input -> {
          Shared<MemorySegment> result = TaskContext.current().allocate(8);
          result.longs().put(0, input.longs().get(0) + 1);
          return result;
        };

    List<Shared<MemorySegment>> results = pool.map(next, inputs).toList();

    for (int i = 0; i < 2_000; i++) {
      assertThat(results.get(i).longs().get(0)).isEqualTo(i + 1L);
    }
    results.forEach(Shared::close);
    inputs.forEach(Shared::close);
  }

  @Test
  void aSubmittedTaskThatKillsItsWorkerAmongShortOnesIsGivenUpAlone() throws Exception {
    List<Future<Integer>> futures = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      int number = i;
      futures.add(
          pool.submit(
              () -> {
                if (number == ODD) {
                  Runtime.getRuntime().halt(7);
                }
                return number;
              }));
    }

    for (int i = 0; i < MANY; i++) {
      Future<Integer> future = futures.get(i);
      if (i == ODD) {
        assertThatExceptionOfType(ExecutionException.class)
            .isThrownBy(future::get)
            .withCauseInstanceOf(WorkerCrashedException.class);
      } else {
        assertThat(future.get()).isEqualTo(i);
      }
    }
  }

  @Test
  void submittedTasksFailAndAreTriedAgainOneByOne() throws Exception {
    List<Future<String>> futures = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      int number = i;
      futures.add(
          pool.with(RetryPolicy.upTo(1))
              .submit(
                  () -> {
                    TaskContext task = TaskContext.current();
                    if (number % 1000 == 0 && task.attempt() == 1) {
                      throw new IllegalStateException("once");
                    }
                    if (number == ODD) {
                      throw new IllegalStateException("always");
                    }
                    return number + " " + task.attempt();
                  }));
    }

    for (int i = 0; i < MANY; i++) {
      Future<String> future = futures.get(i);
      if (i == ODD) {
        assertThatExceptionOfType(ExecutionException.class)
            .isThrownBy(future::get)
            .withStackTraceContaining("always");
      } else {
        // A worker that another test has ended may have had some: they run again.
        assertThat(future.get()).startsWith(i + " ");
        if (i % 1000 == 0) {
          assertThat(future.get()).isNotEqualTo(i + " 1");
        }
      }
    }
  }

  @Test
  void cancellingOneOfManySubmittedTasksCancelsNoOther() throws Exception {
    Gate gate = new Gate(directory, "all");
    List<Future<?>> futures = new ArrayList<>();
    futures.add(pool.submit(gate.task()));
    futures.add(pool.submit(gate.task()));
    for (int i = 2; i < MANY; i++) {
      int number = i;
      futures.add(pool.submit(() -> number));
    }

    for (int i = 2; i < MANY; i += 7) {
      assertThat(futures.get(i).cancel(true)).isTrue();
    }
    gate.open();

    for (int i = 2; i < MANY; i++) {
      Future<?> future = futures.get(i);
      assertThat(future.isCancelled()).isEqualTo((i - 2) % 7 == 0);
      if (!future.isCancelled()) {
        assertThat(future.get()).isEqualTo(i);
      }
    }
  }

  @Test
  void manyCallsThatAreInvokedTogetherHaveTheirOwnResults() throws Exception {
    List<Call> calls = IntStream.range(0, MANY).mapToObj(Call::new).toList();

    List<Future<Integer>> futures = pool.invokeAll(calls);

    for (int i = 0; i < MANY; i++) {
      assertThat(futures.get(i).get()).isEqualTo(i);
    }
  }

  private record Call(int number) implements Callable<Integer>, Serializable {
    @Override
    public Integer call() {
      return number;
    }
  }

  /** Why the odd one has failed; all others must have their results. */
  private static Throwable failureOfTheOdd(
      ProcessPool pool, TaskFunction<Integer, Integer> function) {
    List<MapResult<Integer, Integer>> results =
        pool.mapResults(function, IntStream.range(0, MANY).boxed().iterator(), true).toList();
    assertThat(results).hasSize(MANY);
    for (int i = 0; i < MANY; i++) {
      if (i != ODD) {
        assertThat(results.get(i).orThrow()).isEqualTo(i);
      }
    }
    Throwable failure = results.get(ODD).failure();
    assertThat(failure).isNotNull();
    return failure;
  }
}
