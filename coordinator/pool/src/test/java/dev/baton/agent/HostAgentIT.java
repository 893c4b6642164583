package dev.baton.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.EnvironmentException;
import dev.baton.InitializerException;
import dev.baton.TaskContext;
import dev.baton.TaskEncodingException;
import dev.baton.TaskTimeoutException;
import dev.baton.agent.setup.AgentConfig;
import dev.baton.broker.BrokerConfig;
import dev.baton.broker.EmbeddedBroker;
import dev.baton.config.HeapSize;
import dev.baton.config.PoolSettings;
import dev.baton.config.Settings;
import dev.baton.config.WorkerSettings;
import dev.baton.process.ChildProcess;
import dev.baton.process.JvmCommand;
import dev.baton.process.JvmFlags;
import dev.baton.store.StoreLocations;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Attempts;
import dev.baton.wire.Cancel;
import dev.baton.wire.HostBeat;
import dev.baton.wire.HostDown;
import dev.baton.wire.Recall;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import dev.baton.wire.WorkerDown;
import dev.baton.wire.WorkerStatus;
import dev.baton.wire.WorkerUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A host agent, its workers and a broker, all as real processes. */
class HostAgentIT {

  private static final String POOL = "agents";
  private static final int INBOXES = 4;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static EmbeddedBroker broker;
  private static Map<String, String> kafka;

  /** In a worker: lets tasks wait for ever, or for each other. */
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  private static final CyclicBarrier PAIR = new CyclicBarrier(2);
  private static int initialized;

  private final List<String> output = new CopyOnWriteArrayList<>();
  private PlainCoordinator coordinator;

