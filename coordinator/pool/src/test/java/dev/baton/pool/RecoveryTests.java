package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.Task;
import dev.baton.TaskContext;
import dev.baton.TaskFunction;
import dev.baton.Transport;
import dev.baton.WorkerCrashedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes of a pool die, freeze or are lost, and its tasks get their results all the same: over
 * each transport. What needs no pool of its own is in {@link RepairTests}.
 */
abstract class RecoveryTests {

  static final Duration LIMIT = Duration.ofSeconds(60);

  final List<String> notices = new CopyOnWriteArrayList<>();

  @TempDir Path directory;

  private final Transport transport;

  RecoveryTests(Transport transport) {
    this.transport = transport;
  }

  @Test
  void aSpareTakesThePlaceOfAKilledWorker() throws Exception {
    try (ProcessPool pool = builder(1).spareWorkers(1).build()) {
      awaitWorkers(pool, 1);
      long victim = pool.workers().getFirst().pid();
      await().atMost(LIMIT).until(() -> Faults.workerProcesses().size() == 2);
      List<Long> warm = Faults.workerProcesses();

      Faults.kill(victim);

      long other = pool.submit(() -> ProcessHandle.current().pid()).get(60, TimeUnit.SECONDS);
      assertThat(other).isNotEqualTo(victim).isIn(warm);
      await("another spare").atMost(LIMIT).until(() -> Faults.workerProcesses().size() == 2);
    }
  }

  @Test
  void workersAreReplacedAfterTheirShareOfTasksAndNoTaskIsLost() {
    int most = 15;
    try (ProcessPool pool = builder(2).maxTasksPerWorker(most).build()) {
      List<Long> pids =
          pool.map(_ -> ProcessHandle.current().pid(), IntStream.range(0, 50).boxed()).toList();

      assertThat(pids).hasSize(50);
      assertThat(pids.stream().distinct())
          .allSatisfy(
              pid -> assertThat(pids.stream().filter(pid::equals)).hasSizeLessThanOrEqualTo(most));
      assertThat(pool.statistics().failed()).isZero();
    }
  }

  @Test
  void aWorkerThatHasGrownTooLargeIsReplacedWhenItsTaskHasEnded() throws Exception {
    try (ProcessPool pool =
        builder(1).spareWorkers(0).workerHeap(800L << 20).maxRss(300L << 20).build()) {
      long first = pool.submit(() -> ProcessHandle.current().pid()).get();
      Gate gate = new Gate(directory, "growing");
      TaskFuture<String> growing =
          pool.submit(
              () -> {
                leak();
                return gate.task().call();
              });
      gate.awaitStarted();
      TaskFuture<Long> next = pool.submit(() -> ProcessHandle.current().pid());
      await("it is to leave").atMost(LIMIT).until(() -> pool.workers().size() == 1 && isTold(pool));
      gate.open();

      assertThat(growing.get(60, TimeUnit.SECONDS)).isEqualTo("growing");
      assertThat(next.get(60, TimeUnit.SECONDS)).isNotEqualTo(first);
      assertThat(pool.statistics().retried()).isZero();
    }
  }

  @Test
  void theNeighboursOfAPoisonousTaskAreNotGivenUpWithIt() throws Exception {
    try (ProcessPool pool = builder(1).slots(8).deathsAllowed(2).build()) {
      Gate poisonous = new Gate(directory, "poison");
      TaskFuture<Integer> poison =
          pool.submit(
              () -> {
                poisonous.task().call();
                Runtime.getRuntime().halt(42);
                return 1;
              });
      List<Gate> gates =
          IntStream.range(0, 7).mapToObj(i -> new Gate(directory, "neighbour" + i)).toList();
      List<TaskFuture<String>> neighbours =
          gates.stream().map(gate -> pool.submit(onceKilledAndThenDone(gate))).toList();
      poisonous.awaitStarted();
      gates.forEach(Gate::awaitStarted);

      poisonous.open();

      for (int i = 0; i < neighbours.size(); i++) {
        assertThat(neighbours.get(i).get(60, TimeUnit.SECONDS)).isEqualTo(gates.get(i).name());
      }
      assertThatThrownBy(() -> poison.get(60, TimeUnit.SECONDS))
          .hasCauseInstanceOf(WorkerCrashedException.class);
    }
  }

