package dev.baton.advise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Handoff;
import dev.baton.advise.DataCost;
import dev.baton.advise.ExecutionModel;
import dev.baton.advise.Forecast;
import dev.baton.advise.Forecast.Bound;
import dev.baton.advise.Overheads;
import dev.baton.advise.Setup;
import dev.baton.advise.TaskCost;
import dev.baton.advise.Workload;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecasterTest {

  private static final double MS = 1e6;
  private static final int MIB = 1 << 20;

  /** Round figures, so that a person can follow. */
  private static final Overheads OVERHEADS =
      new Overheads(0, 0, 3_000 * MS, 1_000 * MS, 1 * MS, 0, 10, 1, 0);

  private static Workload work(long tasks, double cpuMs, double waitMs) {
    return new Workload(
        tasks,
        new TaskCost(cpuMs * MS, 0, waitMs * MS, 0, 0, 0),
        DataCost.NOTHING,
        DataCost.NOTHING,
        DataCost.NOTHING,
        0,
        0);
  }

  private static Forecast forecast(Workload work, Setup setup) {
    return new Forecaster(work, OVERHEADS, 2).forecast(setup);
  }

  private static Setup setup(String model, int workers, int slots) {
    return switch (model) {
      case "serial" -> Setup.serial();
      case "thread-pool" -> Setup.here(ExecutionModel.THREAD_POOL, workers);
      case "virtual" -> Setup.here(ExecutionModel.VIRTUAL, workers);
      default -> Setup.pool(workers, slots, Handoff.KRYO);
    };
  }

  @ParameterizedTest(name = "{0} tasks of {1} + {2} ms, {3} {4} x {5}: {6} ms, {7}")
  @CsvSource({
    // work that computes uses two cores and no more
    "16, 100,   0, serial,      1,  1, 1600, CORES",
    "16, 100,   0, thread-pool, 2,  1,  800, CORES",
    "16, 100,   0, thread-pool, 8,  1,  800, CORES",
    "16, 100,   0, virtual,    16,  1,  800, CORES",
    "16, 100,   0, pool,        2,  1, 4801, START",
    "16, 100,   0, pool,        1,  1, 5601, START",
    // three tasks on two cores take two rounds
    " 3, 100,   0, thread-pool, 2,  1,  200, CORES",
    // work that waits uses as much as is under way
    "16,   0, 500, serial,      1,  1, 8000, TASKS",
    "16,   0, 500, thread-pool, 4,  1, 2000, TASKS",
    "16,   0, 500, virtual,    16,  1,  500, TASKS",
    "16,   0, 500, pool,        2,  8, 4501, START",
    "16,   0, 500, pool,        2,  1, 8001, START",
    "64,   0, 500, pool,        2,  1, 20001, TASKS",
    // each task also computes: at some point the cores are the limit
    "64, 100, 100, virtual,    64,  1, 3200, CORES",
    "64, 100, 100, thread-pool, 2,  1, 6400, TASKS",
    // nothing to do
    " 0, 100,   0, serial,      1,  1,    0, CORES",
  })
  void timeIsThatOfTheNarrowestPassage(
      long tasks,
      double cpuMs,
      double waitMs,
      String model,
      int workers,
      int slots,
      long wallMs,
      Bound bound) {
    Forecast forecast = forecast(work(tasks, cpuMs, waitMs), setup(model, workers, slots));

    assertThat(forecast.wall()).isEqualTo(Duration.ofMillis(wallMs));
    assertThat(forecast.bound()).isEqualTo(bound);
  }

  @Test
  void whatOneThreadDoesBoundsAllOthers() {
    Workload work = work(100, 10, 0);
    Workload folded =
        new Workload(100, work.task(), work.function(), work.argument(), work.result(), 0, 40 * MS);

    Forecast forecast = forecast(folded, setup("thread-pool", 8, 1));

    assertThat(forecast.wall()).isEqualTo(Duration.ofMillis(100 * 40 + 40));
    assertThat(forecast.bound()).isEqualTo(Bound.ONE_THREAD);
  }

  @Test
  void locksHoldUpThreadsAndNotProcesses() {
    TaskCost locked = new TaskCost(100 * MS, 0, 0, 100 * MS, 0, 0);
    Workload work = work(100, 100, 0);
    Workload synchronised =
        new Workload(100, locked, work.function(), work.argument(), work.result(), 0, 0);

    Forecast threads = forecast(synchronised, setup("thread-pool", 2, 1));
    Forecast pool = forecast(synchronised, setup("pool", 2, 1));

    assertThat(threads.wall()).isEqualTo(Duration.ofSeconds(10));
    assertThat(threads.bound()).isEqualTo(Bound.LOCKS);
    assertThat(pool.wall()).isEqualTo(Duration.ofMillis(4_000 + 5_000 + 1));
  }

  @Test
  void tasksThatUseAllCoresAloneAreNoFasterSideBySide() {
    TaskCost wide = new TaskCost(100 * MS, 100 * MS, 0, 0, 0, 0);
    Workload work = work(100, 100, 0);
    Workload widely =
        new Workload(100, wide, work.function(), work.argument(), work.result(), 0, 0);

    assertThat(forecast(widely, setup("serial", 1, 1)).wall()).isEqualTo(Duration.ofSeconds(10));
    assertThat(forecast(widely, setup("thread-pool", 2, 1)).wall())
        .isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void pausesOfTheCollectorStopAllThreadsAndOneProcess() {
    TaskCost littering = new TaskCost(100 * MS, 0, 0, 0, 100 * MS, 0);
    Workload work = work(100, 100, 0);
    Workload littered =
        new Workload(100, littering, work.function(), work.argument(), work.result(), 0, 0);

    assertThat(forecast(littered, setup("thread-pool", 2, 1)).wall())
        .isEqualTo(Duration.ofSeconds(15));
    assertThat(forecast(littered, setup("pool", 2, 1)).wall())
        .isEqualTo(Duration.ofMillis(4_000 + 10_000 + 1));
  }

  @Test
  void largeDataCostsLessInTheStoreThanInRecords() {
    DataCost array = new DataCost(64 * MIB, 0, 0);
    Workload work = work(10, 100, 0);
    Workload large = new Workload(10, work.task(), work.function(), array, work.result(), 0, 0);

    Forecast sent = forecast(large, Setup.pool(2, 1, Handoff.KRYO));
    Forecast shared = forecast(large, Setup.pool(2, 1, Handoff.SHARED));

    // 64 Mi x (10 - 1) ns x 10 tasks on 2 cores
    assertThat(sent.wall().minus(shared.wall()).toMillis()).isBetween(3_000L, 3_040L);
  }

  @Test
  void eachProcessWarmsUpForItself() {
    TaskCost cold = new TaskCost(10 * MS, 0, 0, 0, 0, 300 * MS);
    Workload work = work(100, 10, 0);
    Workload warming =
        new Workload(100, cold, work.function(), work.argument(), work.result(), 0, 0);

    assertThat(forecast(warming, setup("pool", 2, 1)).wall())
        .isEqualTo(forecast(work, setup("pool", 2, 1)).wall().plusMillis(300));
    assertThat(forecast(warming, setup("thread-pool", 2, 1)).wall())
        .isEqualTo(forecast(work, setup("thread-pool", 2, 1)).wall());
  }

  @ParameterizedTest
  @CsvSource({"0.001, 4096", "1, 15", "15, 1", "1000, 1"})
  void batchesAreWorthSomeMilliseconds(double taskMs, long size) {
    assertThat(new Forecaster(work(100, taskMs, 0), OVERHEADS, 2).batch()).isEqualTo(size);
  }
}
