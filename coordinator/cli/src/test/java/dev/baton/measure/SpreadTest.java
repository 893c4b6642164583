package dev.baton.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void figuresAreValuesWhateverTheirOrder() {
    double[] values = IntStream.rangeClosed(1, 200).mapToDouble(i -> 201 - i).toArray();

    assertThat(Spread.of(values)).isEqualTo(new Spread(200, 1, 100, 180, 198, 200));
    assertThat(values[0]).as("the caller's values are left alone").isEqualTo(200);
  }

  @Test
  void oneValueIsAllFigures() {
    assertThat(Spread.of(7)).isEqualTo(new Spread(1, 7, 7, 7, 7, 7));
  }

  @Test
  void nothingMeasuredIsNothing() {
    assertThat(Spread.of()).isEqualTo(Spread.NONE);
  }
}
