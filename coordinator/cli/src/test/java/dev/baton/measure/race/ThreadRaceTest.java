package dev.baton.measure.race;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThreadRaceTest {

  @ParameterizedTest
  @EnumSource(names = {"THREADS_SYNCHRONIZED", "THREADS_ATOMIC"})
  void waysThatAgreeLoseNothing(RaceVariant variant) throws Exception {
    RoundResult round = ThreadRace.run(variant, 4, 50_000);

    assertThat(round.updates()).isEqualTo(200_000);
    assertThat(round.counted()).isEqualTo(200_000);
    assertThat(round.lost()).isZero();
    assertThat(round.ns()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(names = "THREADS_UNSYNCHRONISED")
  void theWayThatDoesNotAgreeNeverCountsTooMuch(RaceVariant variant) throws Exception {
    RoundResult round = ThreadRace.run(variant, 2, 50_000);

    assertThat(round.counted()).isBetween(2L, 100_000L);
  }
}
