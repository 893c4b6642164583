package dev.baton.pool;

import static dev.baton.pool.Outcomes.assertFailure;
import static dev.baton.pool.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.RunnableTask;
import dev.baton.Task;
import dev.baton.TaskEncodingException;
import dev.baton.TaskFunction;
import dev.baton.TaskTimeoutException;
import dev.baton.WorkerCrashedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tasks that do what a task must not, on one pool of two workers: each ends as its user would
 * expect, and the pool works on with both workers.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class HostileTasksIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long HEAP = 96L << 20;

  /** Each costs the start of a JVM. */
  private static final int DEATHS = 2;

  private static ProcessPool pool;

  @TempDir private Path directory;

  @BeforeAll
  static void startPool() {
    pool = newPool();
  }

  @AfterEach
  void poolWorksOnWithBothWorkers() throws Exception {
    TwoWorkers.assertWork(pool, directory);
  }

  @AfterAll
  static void closePool() {
    PoolFiles files = PoolFiles.of(pool);
    List<Long> workers = pids(pool);
    pool.close();
    assertThat(files.exist()).isFalse();
    await().atMost(LIMIT).until(() -> workers.stream().noneMatch(HostileTasksIT::isAlive));
  }

  // tasks that end their worker

  @ParameterizedTest
  @ValueSource(ints = {3, 0})
  void exitOfATaskIsACrash(int code) throws Exception {
    TaskFuture<?> future = pool.submit((RunnableTask) () -> System.exit(code));

    assertThat(evidence(future))
        .allSatisfy(text -> assertThat(text).startsWith("exit code " + code))
        .allSatisfy(text -> assertThat(text).doesNotContain("signal"));
  }

  @Test
  void haltOfATaskIsACrash() throws Exception {
    TaskFuture<?> future =
        pool.submit(
            (RunnableTask)
                () -> {
                  System.err.println("last words");
                  Runtime.getRuntime().halt(42);
                });

    assertThat(evidence(future))
        .allSatisfy(text -> assertThat(text).startsWith("exit code 42").contains("last words"));
  }

  @Test
  void killedByItselfIsAKillOfNobodyInBaton() throws Exception {
    TaskFuture<String> future = pool.submit(() -> HostileTasks.signalItself("KILL"));

    assertThat(evidence(future))
        .allSatisfy(
            text ->
                assertThat(text)
                    .startsWith("signal 9 (killed); no process of Baton sent it; it ran task"));
  }

  @Test
  void nativeCrashNamesItsFrameAndItsFile() throws Exception {
    TaskFuture<String> future = pool.submit(() -> HostileTasks.signalItself("SEGV"));

    List<String> evidence = evidence(future);

    assertThat(evidence)
        .allSatisfy(text -> assertThat(text).contains("crashed by SIGSEGV in C  ["));
    for (String text : evidence) {
      Path file = crashFile(text);
      assertThat(file).exists();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      Files.delete(file);
    }
  }

  @Test
  void hookThatBlocksDoesNotKeepTheWorker() throws Exception {
    TaskFuture<String> future = pool.submit(HostileTasks::exitBehindAHookThatBlocks);

    assertThat(evidence(future))
        .allSatisfy(text -> assertThat(text).startsWith("exit code 76").contains("shutdown hook"));
  }

  // tasks that use up the heap or the stack

  @Test
  void heapOverflowIsTheTasksFailure() {
    List<Long> workers = pids(pool);

    assertFailure(pool.submit(HostileTasks::fillTheHeap)).isInstanceOf(OutOfMemoryError.class);

    assertThat(pids(pool)).isEqualTo(workers);
  }

  @Test
  void heapOverflowOfATasksFormIsTheTasksFailure() {
    List<Long> workers = pids(pool);
    HostileTasks.Trap onRead = new HostileTasks.Trap("", "memory");

    assertFailure(pool.submit((TaskFunction<Object, String>) Object::toString, onRead))
        .isInstanceOf(OutOfMemoryError.class);
    assertFailure(pool.submit(() -> new HostileTasks.Trap("memory", "")))
        .isInstanceOf(OutOfMemoryError.class);

    assertThat(pids(pool)).isEqualTo(workers);
  }

  @Test
  void heapThatATaskKeepsCostsNoOtherTask() throws Exception {
    List<Long> workers = pids(pool);
    TaskFuture<Integer> greedy = pool.submit(HostileTasks::holdTheHeap);

    List<Integer> others =
        pool.map((TaskFunction<Integer, Integer>) x -> new byte[1 << 20].length + x, numbers(500))
            .toList();

    assertThat(others).isEqualTo(numbers(500).stream().map(x -> x + (1 << 20)).toList());
    assertFailure(greedy)
        .satisfiesAnyOf(
            e -> assertThat(e).isInstanceOf(OutOfMemoryError.class),
            // The collector may be at its end before the task is.
            e ->
                assertThat(e)
                    .isInstanceOf(WorkerCrashedException.class)
                    .hasMessageContaining("OutOfMemoryError"));
    await().atMost(LIMIT).until(() -> !pids(pool).equals(workers));
  }

  @Test
  void stackOverflowIsTheTasksFailure() {
    List<Long> workers = pids(pool);

    assertFailure(pool.submit(() -> HostileTasks.recurse(0)))
        .isInstanceOf(StackOverflowError.class);
    assertFailure(pool.submit(() -> new HostileTasks.Trap("stack", "")))
        .isInstanceOf(TaskEncodingException.class);

    assertThat(pids(pool)).isEqualTo(workers);
  }

  // tasks that leave something behind

  @Test
  void leakedThreadsAndHandlersStayWhereTheyAre() throws Exception {
    assertThat(resultOf(pool.submit(HostileTasks::leakThreads))).isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 3 << 20})
  void nextTaskDoesNotSeeAnInterrupt(int bytes) throws Exception {
    List<TaskFuture<byte[]>> interrupting =
        IntStream.range(0, 10)
            .mapToObj(_ -> pool.submit(() -> HostileTasks.interruptItself(bytes)))
            .toList();
    List<TaskFuture<Boolean>> next =
        IntStream.range(0, 10).mapToObj(_ -> pool.submit(HostileTasks::isInterrupted)).toList();

    for (TaskFuture<byte[]> each : interrupting) {
      assertThat(resultOf(each)).hasSize(bytes);
    }
    for (TaskFuture<Boolean> each : next) {
      assertThat(resultOf(each)).isFalse();
    }
  }

  @Test
  void threadThatInterruptsForEverDoesNotEndTheWorker() throws Exception {
    List<Long> workers = pids(pool);
    long victim = resultOf(pool.submit(HostileTasks::interruptForEver));

    List<Integer> numbers = numbers(2_000);
    assertThat(pool.map((TaskFunction<Integer, Integer>) x -> x + 1, numbers).toList())
        .hasSize(2_000);

    assertThat(pids(pool)).isEqualTo(workers).contains(victim);
  }

  // streams

  @Test
  void workersNeedNoStandardStreams() throws Exception {
    ProcessPool own = newPool();
    List<Long> workers = pids(own);
    try (own) {
      for (Task<String> close :
          List.<Task<String>>of(HostileTasks::closeStreams, HostileTasks::closeFileDescriptors)) {
        for (int i = 0; i < 4; i++) {
          assertThat(resultOf(own.submit(close))).isEqualTo("done");
        }
        TwoWorkers.assertWork(own, directory);
        assertThat(pids(own)).as("none has ended").isEqualTo(workers);
      }
    }
    await().atMost(LIMIT).until(() -> workers.stream().noneMatch(HostileTasksIT::isAlive));
  }

  @Test
  void outputWithoutALineEndIsPassedOnInPieces() throws Exception {
    List<Long> workers = pids(pool);

    assertThat(resultOf(pool.submit(() -> HostileTasks.printWithoutEnd(200)))).isEqualTo("done");

    assertThat(pids(pool)).isEqualTo(workers);
  }

  // processes that tasks start

  @Test
  void processesOfTasksEndWithTheirWorkers() throws Exception {
    ProcessPool own = newPool();
    List<Long> started = new ArrayList<>();
    try (own) {
      started.add(resultOf(own.submit(HostileTasks::startChild)));
      started.add(resultOf(own.submit(HostileTasks::startDaemon)));
      TwoWorkers.assertWork(own, directory);
      assertThat(started).as("they may outlive their task").allMatch(HostileTasksIT::isAlive);

      List<Long> killed = pids(own);
      killed.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
      await().atMost(LIMIT).until(() -> started.stream().noneMatch(HostileTasksIT::isAlive));

      await()
          .atMost(LIMIT)
          .until(() -> pids(own).stream().noneMatch(killed::contains) && pids(own).size() == 2);
      started.add(resultOf(own.submit(HostileTasks::startChild)));
      started.add(resultOf(own.submit(HostileTasks::startDaemon)));
    }
    await().atMost(LIMIT).until(() -> started.stream().noneMatch(HostileTasksIT::isAlive));
  }

  // tasks that do not end

  @Test
  void codeThatCatchesEverythingEndsWithItsWorker() throws Exception {
    ProcessPool own =
        ProcessPool.builder()
            .workers(2)
            .workerHeap(HEAP)
            .taskTimeout(Duration.ofSeconds(2))
            .grace(Duration.ofMillis(500))
            .workerOutput(_ -> {})
            .build();
    try (own) {
      HostileTasks.Trap onRead = new HostileTasks.Trap("", "loop");
      List<TaskFuture<?>> endless =
          List.of(
              own.submit(HostileTasks::catchEverything),
              own.submit(() -> new HostileTasks.Trap("loop", "")),
              own.submit((TaskFunction<Object, String>) Object::toString, onRead));

      for (TaskFuture<?> each : endless) {
        assertFailure(each)
            .isInstanceOf(TaskTimeoutException.class)
            .hasStackTraceContaining("catchEverything");
      }
      assertThat(own.map((TaskFunction<Integer, Integer>) x -> -x, numbers(10)).toList())
          .hasSize(10);
    }
  }

  @Test
  void resultThatRefusesToBeWrittenIsTheTasksFailure() {
    assertFailure(pool.submit(() -> new HostileTasks.Trap("throw", "")))
        .isInstanceOf(TaskEncodingException.class)
        .hasStackTraceContaining("sprung in");
  }

  private static ProcessPool newPool() {
    return ProcessPool.builder()
        .workers(2)
        .workerHeap(HEAP)
        .deathsAllowed(DEATHS)
        .workerOutput(_ -> {})
        .build();
  }

  /** What is said of the deaths of a task that ended its workers. */
  private static List<String> evidence(Future<?> future) throws Exception {
    try {
      throw new AssertionError("it ended well: " + future.get(2, TimeUnit.MINUTES));
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(WorkerCrashedException.class);
      WorkerCrashedException crash = (WorkerCrashedException) e.getCause();
      Matcher task =
          Pattern.compile("Task (\\d+) ended").matcher(String.valueOf(crash.getMessage()));
      assertThat(task.find()).isTrue();
      assertThat(crash.evidence())
          .hasSize(DEATHS)
          .allSatisfy(text -> assertThat(text).contains("it ran task " + task.group(1)));
      return crash.evidence().stream()
          .map(text -> text.replaceFirst("^attempt \\d: ", ""))
          .toList();
    }
  }

  private static Path crashFile(String evidence) {
    Matcher file = Pattern.compile(", see (/\\S+\\.log)").matcher(evidence);
    assertThat(file.find()).isTrue();
    assertThat(file.group(1)).contains("/baton/crashes/");
    return Path.of(file.group(1));
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static List<Long> pids(ProcessPool pool) {
    await().atMost(LIMIT).until(() -> pool.workers().size() == 2);
    return pool.workers().stream().map(WorkerInfo::pid).toList();
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