  @BeforeAll
  static void startBroker() {
    broker =
        EmbeddedBroker.start(
            BrokerConfig.temporary(POOL).withInboxPartitions(INBOXES), System.err::println);
    kafka = broker.awaitReady(LIMIT);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void connect() {
    coordinator = new PlainCoordinator(POOL, kafka);
  }

  @AfterEach
  void disconnect() {
    coordinator.close();
  }

  @Test
  void everyTaskGetsOneAnswerWhateverBecomesOfIt() {
    try (HostAgent agent = start(1, 1)) {
      WorkerStatus worker = worker(0);
      coordinator.send(PlainCoordinator.partition(worker), new byte[] {1, 2, 3});
      coordinator.setInitializer(() -> initialized++);
      int length = coordinator.addFunction(String::length);
      AttemptId value = coordinator.add(() -> 6 * 7);
      AttemptId nothing = coordinator.add(() -> null);
      AttemptId throwing =
          coordinator.add(
              () -> {
                throw new IllegalStateException("as told");
              });
      AttemptId overflowing = coordinator.add(() -> new byte[Integer.MAX_VALUE - 8].length);
      AttemptId unencodable = coordinator.add(() -> Thread.currentThread());
      AttemptId tooLarge = coordinator.add(() -> new byte[66 << 20]);
      AttemptId applied = coordinator.add(length, "four");
      AttemptId context = coordinator.add(() -> TaskContext.current().worker());
      AttemptId counted = coordinator.add(() -> initialized);
      coordinator.sendTo(worker);
      AttemptId stale = coordinator.add(() -> "for a dead worker");
      coordinator.sendTo(withIncarnation(worker, worker.incarnation() + 1));
      AttemptId last = coordinator.add(() -> "last");
      coordinator.sendTo(worker);

      coordinator.awaitAnswers(
          value,
          nothing,
          throwing,
          overflowing,
          unencodable,
          tooLarge,
          applied,
          context,
          counted,
          last);

      assertThat(coordinator.result(value)).isEqualTo(42);
      assertThat(coordinator.result(nothing)).isNull();
      assertThat(coordinator.failure(throwing))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("as told");
      assertThat(coordinator.failure(overflowing)).isInstanceOf(OutOfMemoryError.class);
      assertThat(coordinator.failure(unencodable)).isInstanceOf(TaskEncodingException.class);
      assertThat(coordinator.failure(tooLarge))
          .isInstanceOf(TaskEncodingException.class)
          .hasMessageContaining("max.message.bytes");
      assertThat(coordinator.result(applied)).isEqualTo(4);
      assertThat(coordinator.result(context)).asString().endsWith("/0");
      assertThat(coordinator.result(counted)).isEqualTo(1);
      assertThat(coordinator.answers).doesNotContainKey(stale);
      ResultBatch.Times times = coordinator.answer(value).times();
      assertThat(times.decodeNs()).isPositive();
      assertThat(times.executeNs()).isPositive();
      HostBeat beat =
          coordinator.awaitEvent(
              HostBeat.class, b -> b.workers().stream().anyMatch(w -> w.done() == 6));
      assertThat(beat.workers()).singleElement().returns(4L, WorkerStatus::failed);
      assertThat(agent.workers()).isEqualTo(1);
    }
  }

  @Test
  void aFailingInitializerFailsTheTasksOfItsCoordinatorOnly() {
    try (HostAgent _ = start(1, 1);
        PlainCoordinator other = new PlainCoordinator(POOL, kafka)) {
      coordinator.setInitializer(
          () -> {
            throw new IllegalArgumentException("no licence");
          });
      AttemptId task = coordinator.add(() -> 1);
      coordinator.sendTo(worker(0));
      AttemptId others = other.add(() -> 2);
      other.sendTo(worker(0));

      coordinator.awaitAnswers(task);
      other.awaitAnswers(others);

      assertThat(coordinator.failure(task))
          .isInstanceOf(InitializerException.class)
          .hasRootCauseMessage("no licence");
      assertThat(other.result(others)).isEqualTo(2);
    }
  }

  @Test
  void tasksAreCancelledRecalledAndTimedOut() {
    try (HostAgent _ = start(1, 1)) {
      WorkerStatus worker = worker(0);
      AttemptId limited = coordinator.addLimited(200, HostAgentIT::waitForEver);
      AttemptId running = coordinator.add(HostAgentIT::waitForEver);
      AttemptId unwanted = coordinator.add(() -> "unwanted");
      AttemptId kept = coordinator.add(() -> "kept");
      AttemptId first = coordinator.add(() -> "first to go back");
      coordinator.sendTo(worker);

      coordinator.send(
          PlainCoordinator.partition(worker), new Recall(coordinator.id, worker.incarnation(), 1));
      coordinator.send(
          PlainCoordinator.partition(worker),
          new Cancel(coordinator.id, worker.incarnation(), true, List.of(Attempts.of(unwanted))));
      coordinator.awaitAnswers(limited, first, unwanted);
      coordinator.send(
          PlainCoordinator.partition(worker),
          new Cancel(coordinator.id, worker.incarnation(), true, List.of(Attempts.of(running))));
      coordinator.awaitAnswers(running, kept);

      assertThat(coordinator.failure(limited))
          .isInstanceOf(TaskTimeoutException.class)
          .hasMessageContaining("200 ms")
          .hasCauseInstanceOf(InterruptedException.class);
      assertThat(coordinator.answer(first).status()).isEqualTo(Status.RETURNED);
      assertThat(coordinator.answer(unwanted).status()).isEqualTo(Status.CANCELLED);
      assertThat(coordinator.answer(running).status()).isEqualTo(Status.CANCELLED);
      assertThat(coordinator.result(kept)).isEqualTo("kept");
    }
  }

  @Test
  void aKilledWorkerIsReportedWithEvidenceAndReplaced() {
    try (HostAgent _ = start(1, 1)) {
      WorkerStatus first = worker(0);
      AttemptId task =
          coordinator.add(
              () -> {
                System.out.println("a last word");
                Runtime.getRuntime().halt(9);
                return null;
              });
      coordinator.sendTo(first);

      WorkerDown down = coordinator.awaitEvent(WorkerDown.class, _ -> true);
      WorkerStatus second =
          coordinator
              .awaitEvent(WorkerUp.class, up -> up.worker().incarnation() != first.incarnation())
              .worker();
      AttemptId next = coordinator.add(() -> "alive");
      coordinator.sendTo(second);
      coordinator.awaitAnswers(next);

      assertThat(down.incarnation()).isEqualTo(first.incarnation());
      assertThat(down.crashed()).isTrue();
      assertThat(down.runningTask()).isEqualTo(task.taskId());
      assertThat(down.evidence()).contains("exit code 9", "a last word");
      assertThat(second.inbox()).isEqualTo(first.inbox());
      assertThat(output)
          .anyMatch(
              line ->
                  line.matches(
                      "\\[worker 0 job=\\S+ task=" + task.taskId() + " attempt=1] a last word"));
    }
  }

  @Test
  void aTaskThatIgnoresItsInterruptEndsItsWorkerAndCostsOnlyItself() {
    try (HostAgent _ = start(1, 1)) {
      WorkerStatus worker = worker(0);
      AttemptId stubborn =
          coordinator.addLimited(
              100,
              () -> {
                while (true) {
                  LockSupport.parkNanos(1_000_000); // returns at once when interrupted
                }
              });
      AttemptId queued = coordinator.add(() -> "queued");
      coordinator.sendTo(worker);

      coordinator.awaitAnswers(stubborn, queued);
      WorkerDown down = coordinator.awaitEvent(WorkerDown.class, _ -> true);
      coordinator.awaitEvent(
          WorkerUp.class, up -> up.worker().incarnation() != worker.incarnation());

      assertThat(coordinator.failure(stubborn))
          .isInstanceOf(TaskTimeoutException.class)
          .hasMessageContaining("did not react");
      assertThat(coordinator.answer(queued).status()).isEqualTo(Status.RETURNED);
      assertThat(down.crashed()).isFalse();
    }
  }

  @Test
  void slotsRunTasksAtTheSameTimeOnVirtualThreads() {
    try (HostAgent _ = start(1, 2)) {
      AttemptId one = coordinator.add(HostAgentIT::meet);
      AttemptId other = coordinator.add(HostAgentIT::meet);
      coordinator.sendTo(worker(0));

      coordinator.awaitAnswers(one, other);

      assertThat(coordinator.result(one)).isEqualTo(true);
      assertThat(coordinator.result(other)).isEqualTo(true);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void pinnedWorkersHaveOneProcessorEach() {
    AgentConfig pinned = new AgentConfig(settings(1, 1).with(WorkerSettings.PIN, true));
    try (HostAgent _ = start(pinned)) {
      AttemptId task = coordinator.add(HostAgentIT::allowedProcessors);
      coordinator.sendTo(worker(0));

      coordinator.awaitAnswers(task);

      assertThat(coordinator.result(task)).asString().matches("\\d+");
    }
  }

  @Test
  void hostsShareTheInboxesAndSayWhenThereAreTooFew() {
    HostAgent first = start(2, 1);
    try (HostAgent _ = start(2, 1)) {
      coordinator.askWhoIsThere();
      HostBeat one = coordinator.awaitEvent(HostBeat.class, beat -> beat.workers().size() == 2);
      HostBeat two =
          coordinator.awaitEvent(
              HostBeat.class, beat -> beat.host() != one.host() && beat.workers().size() == 2);
      List<Integer> claims = new ArrayList<>(one.claims());
      claims.addAll(two.claims());
      assertThat(claims).containsExactlyInAnyOrder(0, 1, 2, 3);

      assertThatThrownBy(() -> start(1, 1))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining(POOL + ".inbox has 4 partitions, and 0 are free");

      first.close();
      coordinator.awaitEvent(HostDown.class, _ -> true);
      start(1, 1).close();
    } finally {
      first.close();
    }
    assertThat(StoreLocations.ofThisHost().list())
        .noneMatch(path -> path.toString().contains(POOL));
  }

  @Test
  void drainingFinishesWhatRunsAndHandsBackTheRest() {
    HostAgent agent = start(1, 1);
    try {
      AttemptId running =
          coordinator.add(
              () -> {
                Thread.sleep(1_000);
                return "finished";
              });
      AttemptId queued = coordinator.add(() -> "queued");
      coordinator.sendTo(worker(0));
      coordinator.awaitEvent(
          HostBeat.class,
          beat -> beat.workers().stream().anyMatch(w -> w.runningTask() == running.taskId()));

      agent.drain(Duration.ofSeconds(20));

      coordinator.awaitAnswers(running, queued);
      assertThat(coordinator.result(running)).isEqualTo("finished");
      assertThat(coordinator.answer(queued).status()).isEqualTo(Status.RETURNED);
      coordinator.awaitEvent(HostDown.class, _ -> true);
    } finally {
      agent.close();
    }
  }

  @Test
  void anAgentProcessEndsWithItsParentAndLeavesNothing() {
    JvmCommand command =
        JvmCommand.builder(AgentMain.class.getName()).flags(JvmFlags.agent()).build();
    ChildProcess agent = ChildProcess.start("host agent", command, output::add);
    try {
      agent.writeBlock(new AgentConfig(settings(2, 1)).toBlock());
      agent.writeBlock(kafka);
      assertThat(agent.awaitReady(LIMIT)).containsEntry("workers", "2");
      List<ProcessHandle> workers = ProcessHandle.of(agent.pid()).orElseThrow().children().toList();
      assertThat(workers).hasSize(2);
      coordinator.awaitEvent(WorkerUp.class, _ -> true);

      agent.requestStop();

      await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> !agent.isAlive() && workers.stream().noneMatch(ProcessHandle::isAlive));
      assertThat(StoreLocations.ofThisHost().list())
          .noneMatch(path -> path.toString().contains(POOL));
      coordinator.awaitEvent(HostDown.class, _ -> true);
    } finally {
      agent.kill();
    }
  }

  @Test
  void workersThatCannotStartAreAnErrorWithTheirWords() {
    AgentConfig tiny =
        new AgentConfig(settings(1, 1).with(WorkerSettings.JVM_OPTIONS, List.of("-Xmx1")));
    HostAgent agent = HostAgent.prepare(tiny, output::add);
    try {
      agent.connect(kafka);
      assertThatThrownBy(() -> agent.awaitReady(LIMIT))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("heap");
    } finally {
      agent.close();
    }
  }

  private HostAgent start(int workers, int slots) {
    return start(
        new AgentConfig(
            settings(workers, slots).with(WorkerSettings.HEAP, HeapSize.fixed(512L << 20))));
  }

  private HostAgent start(AgentConfig config) {
    HostAgent agent = HostAgent.prepare(config, output::add);
    try {
      agent.connect(kafka);
      agent.awaitReady(LIMIT);
      return agent;
    } catch (RuntimeException e) {
      agent.close();
      throw e;
    }
  }

  private static Settings settings(int workers, int slots) {
    return Settings.DEFAULT
        .with(PoolSettings.POOL, POOL)
        .with(WorkerSettings.WORKERS, workers)
        .with(WorkerSettings.SLOTS, slots);
  }

  private WorkerStatus worker(int number) {
    return coordinator.awaitEvent(WorkerUp.class, up -> up.worker().number() == number).worker();
  }

  private static WorkerStatus withIncarnation(WorkerStatus w, long incarnation) {
    return new WorkerStatus(
        w.number(),
        incarnation,
        w.inbox(),
        w.slots(),
        w.pid(),
        w.state(),
        w.running(),
        w.runningTask(),
        w.runningSinceMs(),
        w.coordinator(),
        w.done(),
        w.failed(),
        w.busyNs(),
        w.restarts(),
        HeapSize.AUTO);
  }

  private static String allowedProcessors() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("Cpus_allowed_list:"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .collect(Collectors.joining());
    }
  }

  private static Object waitForEver() throws InterruptedException {
    NEVER.await();
    return "never";
  }

  private static boolean meet() throws Exception {
    PAIR.await();
    return Thread.currentThread().isVirtual();
  }
}
