package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.Task;
import dev.baton.TaskContext;
import dev.baton.WorkerCrashedException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real workers: the slots of their tasks. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class WorkerLifeIT {

  private static long pid() {
    return ProcessHandle.current().pid();
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
