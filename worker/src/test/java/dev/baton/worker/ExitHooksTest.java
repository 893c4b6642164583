package dev.baton.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.InitializerException;
import dev.baton.RunnableTask;
import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import dev.baton.codec.WorkerHooks;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.config.PoolSettings;
import dev.baton.wire.TaskBatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExitHooksTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final List<String> CALLS = new CopyOnWriteArrayList<>();
  private static final Semaphore STARTED = new Semaphore(0);
  private static final Semaphore GO = new Semaphore(0);

  private final Codec codec =
      new KryoCodec(AllowList.standard(), ExitHooksTest.class.getClassLoader());
  private final List<String> reports = new CopyOnWriteArrayList<>();

  @BeforeEach
  void nothingWasCalled() {
    CALLS.clear();
  }

  private void run(ExitHooks hooks, RunnableTask hook) {
    hooks.run(() -> List.of(new ExitHooks.Due(hook, ExitHooksTest.class.getClassLoader())));
  }

  private Program program(Programs programs, long coordinator, @Nullable RunnableTask hooks) {
    TaskBatch plain = Records.batch(coordinator, 1);
    return programs.of(
        new TaskBatch(
            coordinator,
            plain.incarnation(),
            plain.resultsTo(),
            plain.jobId(),
            0,
            0,
            false,
            Records.LINGER_NS,
            PoolSettings.FULL_WEIGHT,
            hooks == null ? new byte[0] : codec.encodeToBytes(hooks),
            List.of(),
            List.of(),
            plain.tasks()));
  }

  private static RunningTask task() {
    return new RunningTask(Records.task(), 1, "host/0", 0, 0, Records.memory());
  }

  private static WorkerHooks hooks(String name) {
    return new WorkerHooks(() -> CALLS.add("init " + name), () -> CALLS.add("exit " + name));
  }

  private static Programs programs() {
    return Records.programs(Records.blobs());
  }

  @Test
  void aHookThatFailsIsReported() {
    run(
        new ExitHooks(LONG, reports::add),
        () -> {
          throw new IllegalStateException("no more disk");
        });

    assertThat(reports).singleElement().asString().contains("exit hook failed", "no more disk");
  }

  @Test
  void aHookThatTakesTooLongIsInterruptedAndReportedOnce() throws InterruptedException {
    ExitHooks hooks = new ExitHooks(Duration.ofMillis(1), reports::add);
    CountDownLatch interrupted = new CountDownLatch(1);

    run(
        hooks,
        () -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
        });
    interrupted.await();

    assertThat(reports)
        .containsExactly("An exit hook did not end within 1 ms, and was interrupted.");
  }

  @Test
  void theHooksOfAllProgramsRunOnceWhenTheWorkerEnds() {
    Programs programs = programs();
    program(programs, 1, hooks("a")).initialize(task());
    program(programs, 2, hooks("b")).initialize(task());

    assertThat(programs.haveExitHook()).isTrue();

    programs.exit(_ -> false);
    programs.exit(_ -> false);

    assertThat(CALLS).startsWith("init a", "init b").hasSize(4).contains("exit a", "exit b");
    assertThat(programs.haveExitHook()).isFalse();
  }

  @Test
  void aHookOfAProgramThatRanNoTaskDoesNotRun() {
    Programs programs = programs();
    program(programs, 1, null).initialize(task());
    program(programs, 2, hooks("that ran no task"));

    assertThat(programs.haveExitHook()).isFalse();
    programs.exit(_ -> false);

    assertThat(CALLS).isEmpty();
  }

  @Test
  void noHookRunsBesideATaskOfItsProgram() {
    Programs programs = programs();
    program(programs, 1, hooks("a")).initialize(task());

    programs.exit(coordinator -> coordinator == 1);

    assertThat(CALLS).containsExactly("init a");
  }

  @Test
  void noHookRunsIfTheInitializerFailed() {
    Programs programs = programs();
    Program program =
        program(
            programs,
            1,
            new WorkerHooks(
                () -> {
                  throw new IllegalStateException("no database");
                },
                () -> CALLS.add("exit")));
    try {
      program.initialize(task());
    } catch (InitializerException e) {
      CALLS.add("failed");
    }

    programs.exit(_ -> false);

    assertThat(CALLS).containsExactly("failed");
  }

  @Test
  void theHookOfAProgramRunsWhenItHasEndedAndTheWorkerGoesOn() {
    Programs programs = programs();
    program(programs, 1, hooks("a")).initialize(task());
    programs.tidy(_ -> false);
    assertThat(CALLS).containsExactly("init a");

    programs.ended(1);
    programs.tidy(_ -> true);
    assertThat(CALLS).containsExactly("init a");

    programs.tidy(_ -> false);
    programs.exit(_ -> false);
    assertThat(CALLS).containsExactly("init a", "exit a");
  }

  /** The process ends when the second returns. */
  @Test
  void whoeverComesWhileAHookRunsWaitsForIt() throws InterruptedException {
    Programs programs = programs();
    GO.drainPermits();
    WorkerHooks waiting =
        new WorkerHooks(
            null,
            () -> {
              STARTED.release();
              GO.acquireUninterruptibly();
              CALLS.add("exit");
            });
    program(programs, 1, waiting).initialize(task());
    Thread first = Thread.ofPlatform().start(() -> programs.exit(_ -> false));
    STARTED.acquire();
    assertThat(programs.haveExitHook()).isTrue();
    Thread second =
        Thread.ofPlatform()
            .start(
                () -> {
                  programs.exit(_ -> false);
                  CALLS.add("second returned");
                });
    await().until(() -> second.getState() == Thread.State.BLOCKED);
    GO.release();
    first.join();
    second.join();

    assertThat(CALLS).containsExactly("exit", "second returned");
  }
}
