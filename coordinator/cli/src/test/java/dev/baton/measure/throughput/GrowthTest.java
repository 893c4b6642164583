package dev.baton.measure.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.UsageException;
import dev.baton.measure.Case;
import dev.baton.measure.Section;
import dev.baton.measure.Spread;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {

  @Test
  void sizesGrowTenfoldUpToWhatWasAskedFor() {
    GrowthPlan plan = GrowthPlan.upTo(250_000, true);

    assertThat(plan.sizes(1_000_000)).containsExactly(1_000, 10_000, 100_000, 250_000);
    assertThat(plan.sizes(100_000)).containsExactly(1_000, 10_000, 100_000);
    assertThat(GrowthPlan.upTo(1_000, true).sizes(1_000_000)).containsExactly(1_000);
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThatThrownBy(() -> GrowthPlan.upTo(999, true))
        .isInstanceOf(UsageException.class)
        .hasMessage("--tasks 999 is not a number from 1,000 to 1,000,000,000.");
  }

  @Test
  void growthIsTheWorstStepFromFewerToMore() {
    Section section =
        GrowthSection.of(
            List.of(of(1_000, 900, 20), of(10_000, 400, 21), of(10_000_000, 500, 24.5)));

    assertThat(section.findings().getFirst())
        .isEqualTo(
            "map: a task costs 900 ns of 1,000, 400 ns of 10,000, 500 ns of 10,000,000. Where it"
                + " grows with their number, then by 25 %; the heap has at most 24.5 MiB.");
    assertThat(section.rows()).hasSize(4);
  }

  @Test
  void whatGetsCheaperDoesNotGrow() {
    assertThat(
            GrowthSection.of(List.of(of(10_000, 400, 21), of(1_000, 900, 20)))
                .findings()
                .getFirst())
        .contains("900 ns of 1,000, 400 ns of 10,000. That never grows");
  }

  @Test
  void oneSizeIsComparedWithNothing() {
    assertThat(GrowthSection.of(List.of(of(10_000, 400, 21))).findings())
        .noneMatch(finding -> finding.startsWith("map"));
  }

  private static Case of(int tasks, double ns, double heapMib) {
    return Case.of(GrowthMeasurement.NAME, GrowthMeasurement.MAP, "ns", Spread.of(ns))
        .with(GrowthMeasurement.TASKS, tasks)
        .detail(GrowthMeasurement.HEAP_HALFWAY, heapMib);
  }
}
