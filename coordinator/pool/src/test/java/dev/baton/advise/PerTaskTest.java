package dev.baton.advise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PerTaskTest {

  private long soFarNs = 1_000;
  private final PerTask others = new PerTask(() -> soFarNs);

  private void runTask(long othersNs) {
    others.start();
    soFarNs += othersNs;
    others.stop();
  }

  @Test
  void whatOthersComputeDuringTasksCounts() {
    runTask(70);
    soFarNs += 5_000; // between tasks
    runTask(20);
    runTask(40);

    assertThat(others.meanNs()).as("without the first one").isEqualTo(30);
  }

  @Test
  void theFirstTaskCountsIfItIsAlone() {
    runTask(70);

    assertThat(others.meanNs()).isEqualTo(70);
  }

  @Test
  void accountsThatRunBackwardsGiveNothing() {
    runTask(-10);

    assertThat(others.meanNs()).isZero();
  }

  @Test
  void withoutTasksThereIsNothing() {
    assertThat(others.meanNs()).isZero();
  }
}