  /** At its first attempt it runs until its worker ends. */
  private static Task<String> onceKilledAndThenDone(Gate gate) {
    return () -> TaskContext.current().attempt() == 1 ? gate.task().call() : gate.name();
  }

  @Test
  void aStragglerGetsACopyAndTheFirstResultWins() {
    try (ProcessPool pool = builder(2).speculate(true).window(64).build()) {
      awaitWorkers(pool, 2);
      List<Integer> results =
          pool.mapUnordered(
                  (TaskFunction<Integer, Integer>)
                      i -> {
                        if (i == 3 && TaskContext.current().attempt() == 1) {
                          Thread.sleep(Duration.ofMinutes(10));
                        }
                        return i;
                      },
                  IntStream.range(0, 100).boxed())
              .toList();

      assertThat(results)
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 100).boxed().toList());
    }
  }

  /** How full a heap can be differs from run to run: where it overflows, that is told too. */
  @Test
  @Tag("thorough")
  void aWorkerThatDoesNothingButCollectGarbageIsEnded() throws Exception {
    try (ProcessPool pool = builder(1).workerHeap(64L << 20).deathsAllowed(1).build()) {
      TaskFuture<Integer> hoarder = pool.submit(RecoveryTests::hoard);

      assertThatThrownBy(() -> hoarder.get(180, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .satisfiesAnyOf(
              failure ->
                  assertThat(failure)
                      .isInstanceOf(WorkerCrashedException.class)
                      .hasMessageContaining("nothing but collect garbage"),
              failure -> assertThat(failure).isInstanceOf(OutOfMemoryError.class));
      assertThat(pool.submit(() -> 7).get(60, TimeUnit.SECONDS)).isEqualTo(7);
    }
  }

  /** Fills the heap but for a little, and lives on that. */
  private static int hoard() {
    List<byte[]> hoard = new java.util.ArrayList<>();
    for (long room = room(); room > 3 << 20; room = room()) {
      hoard.add(new byte[(int) Math.min(1 << 20, room / 4)]);
    }
    int round = 0;
    while (!hoard.isEmpty()) {
      byte[] garbage = new byte[16 << 10];
      round += garbage.length;
    }
    return round;
  }

  private static long room() {
    System.gc();
    Runtime jvm = Runtime.getRuntime();
    return jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory();
  }

  @Test
  void aTaskThatIgnoresItsCancellationGoesWithItsProcessAndItsNeighbourRunsAgain()
      throws Exception {
    try (ProcessPool pool = builder(1).slots(2).grace(Duration.ofMillis(200)).build()) {
      Gate neighbour = new Gate(directory, "neighbour");
      Gate endless = new Gate(directory, "endless");
      TaskFuture<String> kept = pool.submit(neighbour.task());
      TaskFuture<String> stubborn =
          pool.submit(
              () -> {
                try {
                  return endless.task().call();
                } catch (InterruptedException e) {
                  while (true) {
                    Thread.onSpinWait();
                  }
                }
              });
      neighbour.awaitStarted();
      endless.awaitStarted();
      long pid = pool.workers().getFirst().pid();

      assertThat(stubborn.cancel(true)).isTrue();

      await().atMost(LIMIT).until(() -> !ProcessHandle.of(pid).isPresent());
      neighbour.open();
      assertThat(kept.get(60, TimeUnit.SECONDS)).isEqualTo("neighbour");
      assertThat(pool.statistics().failed()).isZero();
    }
  }

  private static byte[] leaked = {};

  private static void leak() {
    leaked = new byte[350 << 20];
    for (int i = 0; i < leaked.length; i += 4096) {
      leaked[i] = 1;
    }
  }

  /** Without spares, a second process is the one that replaces the first. */
  private static boolean isTold(ProcessPool pool) {
    return pool.workers().size() == 1 && Faults.workerProcesses().size() == 2;
  }

  static void awaitWorkers(ProcessPool pool, int count) {
    await().atMost(LIMIT).until(() -> pool.workers().size() == count);
  }

  ProcessPoolBuilder builder(int workers) {
    return ProcessPool.builder().transport(transport).workers(workers).notices(notices::add);
  }
}
