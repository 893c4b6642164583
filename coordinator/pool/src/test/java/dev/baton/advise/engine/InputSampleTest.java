package dev.baton.advise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InputSampleTest {

  private static InputSample<Integer> sample(int count, long known, boolean firstOnes) {
    return InputSample.of(IntStream.range(0, count).iterator(), known, 8, firstOnes);
  }

  @Test
  void fewInputsAreAllTaken() {
    assertThat(sample(3, 3, false).inputs()).containsExactly(0, 1, 2);
    assertThat(sample(0, 0, false).inputs()).isEmpty();
  }

  @Test
  void manyInputsAreRepresentedByEightOfThemInOrder() {
    InputSample<Integer> sample = sample(1_000, 1_000, false);

    assertThat(sample.inputs()).hasSize(8).isSorted().doesNotHaveDuplicates().startsWith(0);
    assertThat(sample.inputs().getLast()).isGreaterThan(300);
    assertThat(sample(1_000, 1_000, false).inputs()).isEqualTo(sample.inputs());
  }

  @Test
  void theFirstOnesAreTakenWhereOrderMatters() {
    assertThat(sample(1_000, 1_000, true).inputs()).isEqualTo(List.of(0, 1, 2, 3, 4, 5, 6, 7));
  }

  @Test
  void whatNobodyHasCountedIsCounted() {
    InputSample<Integer> sample = sample(1_000, InputSample.UNKNOWN, false);

    assertThat(sample.count()).isEqualTo(1_000);
    assertThat(sample.isCounted()).isTrue();
  }

  @Test
  void inputsWithoutEndAreCountedUpToALimit() {
    InputSample<Integer> sample =
        InputSample.of(Stream.iterate(0, i -> i + 1).iterator(), InputSample.UNKNOWN, 8, true);

    assertThat(sample.count()).isBetween(8L, InputSample.MOST_COUNTED);
    assertThat(sample.isCounted()).isFalse();
  }
}
