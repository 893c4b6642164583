package dev.baton.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0",
        "0.0123456|0.0123",
        "4.5678|4.57",
        "78.94|78.9",
        "999.6|1,000",
        "12345.6|12,346",
        "-4.5678|-4.57"
      })
  void numbersHaveThreeDigitsThatMeanSomething(double value, String text) {
    assertThat(Figures.of(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.5,0.500 ns", "870,870 ns", "4560,4.56 µs", "4.56e6,4.56 ms", "12.34e9,12.3 s"})
  void timesHaveTheUnitThatSuitsThem(double ns, String text) {
    assertThat(Figures.time(ns)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0,0 B", "100,100 B", "65536,64 KiB", "67108864,64 MiB", "1610612736,1.50 GiB"})
  void amountsOfMemoryHaveTheUnitThatSuitsThem(double bytes, String text) {
    assertThat(Figures.bytes(bytes)).isEqualTo(text);
  }
}
