package dev.baton.measure.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baton.measure.handoff.BreakEven.Rung;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakEvenTest {

  @Test
  void costsThatCrossBreakEvenWhereTheyAreEqual() {
    // as far below at the one size as above at the other: in the middle, on log axes
    BreakEven found = BreakEven.of(List.of(new Rung(1_000, 1, 2), new Rung(100_000, 4, 2)));

    assertThat(found)
        .isInstanceOfSatisfying(
            BreakEven.From.class, from -> assertThat(from.bytes()).isCloseTo(10_000, within(1e-6)));
  }

  @Test
  void crossingLiesNearerToTheSizeWhereCostsDifferLess() {
    BreakEven found = BreakEven.of(List.of(new Rung(1_000, 1, 1.1), new Rung(100_000, 4, 1)));

    assertThat(found)
        .isInstanceOfSatisfying(
            BreakEven.From.class, from -> assertThat(from.bytes()).isBetween(1_000.0, 2_000.0));
  }

  @Test
  void costsThatAreEqualAtSizeBreakEvenThere() {
    BreakEven found =
        BreakEven.of(List.of(new Rung(10, 1, 2), new Rung(100, 2, 2), new Rung(1_000, 9, 2)));

    assertThat(found)
        .isInstanceOfSatisfying(
            BreakEven.From.class, from -> assertThat(from.bytes()).isCloseTo(100, within(1e-9)));
  }

  @Test
  void lastCrossingCounts() {
    BreakEven found =
        BreakEven.of(
            List.of(
                new Rung(10, 2, 1), // a disturbed one
                new Rung(100, 1, 2),
                new Rung(1_000, 2, 1),
                new Rung(10_000, 9, 1)));

    assertThat(found)
        .isInstanceOfSatisfying(
            BreakEven.From.class, from -> assertThat(from.bytes()).isBetween(100.0, 1_000.0));
  }

  @Test
  void orderOfSizesDoesNotMatter() {
    List<Rung> rungs = List.of(new Rung(10, 1, 2), new Rung(100, 1, 1.5), new Rung(1_000, 2, 1));

    assertThat(BreakEven.of(rungs.reversed())).isEqualTo(BreakEven.of(rungs));
  }

  @Test
  void whatIsCheaperEverywhereHasNoBreakEven() {
    assertThat(BreakEven.of(List.of(new Rung(10, 2, 1), new Rung(100, 3, 1))))
        .isEqualTo(new BreakEven.Always(10));
  }

  @Test
  void whatCostsMoreAtTheLargestSizeHasNoBreakEven() {
    assertThat(BreakEven.of(List.of(new Rung(10, 2, 1), new Rung(100, 1, 3))))
        .isEqualTo(new BreakEven.Never(100));
  }

  @Test
  void oneSizeTellsNothing() {
    assertThat(BreakEven.of(List.of(new Rung(10, 1, 2)))).isEqualTo(new BreakEven.Unknown());
    assertThat(BreakEven.of(List.of())).isEqualTo(new BreakEven.Unknown());
  }

  @Test
  void sizesWithoutFiguresAreLeftOut() {
    assertThat(BreakEven.of(List.of(new Rung(10, 0, 2), new Rung(100, 2, 1))))
        .isEqualTo(new BreakEven.Unknown());
  }
}
