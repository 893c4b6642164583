package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.EnvironmentException;
import dev.baton.TaskContext;
import dev.baton.TaskFunction;
import dev.baton.WorkerCrashedException;
import dev.baton.dispatch.WorkerInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of a pool die, freeze or are lost, and its tasks get their results all the same. */
class RecoveryIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final List<String> notices = new CopyOnWriteArrayList<>();

  @TempDir private Path directory;

  @Test
  void aFrozenWorkerIsKilledAndReplacedAndItsTaskRunsElsewhere() throws Exception {
    try (ProcessPool pool = builder(2).hangTimeout(Duration.ofSeconds(2)).build()) {
      awaitWorkers(pool, 2);
      Gate gate = new Gate(directory, "frozen");
      TaskFuture<Long> task = pool.submit(() -> attemptAndPid(gate));
      gate.awaitStarted();
      WorkerInfo victim = runningWorker(pool, directory.resolve("pid"));
      Faults.signal("STOP", victim.pid());

      assertThat(task.get(60, TimeUnit.SECONDS)).isNotEqualTo(victim.pid());
      await().atMost(LIMIT).until(() -> !ProcessHandle.of(victim.pid()).isPresent());
      awaitWorkers(pool, 2);
      assertThat(pool.statistics().retried()).isEqualTo(1);
    }
  }

  @Test
  void aKilledAgentIsReplacedAndItsTasksRunAgain() throws Exception {
    try (ProcessPool pool = builder(2).build()) {
      awaitWorkers(pool, 2);
      List<Long> before = pool.workers().stream().map(WorkerInfo::pid).toList();
      Gate gate = new Gate(directory, "agent");
      TaskFuture<Long> task = pool.submit(() -> attemptAndPid(gate));
      gate.awaitStarted();

      Faults.kill(Faults.agent());

      assertThat(task.get(60, TimeUnit.SECONDS)).isNotIn(before);
      assertThat(notices).anyMatch(line -> line.contains("host agent ended (signal 9"));
      awaitWorkers(pool, 2);
      assertThat(pool.submit(() -> new byte[1 << 20]).get()).hasSize(1 << 20);
      assertThat(before).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
    }
  }

  @Test
  void aFrozenWorkerDoesNotOutliveItsAgent() throws Exception {
    List<Long> frozen = new CopyOnWriteArrayList<>();
    try (ProcessPool pool = builder(2).build()) {
      awaitWorkers(pool, 2);
      pool.workers().forEach(worker -> frozen.add(worker.pid()));
      frozen.forEach(pid -> Faults.signal("STOP", pid));

      Faults.kill(Faults.agent());

      assertThat(pool.submit(() -> ProcessHandle.current().pid()).get(60, TimeUnit.SECONDS))
          .isNotIn(frozen);
    }
    await()
        .atMost(LIMIT)
        .until(() -> frozen.stream().noneMatch(pid -> ProcessHandle.of(pid).isPresent()));
  }

  @Test
  void aKilledBrokerComesBackAndNothingIsLost() {
    try (ProcessPool pool = builder(2).build()) {
      awaitWorkers(pool, 2);
      long first = Faults.broker();
      int killAt = 300;
      long sum = 0;
      int seen = 0;
      try (Stream<Integer> results =
          pool.mapUnordered(
              (TaskFunction<Integer, Integer>)
                  i -> {
                    Thread.sleep(2);
                    return i;
                  },
              IntStream.range(0, 2_000).boxed())) {
        for (int result : (Iterable<Integer>) results::iterator) {
          sum += result;
          if (++seen == killAt) {
            Faults.kill(first);
          }
        }
      }

      assertThat(seen).isEqualTo(2_000);
      assertThat(sum).isEqualTo(1_999_000);
      assertThat(Faults.broker()).isNotEqualTo(first);
      assertThat(notices).anyMatch(line -> line.contains("broker ended (signal 9"));
    }
  }

  @Test
  void aBrokerThatIsKilledAgainBeforeItIsReadyComesBackToo() throws Exception {
    try (ProcessPool pool = builder(1).build()) {
      long first = Faults.broker();
      Faults.kill(first);
      await().atMost(LIMIT).ignoreExceptions().until(() -> Faults.broker() != first);
      Faults.kill(Faults.broker());

      assertThat(pool.submit(() -> 7).get(60, TimeUnit.SECONDS)).isEqualTo(7);
    }
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aBrokerThatStaysAwayFailsTheTasksAfterTheLimit() {
    ProcessPool pool = builder(1).brokerTimeout(Duration.ofSeconds(6)).build();
    try (pool) {
      Faults.signal("STOP", Faults.broker());
      TaskFuture<Integer> task = pool.submit(() -> 1);

      assertThatThrownBy(() -> task.get(60, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("The broker has not answered for");
      assertThat(notices).anyMatch(line -> line.contains("the broker does not answer"));
    }
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aSpareTakesThePlaceOfAKilledWorker() throws Exception {
    try (ProcessPool pool = builder(1).spareWorkers(1).build()) {
      awaitWorkers(pool, 1);
      long victim = pool.workers().getFirst().pid();
      await().atMost(LIMIT).until(() -> Faults.childrenOf(Faults.agent()).size() == 2);
      List<Long> warm = Faults.childrenOf(Faults.agent());

      Faults.kill(victim);

      long other = pool.submit(() -> ProcessHandle.current().pid()).get(60, TimeUnit.SECONDS);
      assertThat(other).isNotEqualTo(victim).isIn(warm);
      await("another spare")
          .atMost(LIMIT)
          .until(() -> Faults.childrenOf(Faults.agent()).size() == 2);
    }
  }

  @Test
  void workersAreReplacedAfterTheirShareOfTasksAndNoTaskIsLost() {
    int most = 25;
    try (ProcessPool pool = builder(2).maxTasksPerWorker(most).build()) {
      List<Long> pids =
          pool.map(_ -> ProcessHandle.current().pid(), IntStream.range(0, 200).boxed()).toList();

      assertThat(pids).hasSize(200);
      assertThat(pids.stream().distinct())
          .allSatisfy(
              pid -> assertThat(pids.stream().filter(pid::equals)).hasSizeLessThanOrEqualTo(most));
      assertThat(pool.statistics().failed()).isZero();
    }
  }

  @Test
  void aWorkerThatHasGrownTooLargeIsReplacedWhenItsTaskHasEnded() throws Exception {
    try (ProcessPool pool = builder(1).workerHeap(800L << 20).maxRss(300L << 20).build()) {
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
  void aPoisonousTaskIsGivenUpWithTheEvidenceOfEachDeath() throws Exception {
    try (ProcessPool pool = builder(2).deathsAllowed(2).build()) {
      TaskFuture<Integer> poison =
          pool.submit(
              () -> {
                System.err.println("about to halt");
                Runtime.getRuntime().halt(42);
                return 1;
              });

      assertThatThrownBy(() -> poison.get(60, TimeUnit.SECONDS))
          .cause()
          .isInstanceOfSatisfying(
              WorkerCrashedException.class,
              crash ->
                  assertThat(crash.evidence())
                      .hasSize(2)
                      .allMatch(line -> line.contains("exit code 42"))
                      .allMatch(line -> line.contains("about to halt")));
      assertThat(pool.submit(() -> 7).get()).isEqualTo(7);
    }
  }

  @Test
  void theNeighboursOfAPoisonousTaskAreNotGivenUpWithIt() throws Exception {
    try (ProcessPool pool = builder(1).slots(8).build()) {
      TaskFuture<Integer> poison =
          pool.submit(
              () -> {
                Thread.sleep(50);
                Runtime.getRuntime().halt(42);
                return 1;
              });
      List<TaskFuture<Integer>> neighbours =
          IntStream.range(0, 7)
              .mapToObj(
                  i ->
                      pool.submit(
                          () -> {
                            Thread.sleep(300);
                            return i;
                          }))
              .toList();

      for (int i = 0; i < neighbours.size(); i++) {
        assertThat(neighbours.get(i).get(60, TimeUnit.SECONDS)).isEqualTo(i);
      }
      assertThatThrownBy(() -> poison.get(60, TimeUnit.SECONDS))
          .hasCauseInstanceOf(WorkerCrashedException.class);
    }
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
  void aWorkerThatDoesNothingButCollectGarbageIsEnded() throws Exception {
    try (ProcessPool pool = builder(1).workerHeap(64L << 20).deathsAllowed(1).build()) {
      TaskFuture<Integer> hoarder = pool.submit(RecoveryIT::hoard);

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
  void onlyFailuresThatThePolicyNamesAreTriedAgain() throws Exception {
    try (ProcessPool pool = builder(1).build()) {
      RetryPolicy policy =
          RetryPolicy.upTo(3)
              .pauses(Duration.ofMillis(1), Duration.ofMillis(5))
              .on(java.io.IOException.class);
      TaskFuture<Integer> lucky =
          pool.with(policy)
              .submit(
                  () -> {
                    int attempt = TaskContext.current().attempt();
                    return switch (attempt) {
                      case 1 -> throw new java.io.FileNotFoundException("not yet");
                      case 2 -> throw new javax.net.ssl.SSLHandshakeException("not yet");
                      case 3 -> throw new UnbuildableException("not yet");
                      default -> attempt;
                    };
                  });
      TaskFuture<Integer> hopeless =
          pool.with(policy)
              .submit(
                  () -> {
                    throw new IllegalStateException("attempt " + TaskContext.current().attempt());
                  });

      assertThat(lucky.get(60, TimeUnit.SECONDS)).isEqualTo(4);
      assertThatThrownBy(() -> hopeless.get(60, TimeUnit.SECONDS))
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("attempt 1");
    }
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

  /** In a worker: on its first attempt says that it runs, and waits for ever; yields its pid. */
  private static long attemptAndPid(Gate gate) throws Exception {
    if (TaskContext.current().attempt() == 1) {
      java.nio.file.Files.writeString(
          gate.directory().resolve("pid"), Long.toString(ProcessHandle.current().pid()));
      gate.task().call();
    }
    return ProcessHandle.current().pid();
  }

  private static WorkerInfo runningWorker(ProcessPool pool, Path pidFile) throws Exception {
    long pid = Long.parseLong(java.nio.file.Files.readString(pidFile));
    return pool.workers().stream().filter(worker -> worker.pid() == pid).findFirst().orElseThrow();
  }

  private static byte[] leaked = {};

  private static void leak() {
    leaked = new byte[350 << 20];
    for (int i = 0; i < leaked.length; i += 4096) {
      leaked[i] = 1;
    }
  }

  /** The agent has started the successor: the old one is to leave. */
  private static boolean isTold(ProcessPool pool) {
    return pool.workers().size() == 1 && Faults.childrenOf(Faults.agent()).size() == 2;
  }

  private static void awaitWorkers(ProcessPool pool, int count) {
    await().atMost(LIMIT).until(() -> pool.workers().size() == count);
  }

  private ProcessPoolBuilder builder(int workers) {
    return ProcessPool.builder().workers(workers).notices(notices::add);
  }

  /** Says nothing without what cannot travel, so that it can only arrive as its superclass. */
  private static final class UnbuildableException extends java.io.IOException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // that is the point
    private final Thread thread = Thread.currentThread();

    UnbuildableException(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return super.getMessage() + " in " + thread.getName();
    }
  }
}
