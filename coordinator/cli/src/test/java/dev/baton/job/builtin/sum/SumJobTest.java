package dev.baton.job.builtin.sum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.UsageException;
import dev.baton.job.runner.LocalRunner;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SumJobTest {

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0",
    "0, 3, 0",
    "1, 1, 0",
    "2, 5, 1",
    "10, 3, 45",
    "10, 10, 45",
    "5, 100, 10",
    "10000001, 7, 50000005000000"
  })
  void addsUpTheNumbersBelowN(long to, int tasks, String total) throws Exception {
    assertThat(run("--to", "" + to, "--tasks", "" + tasks))
        .isEqualTo("total\t" + total + "\ntasks\t" + tasks + "\n");
  }

  @Test
  void carriesBeyond64Bits() throws Exception {
    NumberRange range = new NumberRange(Long.MAX_VALUE - 1000, Long.MAX_VALUE);
    BigInteger expected =
        BigInteger.valueOf(Long.MAX_VALUE - 1000)
            .add(BigInteger.valueOf(Long.MAX_VALUE - 1))
            .multiply(BigInteger.valueOf(500));
    assertThat(new SumNumbers().apply(range).value()).isEqualTo(expected);
  }

  @Test
  void dividesTheLargestRangeWithoutAGap() {
    long next = 0;
    for (int part = 0; part < 1000; part++) {
      NumberRange range = NumberRange.part(Long.MAX_VALUE, 1000, part);
      assertThat(range.start()).isEqualTo(next);
      next = range.end();
    }
    assertThat(next).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void stopsWhenItIsInterrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> new SumNumbers().apply(new NumberRange(0, Long.MAX_VALUE)))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void refusesNegativeNumbers() {
    assertThatThrownBy(() -> run("--to", "-1"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--to");
    assertThatThrownBy(() -> run("--to", "1", "--tasks", "0"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--tasks");
  }

  private static String run(String... arguments) throws Exception {
    return LocalRunner.run(new SumJob(), arguments).out();
  }
}
