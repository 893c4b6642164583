package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.TaskContext;
import dev.baton.Transport;
import dev.baton.WorkerCrashedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fault after fault strikes one pool of two workers: each time it is whole again, and works on. The
 * same over each transport.
 */
abstract class RepairTests {

  static final Duration LIMIT = Duration.ofSeconds(60);
  static final List<String> NOTICES = new CopyOnWriteArrayList<>();

  static ProcessPool pool;

  @TempDir Path directory;

  static void startPool(Transport transport) {
    NOTICES.clear();
    pool =
        ProcessPool.builder()
            .transport(transport)
            .workers(2)
            .hangTimeout(Duration.ofSeconds(2))
            .deathsAllowed(2)
            .notices(NOTICES::add)
            .build();
  }

  @BeforeEach
  @AfterEach
  void isWhole() throws Exception {
    TwoWorkers.assertWork(pool, directory);
  }

  @AfterAll
  static void closePool() {
    pool.close();
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aFrozenWorkerIsKilledAndReplacedAndItsTaskRunsElsewhere() throws Exception {
    long retriedBefore = pool.statistics().retried();
    Gate gate = new Gate(directory, "frozen");
    TaskFuture<Long> task = pool.submit(() -> attemptAndPid(gate));
    gate.awaitStarted();
    WorkerInfo victim = runningWorker(directory.resolve("pid"));
    Faults.signal("STOP", victim.pid());

    assertThat(task.get(60, TimeUnit.SECONDS)).isNotEqualTo(victim.pid());
    await().atMost(LIMIT).until(() -> !ProcessHandle.of(victim.pid()).isPresent());
    assertThat(pool.statistics().retried() - retriedBefore).isEqualTo(1);
  }

  @Test
  void aPoisonousTaskIsGivenUpWithTheEvidenceOfEachDeath() throws Exception {
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

  @Test
  void onlyFailuresThatThePolicyNamesAreTriedAgain() throws Exception {
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

  /** In a worker: on its first attempt says that it runs, and waits for ever; yields its pid. */
  static long attemptAndPid(Gate gate) throws Exception {
    if (TaskContext.current().attempt() == 1) {
      java.nio.file.Files.writeString(
          gate.directory().resolve("pid"), Long.toString(ProcessHandle.current().pid()));
      gate.task().call();
    }
    return ProcessHandle.current().pid();
  }

  private static WorkerInfo runningWorker(Path pidFile) throws Exception {
    long pid = Long.parseLong(java.nio.file.Files.readString(pidFile));
    return pool.workers().stream().filter(worker -> worker.pid() == pid).findFirst().orElseThrow();
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
