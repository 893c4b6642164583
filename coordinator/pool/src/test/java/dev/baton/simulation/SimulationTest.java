package dev.baton.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Coordinators, hosts and workers in thousands of interleavings, with kills, lost hosts, a broker
 * that is away, cancels, time limits, copies of slow tasks and tasks that crash.
 *
 * <p>{@code -Dbaton.test.schedules=N} runs more of them, {@code -Dbaton.test.seed=N} a single one.
 */
class SimulationTest {

  private static final int SCHEDULES = Integer.getInteger("baton.test.schedules", 1_000);

  /** Enough for each planted fault to show. */
  private static final int TRIES = 300;

  @Test
  @Timeout(3_600)
  void noScheduleBreaksARule() {
    Long seed = Long.getLong("baton.test.seed");
    if (seed != null) {
      run(seed, PlantedFault.NONE);
      return;
    }
    long beginNs = System.nanoTime();
    LongAdder tasks = new LongAdder();
    LongAdder attempts = new LongAdder();
    LongAdder happenings = new LongAdder();
    LongStream.range(0, SCHEDULES)
        .parallel() // each has a clock, links and random numbers of its own
        .mapToObj(each -> run(each, PlantedFault.NONE))
        .forEach(
            schedule -> {
              tasks.add(schedule.tasks());
              attempts.add(schedule.attempts());
              happenings.add(schedule.happenings());
            });
    System.out.printf(
        "simulation: %,d schedules, %,d tasks, %,d attempts, %,d happenings, %s%n",
        SCHEDULES,
        tasks.sum(),
        attempts.sum(),
        happenings.sum(),
        Duration.ofNanos(System.nanoTime() - beginNs));
    assertThat(attempts.sum()).isGreaterThan(SCHEDULES);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void aFaultThatIsPlantedIsFound(PlantedFault fault) {
    assertThatThrownBy(
            () -> {
              for (long seed = 0; seed < TRIES; seed++) {
                run(seed, fault);
              }
            })
        .hasCauseInstanceOf(Witness.Violation.class);
  }

  @Test
  void theSameSeedGivesTheSameSchedule() {
    Schedule once = run(7, PlantedFault.NONE);
    Schedule again = run(7, PlantedFault.NONE);

    assertThat(again.happenings()).isEqualTo(once.happenings());
    assertThat(again.attempts()).isEqualTo(once.attempts());
  }

  private static Schedule run(long seed, PlantedFault fault) {
    Schedule schedule = new Schedule(seed, fault);
    try {
      schedule.run();
      return schedule;
    } catch (RuntimeException | Error e) {
      throw new AssertionError("Schedule of seed " + seed + ": " + e.getMessage(), e);
    }
  }
}
