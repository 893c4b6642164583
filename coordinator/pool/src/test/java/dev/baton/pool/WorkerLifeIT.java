package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.LossCause;
import dev.baton.PoolEvent;
import dev.baton.Task;
import dev.baton.TaskContext;
import dev.baton.Transport;
import dev.baton.WorkerCrashedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real workers: the slots and the order of their tasks, and what they do when they end. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class WorkerLifeIT {

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  private static void note(String directory) {
    try {
      Files.createFile(Path.of(directory, Long.toString(pid()))); // fails if it is there already
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<Long> noted(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> Long.parseLong(file.getFileName().toString()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Set<Long> workersOf(ProcessPool pool, int tasks) {
    return pool.map(_ -> pid(), IntStream.range(0, tasks).boxed().toList())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"LOCAL", "KAFKA"})
  void theExitHookRunsOnceInEachWorkerThatHasRunTasks(Transport transport, @TempDir Path directory)
      throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    String where = directory.toString();
    Set<Long> workers;
    try (ProcessPool pool =
        ProcessPool.builder()
            .transport(transport)
            .workers(2)
            .maxTasksPerWorker(3)
            .workerOutput(lines::add)
            .exitHook(() -> note(where))
            .build()) {
      workers = workersOf(pool, 10);
    }

    assertThat(noted(directory)).isEqualTo(workers).hasSizeGreaterThan(2);
    assertThat(lines).noneMatch(line -> line.contains("exit hook"));
  }

  @Test
  void theExitHookRunsInAWorkerThatIsReplacedBecauseOfItsMemory(@TempDir Path directory)
      throws Exception {
    String where = directory.toString();
    try (ProcessPool pool =
        ProcessPool.builder().workers(1).maxRss(1).exitHook(() -> note(where)).build()) {
      long first = pool.submit((Task<Long>) WorkerLifeIT::pid).get();
      await().atMost(1, TimeUnit.MINUTES).until(() -> noted(directory).contains(first));
    }
  }

  @Test
  void theExitHookRunsWhenTheProgramLeavesAClusterAndTheWorkerGoesOn(@TempDir Path directory)
      throws Exception {
    try (TestCluster cluster = TestCluster.start("hooks", 1)) {
      String where = directory.toString();
      Set<Long> workers;
      try (ProcessPool pool = cluster.builder().exitHook(() -> note(where)).build()) {
        workers = workersOf(pool, 10);
        assertThat(noted(directory)).isEmpty();
      }
      await().atMost(1, TimeUnit.MINUTES).until(() -> noted(directory).equals(workers));
    }
  }

  @Test
  void aWorkerThatIsKilledRunsNoExitHook(@TempDir Path directory) throws Exception {
    String where = directory.toString();
    long killed;
    long next;
    try (ProcessPool pool = ProcessPool.builder().workers(1).exitHook(() -> note(where)).build()) {
      killed = pool.submit((Task<Long>) WorkerLifeIT::pid).get();
      assertThat(ProcessHandle.of(killed).orElseThrow().destroyForcibly()).isTrue();
      next =
          await()
              .atMost(1, TimeUnit.MINUTES)
              .until(() -> pool.submit((Task<Long>) WorkerLifeIT::pid).get(), pid -> pid != killed);
    }

    assertThat(noted(directory)).containsExactly(next);
  }

  @Test
  void anExitHookThatFailsIsReportedAndHarmsNoResult() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    try (ProcessPool pool =
        ProcessPool.builder()
            .workers(1)
            .workerOutput(lines::add)
            .exitHook(
                () -> {
                  throw new IllegalStateException("the disk is full");
                })
            .build()) {
      assertThat(pool.submit((Task<Integer>) () -> 7).get()).isEqualTo(7);
    }

    assertThat(lines)
        .anySatisfy(line -> assertThat(line).contains("An exit hook failed", "the disk is full"));
  }

  /** Longer than a worker has for its end otherwise. */
  @Test
  void anExitHookHasItsTimeAndNoMore() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    try (ProcessPool pool =
        ProcessPool.builder()
            .workers(1)
            .workerOutput(lines::add)
            .exitTimeout(Duration.ofSeconds(5))
            .exitHook(() -> new Semaphore(0).acquireUninterruptibly())
            .build()) {
      assertThat(pool.submit((Task<Integer>) () -> 7).get()).isEqualTo(7);
    }

    assertThat(lines)
        .anySatisfy(
            line -> assertThat(line).contains("An exit hook did not end within 5.0 s, and was"));
  }

  private static Set<Long> pids(ProcessPool pool) {
    return pool.workers().stream()
        .map(WorkerInfo::pid)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Waits until no worker is up; returns the processes of those that were. */
  private static Set<Long> awaitParked(ProcessPool pool) {
    Set<Long> workers = new TreeSet<>();
    await()
        .atMost(1, TimeUnit.MINUTES)
        .until(
            () -> {
              workers.addAll(pids(pool));
              return pids(pool).isEmpty()
                  && workers.stream().noneMatch(pid -> ProcessHandle.of(pid).isPresent());
            });
    return workers;
  }

  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"LOCAL", "KAFKA"})
  void idleWorkersEndAndComeBackWithTheNextTasks(Transport transport, @TempDir Path directory)
      throws Exception {
    String where = directory.toString();
    List<PoolEvent> events = new CopyOnWriteArrayList<>();
    try (ProcessPool pool =
        ProcessPool.builder()
            .transport(transport)
            .workers(2)
            .slots(2)
            .idleTimeout(Duration.ofSeconds(1))
            .exitHook(() -> note(where))
            .onEvents(events::addAll)
            .build()) {
      Set<Long> first = workersOf(pool, 50);
      assertThat(awaitParked(pool)).containsAll(first);
      assertThat(noted(directory)).as("exit hooks").isEqualTo(first);
      PoolLoad load = pool.load();
      assertThat(load.workers()).isEqualTo(2);
      assertThat(load.slots()).isEqualTo(4);
      assertThat(load.saturation()).isZero();

      List<Integer> slots =
          pool.map(_ -> TaskContext.current().slot(), IntStream.range(0, 50).boxed().toList())
              .toList();
      assertThat(slots).allMatch(slot -> slot >= 0 && slot < 4);
      assertThat(pool.map(n -> n * n, List.of(1, 2, 3)).toList()).containsExactly(1, 4, 9);
      assertThat(awaitParked(pool)).doesNotContainAnyElementsOf(first);
      assertThat(pool.statistics())
          .returns(Map.of(), PoolStatistics::lost)
          .returns(Map.of(), PoolStatistics::workersLost)
          .returns(0L, PoolStatistics::restarts)
          .returns(0L, PoolStatistics::retried);
    }
    assertThat(events).noneMatch(PoolEvent.WorkerLost.class::isInstance);
    assertThat(events).anyMatch(PoolEvent.WorkerParked.class::isInstance);
  }

  @Test
  void aTaskThatWaitsBehindAnotherStartsAParkedWorkerAndAKilledOneIsStillLost(
      @TempDir Path directory) throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder().workers(2).idleTimeout(Duration.ofSeconds(1)).build()) {
      Gate gate = new Gate(directory, "gate");
      TaskFuture<String> busy = pool.submit(gate.task());
      gate.awaitStarted();
      await().atMost(1, TimeUnit.MINUTES).until(() -> pool.workers().size() == 1);
      long running = pids(pool).iterator().next();

      long other = pool.submit((Task<Long>) WorkerLifeIT::pid).get(1, TimeUnit.MINUTES);
      assertThat(other).isNotEqualTo(running);
      assertThat(ProcessHandle.of(running).orElseThrow().destroyForcibly()).isTrue();
      gate.open();

      assertThat(busy.get(1, TimeUnit.MINUTES)).isEqualTo("gate");
      await().atMost(1, TimeUnit.MINUTES).until(() -> pool.statistics().restarts() == 1);
      assertThat(pool.statistics().workersLost()).isEqualTo(Map.of(LossCause.CRASHED, 1L));
      assertThat(pool.statistics().lost()).isEqualTo(Map.of(LossCause.CRASHED, 1L));
    }
  }

  @Test
  void aProgramThatFindsOnlyParkedWorkersOnItsClusterHasThemStarted() throws Exception {
    try (TestCluster cluster = TestCluster.start("parked", 2, Duration.ofSeconds(1))) {
      try (ProcessPool pool = cluster.builder().build()) {
        assertThat(workersOf(pool, 20)).isNotEmpty();
        awaitParked(pool);
      }
      try (ProcessPool pool = cluster.builder().build()) {
        assertThat(pool.load().workers()).isEqualTo(2);
        assertThat(pool.map(n -> n + 1, List.of(1, 2, 3)).toList()).containsExactly(2, 3, 4);
        assertThat(pool.statistics().workersLost()).isEmpty();
      }
    }
  }

  @Test
  void aReplacementWorkerHasTheSlotOfTheOneThatDied() throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder().workers(1).deathsAllowed(1).workerOutput(_ -> {}).build()) {
      long before = pool.submit((Task<Long>) WorkerLifeIT::pid).get();
      TaskFuture<?> crash =
          pool.submit(
              (Task<String>)
                  () -> {
                    Runtime.getRuntime().halt(42);
                    return "";
                  });
      assertThatThrownBy(() -> crash.get(1, TimeUnit.MINUTES))
          .hasCauseInstanceOf(WorkerCrashedException.class);

      assertThat(pool.submit((Task<Integer>) () -> TaskContext.current().slot()).get()).isZero();
      assertThat(pool.submit((Task<Long>) WorkerLifeIT::pid).get()).isNotEqualTo(before);
    }
  }

  @Test
  void aTaskOfHigherPriorityRunsBeforeThoseThatWaitAlready(@TempDir Path directory)
      throws Exception {
    try (ProcessPool pool = ProcessPool.builder().workers(1).build()) {
      Gate gate = new Gate(directory, "gate");
      TaskFuture<String> busy = pool.submit(gate.task());
      gate.awaitStarted();
      TaskFuture<Long> first = pool.submit((Task<Long>) System::nanoTime);
      TaskFuture<Long> second = pool.submit((Task<Long>) System::nanoTime);
      TaskFuture<Long> last = pool.withPriority(-1).submit((Task<Long>) System::nanoTime);
      TaskFuture<Long> urgent = pool.withPriority(1).submit((Task<Long>) System::nanoTime);
      gate.open();

      assertThat(busy.get()).isEqualTo("gate");
      assertThat(List.of(urgent.get(), first.get(), second.get(), last.get())).isSorted();
    }
  }

  /** The heap must hold it as a whole. */
  private static int largeArray() {
    return new long[8 << 20].length;
  }

  @Test
  void aTaskThatNeedsMoreHeapThanTheFirstSizeGetsIt() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    try (ProcessPool pool =
        ProcessPool.builder()
            .workers(2)
            .workerHeap(24 << 20, 192 << 20)
            .workerOutput(lines::add)
            .build()) {
      TaskFuture<Integer> large = pool.submit((Task<Integer>) WorkerLifeIT::largeArray);
      assertThat(large.get(2, TimeUnit.MINUTES)).isEqualTo(8 << 20);

      assertThat(pool.statistics().retried()).as("of 24, 48 and 96 MiB").isEqualTo(3);
      assertThat(workersOf(pool, 20)).isNotEmpty(); // the smaller one still works, too
      assertThat(pool.submit((Task<Integer>) WorkerLifeIT::largeArray).get()).isEqualTo(8 << 20);
    }
    assertThat(lines)
        .anySatisfy(line -> assertThat(line).contains("overflowed its heap of 24 MiB"));
  }

  @Test
  void aTaskThatNeedsMoreHeapThanTheLargestSizeFails() throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder()
            .workers(1)
            .workerHeap(24 << 20, 32 << 20)
            .workerOutput(_ -> {})
            .build()) {
      TaskFuture<Integer> large = pool.submit((Task<Integer>) WorkerLifeIT::largeArray);

      assertThatThrownBy(() -> large.get(2, TimeUnit.MINUTES))
          .hasCauseInstanceOf(OutOfMemoryError.class);
      assertThat(pool.statistics().retried()).isEqualTo(1);
      assertThat(pool.submit((Task<Integer>) () -> 7).get()).isEqualTo(7);
    }
  }

  @Test
  void slotsGoOnFromOneWorkerToTheNext() {
    try (ProcessPool pool = ProcessPool.builder().workers(2).slots(3).build()) {
      List<String> seen =
          pool.map(
                  _ -> TaskContext.current().worker() + " " + TaskContext.current().slot(),
                  IntStream.range(0, 300).boxed().toList())
              .toList();

      assertThat(seen)
          .allSatisfy(
              each -> {
                int worker = Integer.parseInt(each.replaceAll(".*/([0-9]+) .*", "$1"));
                int slot = Integer.parseInt(each.replaceAll(".* ", ""));
                assertThat(slot / 3).isEqualTo(worker);
              });
    }
  }
}
