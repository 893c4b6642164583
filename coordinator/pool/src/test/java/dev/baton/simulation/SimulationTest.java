package dev.baton.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
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
    long tasks = 0;
    long attempts = 0;
    long happenings = 0;
    for (long each = 0; each < SCHEDULES; each++) {
      Schedule schedule = run(each, PlantedFault.NONE);
      tasks += schedule.tasks();
      attempts += schedule.attempts();
      happenings += schedule.happenings();
    }
    System.out.printf(
        "simulation: %,d schedules, %,d tasks, %,d attempts, %,d happenings, %s%n",
        SCHEDULES, tasks, attempts, happenings, Duration.ofNanos(System.nanoTime() - beginNs));
    assertThat(attempts).isGreaterThan(SCHEDULES);
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
