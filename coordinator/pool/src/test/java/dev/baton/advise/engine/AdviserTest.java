package dev.baton.advise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Handoff;
import dev.baton.advise.Advice;
import dev.baton.advise.DataCost;
import dev.baton.advise.ExecutionModel;
import dev.baton.advise.Forecast;
import dev.baton.advise.Overheads;
import dev.baton.advise.Recommendation;
import dev.baton.advise.Sampling;
import dev.baton.advise.Setup;
import dev.baton.advise.TaskCost;
import dev.baton.advise.Workload;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviserTest {

  private static final double MS = 1e6;

  private static Workload work(long tasks, TaskCost task, double bytes) {
    DataCost data = new DataCost(bytes, 0, 0);
    return new Workload(tasks, task, DataCost.NOTHING, data, DataCost.NOTHING, 0, 0);
  }

  private static TaskCost task(double cpuMs, double waitMs, double lockMs) {
    return new TaskCost(cpuMs * MS, 0, waitMs * MS, lockMs * MS, 0, 0);
  }

  private static Advice advice(Workload work) {
    Sampling sampling = new Sampling(2, 2, 0, 0, true, OptionalDouble.of(0), null, work);
    return new Adviser(sampling, Overheads.standard(), 2, 1, 0).advice();
  }

  private static String value(Recommendation recommendation, String subject) {
    return recommendation.choices().stream()
        .filter(choice -> choice.subject().equals(subject))
        .map(Recommendation.Choice::value)
        .findFirst()
        .orElse("");
  }

  @ParameterizedTest(name = "{0} tasks of {1} + {2} ms, {3} ms locked: {4} {5}")
  @CsvSource({
    // nothing to run side by side, or nothing to gain by it
    "      1, 5000,   0,    0, serial,      1",
    "      3,    5,   0,    0, serial,      1",
    // cores: as many threads as there are
    "     16, 1000,   0,    0, thread-pool, 2",
    "1000000,    1,   0,    0, thread-pool, 2",
    // waiting: threads, and virtual ones where there are many tasks
    "     16,    0, 1000,   0, thread-pool, 16",
    "   1000,    0,  100,   0, virtual,     1000",
    // one lock for all: processes, if it is worth their start
    "     16, 1000,    0, 1000, pool,       2",
    "     16,   10,    0,   10, serial,     1",
  })
  void theSimplestOfTheFastestWaysIsBest(
      long tasks, double cpuMs, double waitMs, double lockMs, String model, int workers) {
    Setup best = advice(work(tasks, task(cpuMs, waitMs, lockMs), 100)).best().forecast().setup();

    assertThat(best.model().word()).isEqualTo(model);
    assertThat(best.workers()).isEqualTo(workers);
  }

  @Test
  void everyChoiceHasASentenceAsItsReason() {
    for (Workload work :
        List.of(
            work(1, task(1, 0, 0), 0),
            work(16, task(1000, 0, 0), 100),
            work(1000, task(1, 100, 0), 1 << 20),
            work(16, task(1000, 0, 1000), 5_000))) {
      Advice advice = advice(work);

      assertThat(advice.best().choices())
          .isNotEmpty()
          .allSatisfy(choice -> assertThat(choice.reason()).matches("(?s)[A-Z].*\\."));
      assertThat(advice.pool().orElseThrow().choices())
          .extracting(Recommendation.Choice::subject)
          .containsExactly("model", "workers", "slots", "handoff");
      assertThat(advice.remarks())
          .allSatisfy(remark -> assertThat(remark).matches("(?s)[0-9A-Z].*\\."));
    }
  }

  @Test
  void whereThreadsAreBestItIsSaidWhatProcessesWouldStillGive() {
    Advice advice = advice(work(16, task(1000, 0, 0), 100));

    assertThat(advice.best().choices().getFirst().reason()).contains("no GIL");
    assertThat(advice.remarks().getFirst()).contains("it can be killed", "other hosts");
  }

  @Test
  void tasksThatWaitGetSlots() {
    Recommendation pool = advice(work(64, task(0, 1000, 0), 100)).pool().orElseThrow();

    assertThat(pool.forecast().setup().concurrency()).isEqualTo(64);
    assertThat(value(pool, "slots")).isEqualTo("32");
  }

  @ParameterizedTest
  @CsvSource({"100, auto", "30000, kryo", "10000000, auto"})
  void handoffIsAutomaticWhereThatIsRight(double bytes, String handoff) {
    Recommendation pool = advice(work(64, task(1000, 0, 0), bytes)).pool().orElseThrow();

    assertThat(value(pool, "handoff")).isIn(handoff, "auto");
    assertThat(pool.forecast().setup().handoff())
        .isEqualTo(bytes > 1e6 ? Handoff.SHARED : Handoff.KRYO);
  }

  @Test
  void tasksThatCannotTravelHaveNoPool() {
    Workload work = work(16, task(1000, 0, 1000), 100);
    Sampling sampling =
        new Sampling(
            2, 2, 0, 0, true, OptionalDouble.of(0), "A socket cannot be serialised.", work);

    Advice advice = new Adviser(sampling, Overheads.standard(), 2, 1, 0).advice();

    assertThat(advice.pool()).isEmpty();
    assertThat(advice.forecasts())
        .extracting(forecast -> forecast.setup().model())
        .doesNotContain(ExecutionModel.POOL);
    assertThat(advice.remarks()).anyMatch(remark -> remark.contains("A socket"));
  }

  @Test
  void candidatesAreOfDifferentFamiliesTheFasterOneFirst() {
    for (Workload work : List.of(work(16, task(1000, 0, 0), 100), work(16, task(0, 100, 0), 100))) {
      List<Forecast> candidates = advice(work).candidates();

      assertThat(candidates).hasSize(2);
      assertThat(candidates.getFirst().wall()).isLessThanOrEqualTo(candidates.getLast().wall());
      assertThat(candidates.getFirst().setup().model().family())
          .isNotEqualTo(candidates.getLast().setup().model().family());
    }
  }

  @Test
  void aRunningPoolIsTakenAsItIsAndNeedsNoStart() {
    Sampling sampling =
        new Sampling(
            2, 2, 0, 0, true, OptionalDouble.of(0), null, work(100, task(100, 0, 100), 100));
    Advice advice = new Adviser(sampling, Overheads.standard().withPool(0, 0), 2, 32, 3).advice();

    assertThat(advice.pool().orElseThrow().forecast().setup())
        .isEqualTo(Setup.pool(3, 32, Handoff.KRYO));
    assertThat(advice.pool().orElseThrow().forecast().wall()).isLessThan(Duration.ofSeconds(6));
  }
}
