package dev.baton.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.journal.JobHistory.Beat;
import dev.baton.wire.JobBeat;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressFindingsTest {

  private static final long START = 1_700_000_000_000L;

  private final List<Beat> beats = new ArrayList<>();

  @Test
  void aSmoothRunHasNothingToSay() {
    for (int second = 1; second <= 60; second++) {
      beat(second, 60 - second, second == 60 ? 0 : 2, second);
    }
    assertThat(findings(1, 60)).isEmpty();
  }

  @Test
  void aLongStartAndALongFirstTaskAreTold() {
    beat(21, 8, 2, 0);
    beat(40, 7, 2, 1);
    for (int second = 41; second <= 48; second++) {
      beat(second, 47 - second, second < 48 ? 2 : 0, second - 39);
    }
    assertThat(findings(20, 48))
        .containsExactly(
            "It took 20.0 s until it had workers.",
            "After that, it took 20.0 s until a task had ended.");
  }

  @Test
  void theLongestPauseIsTold() {
    beat(1, 5, 2, 3);
    beat(5, 4, 2, 4);
    beat(6, 2, 2, 6);
    beat(38, 1, 2, 7);
    beat(39, 0, 0, 10);
    assertThat(findings(0, 39))
        .singleElement()
        .asString()
        .startsWith("For 32.0 s from ")
        .endsWith(" on, no task ended; 2 tasks were with workers, 2 waited.");
  }

  @Test
  void aPauseThatLastsIsToldToo() {
    beat(1, 5, 2, 3);
    beat(2, 4, 2, 4);
    assertThat(findings(0, 90)).singleElement().asString().startsWith("For 1 m 28 s from ");
  }

  @Test
  void theEndInWhichNothingWaitsIsTold() {
    for (int second = 1; second <= 20; second++) {
      beat(second, 20 - second, 2, second);
    }
    beat(25, 0, 1, 21);
    assertThat(findings(0, 30))
        .anyMatch(line -> line.startsWith("The last 2 tasks took 10.0 s: from "));
  }

  @Test
  void withoutBeatsNothingIsClaimed() {
    assertThat(findings(0, 90)).containsExactly("The log does not say how far it was at any time.");
  }

  private List<String> findings(int readySecond, int endSecond) {
    return ProgressFindings.of(
        beats, START, START + 1_000L * readySecond, START + 1_000L * endSecond);
  }

  private void beat(int second, long pending, long dispatched, long done) {
    beats.add(new Beat(START + 1_000L * second, new JobBeat(1, "a", pending, dispatched, done, 0)));
  }
}
