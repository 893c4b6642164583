package dev.baton.measure.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkTest {

  private static final long[] DATA = Work.data(12_345);

  @AfterEach
  void forgetInterrupt() {
    var _ = Thread.interrupted();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 63, 64, 1_000_003, 3_000_000})
  void answersAreKnownWithoutTheWork(long amount) throws Exception {
    Work work = new Work(7, 0, amount, amount);

    assertThat(work.call(MemorySegment.ofArray(DATA))).isEqualTo(work.answer(DATA));
  }

  @Test
  void anotherSeedOrAmountOrNumberIsAnotherAnswer() throws Exception {
    Work work = new Work(7, 0, 1_000, 100_000);
    long answer = work.answer(DATA);
    long[] changed = DATA.clone();
    for (int i = 0; i < changed.length; i += 10) {
      changed[i]++;
    }

    assertThat(work.withSeed(8).answer(DATA)).isNotEqualTo(answer);
    assertThat(new Work(7, 0, 1_001, 100_000).answer(DATA)).isNotEqualTo(answer);
    assertThat(work.call(MemorySegment.ofArray(changed))).isNotEqualTo(answer);
  }

  @Test
  void anInterruptEndsWork() {
    MemorySegment data = MemorySegment.ofArray(DATA);
    for (Work work :
        new Work[] {
          new Work(1, 3_600_000, 0, 0),
          new Work(1, 0, Long.MAX_VALUE, 0),
          new Work(1, 0, 0, Long.MAX_VALUE)
        }) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> work.call(data)).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void calibratedWorkTakesAboutTheWantedTime() throws Exception {
    Calibration calibration = new Calibration(2, 10);

    assertThat(calibration.rounds(3)).isEqualTo(1_500_000);
    assertThat(calibration.reads(3)).isEqualTo(300_000);
    assertThat(Calibration.measure(DATA).roundNs()).isBetween(0.1, 1_000.0);
  }
}
