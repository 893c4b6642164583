package dev.baton.measure.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.measure.models.Effectiveness.Cost;
import org.junit.jupiter.api.Test;

class EffectivenessTest {

  private static final Cost WAITING = new Cost(800, 10);
  private static final Cost COMPUTING = new Cost(800, 800);
  private static final Cost BOTH = new Cost(800, 400);

  @Test
  void waitsThatOverlapAreEffective() {
    assertThat(Effectiveness.of(LoadKind.IO, 4, WAITING, new Cost(205, 30)))
        .isEqualTo("effective: waits in parallel");
  }

  @Test
  void workThatUsesMoreThanOneCoreIsEffective() {
    assertThat(Effectiveness.of(LoadKind.CPU, 2, COMPUTING, new Cost(410, 820)))
        .isEqualTo("effective: cores used");
    assertThat(Effectiveness.of(LoadKind.MEMORY, 2, COMPUTING, new Cost(500, 900)))
        .isEqualTo("effective: cores used");
  }

  @Test
  void mixedWorkGainsByItsWaitsAlsoOnOneCore() {
    assertThat(Effectiveness.of(LoadKind.MIXED, 4, BOTH, new Cost(450, 400)))
        .isEqualTo("effective: waits in parallel");
    assertThat(Effectiveness.of(LoadKind.MIXED, 4, BOTH, new Cost(250, 400)))
        .isEqualTo("effective: waits in parallel, cores used");
  }

  @Test
  void anEventLoopThatComputesHasOneCoreOnly() {
    assertThat(Effectiveness.of(LoadKind.CPU, 4, COMPUTING, new Cost(805, 800)))
        .isEqualTo("ineffective: one core only");
  }

  @Test
  void whatIsSlowerThanNoModelCostsMoreThanItGains() {
    assertThat(Effectiveness.of(LoadKind.CPU, 4, COMPUTING, new Cost(1200, 2300)))
        .isEqualTo("ineffective: overhead larger than gain");
  }

  @Test
  void whatUsesTwoCoresForTheResultOfOneCostsMoreThanItGains() {
    assertThat(Effectiveness.of(LoadKind.CPU, 2, COMPUTING, new Cost(780, 1500)))
        .isEqualTo("ineffective: overhead larger than gain");
  }

  @Test
  void aGainIsNotToBeHadFromOneTaskAtATime() {
    assertThat(Effectiveness.of(LoadKind.IO, 1, WAITING, new Cost(802, 20)))
        .isEqualTo("ineffective: one task at a time");
  }
}
