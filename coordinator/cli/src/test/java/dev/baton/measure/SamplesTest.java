package dev.baton.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SamplesTest {

  private final Samples samples = new Samples();

  @Test
  void figuresAreThoseOfTheTimes() {
    for (int ms = 1; ms <= 100; ms++) {
      samples.add(Duration.ofMillis(ms));
    }

    Spread summary = samples.spread(TimeUnit.MILLISECONDS);

    Offset<Double> digits = within(0.1);
    assertThat(summary.n()).isEqualTo(100);
    assertThat(summary.min()).isCloseTo(1, digits);
    assertThat(summary.p50()).isCloseTo(50, digits);
    assertThat(summary.p90()).isCloseTo(90, digits);
    assertThat(summary.p99()).isCloseTo(99, digits);
    assertThat(summary.max()).isCloseTo(100, digits);
  }

  @Test
  void chartHasEveryTimeOnce() {
    for (int ms : new int[] {100, 110, 120, 500, 12_000}) {
      samples.add(Duration.ofMillis(ms));
    }

    List<String> lines = samples.chart();

    assertThat(lines).hasSizeBetween(10, 13);
    assertThat(lines.getFirst()).contains("  4  ##########");
    assertThat(lines.getLast()).contains("  1  #");
  }

  @Test
  void nothingMeasuredIsNothing() {
    assertThat(samples.spread(TimeUnit.MILLISECONDS)).isEqualTo(Spread.NONE);
    assertThat(samples.chart()).isEmpty();
  }
}
