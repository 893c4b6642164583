package dev.baton.measure.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baton.Transport;
import dev.baton.measure.Case;
import dev.baton.measure.Section;
import dev.baton.measure.Spread;
import dev.baton.store.handoff.HandoffCalibration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThresholdTest {

  private static final List<String> TRANSPORTS = List.of("local", "kafka");

  @Test
  void middleKindsOfDataDecideByTheirEncodedSizes() {
    // text and the map break even at 40,000 and 160,000 bytes, twice as much encoded
    List<Case> cases = new ArrayList<>();
    for (String transport : TRANSPORTS) {
      cases.addAll(crossingAt(transport, DataKind.DOUBLES, 100));
      cases.addAll(crossingAt(transport, DataKind.TEXT, 40_000));
      cases.addAll(crossingAt(transport, DataKind.MAP, 160_000));
      cases.addAll(crossingAt(transport, DataKind.RECORDS, 9_000_000));
    }

    assertThat(Threshold.of(cases))
        .hasValueSatisfying(
            found ->
                assertThat((double) found.autoFromBytes()).isCloseTo(160_000, within(1_024.0)));
  }

  @Test
  void kindThatNeverPaysCountsAsTheLargestThreshold() {
    List<Case> cases = new ArrayList<>();
    for (String transport : TRANSPORTS) {
      for (DataKind kind : DataKind.values()) {
        cases.add(measured(transport, kind, HandoffVariant.KRYO_RECORD, 1_000, 1));
        cases.add(measured(transport, kind, HandoffVariant.KRYO_STORE, 1_000, 2));
        cases.add(measured(transport, kind, HandoffVariant.KRYO_RECORD, 1_000_000, 3));
        cases.add(measured(transport, kind, HandoffVariant.KRYO_STORE, 1_000_000, 4));
      }
    }

    assertThat(Threshold.of(cases))
        .hasValueSatisfying(
            found -> assertThat(found.autoFromBytes()).isEqualTo(HandoffCalibration.MOST_BYTES));
  }

  @Test
  void kindWithoutFiguresOverOneTransportLeavesTheThresholdOpen() {
    List<Case> cases = new ArrayList<>();
    for (DataKind kind : DataKind.values()) {
      cases.addAll(crossingAt("local", kind, 10_000));
      if (kind != DataKind.MAP) {
        cases.addAll(crossingAt("kafka", kind, 10_000));
      }
    }

    assertThat(Threshold.of(cases)).isEmpty();
    cases.addAll(crossingAt("kafka", DataKind.MAP, 10_000));
    assertThat(Threshold.of(cases)).isPresent();
  }

  @Test
  void narrowedPlanDoesNotCalibrate() {
    for (boolean quick : new boolean[] {true, false}) {
      HandoffPlan plan = HandoffPlan.of(quick);

      assertThat(plan.calibrates()).isTrue();
      assertThat(plan.withSizes(List.of(100L, 64L << 20)).calibrates()).isFalse();
      assertThat(plan.withTransports(List.of(Transport.KAFKA)).calibrates()).isFalse();
      assertThat(plan.withData(List.of(DataKind.TEXT)).calibrates()).isFalse();
      assertThat(
              plan.withVariants(List.of(HandoffVariant.KRYO_RECORD, HandoffVariant.SHARED))
                  .calibrates())
          .isFalse();
    }
  }

  @Test
  void sectionNamesGainsBreakEvensAndLosses() {
    List<Case> cases = new ArrayList<>();
    cases.add(measured("local", DataKind.TEXT, HandoffVariant.KRYO_RECORD, 1_000, 1));
    cases.add(
        measured("local", DataKind.TEXT, HandoffVariant.SHARED, 1_000, 2)
            .detail("firstPutMs", 0.5));
    cases.add(measured("local", DataKind.TEXT, HandoffVariant.KRYO_RECORD, 64 << 20, 90));
    cases.add(
        measured("local", DataKind.TEXT, HandoffVariant.SHARED, 64 << 20, 3)
            .detail("firstPutMs", 60));
    cases.add(
        Case.of("handoff", "java", "ms", Spread.NONE)
            .with("transport", "local")
            .with("data", "text")
            .with("bytes", 64L << 20)
            .remark("skipped: too slow"));

    Section section = HandoffSection.of(cases, "As it was.");

    assertThat(section.rows()).hasSize(6);
    assertThat(section.findings())
        .hasSize(5)
        .anyMatch(
            line -> line.startsWith("64 MiB of text over sockets: shared in place is 30 × cheaper"))
        .anyMatch(line -> line.contains("shared is cheaper from"))
        .anyMatch(
            line -> line.contains("1000 B of text over sockets: 2.00 ms in place against 1.00 ms"))
        .contains("64 MiB of text by java over local skipped: too slow.", "As it was.");
  }

  /** Cases that cross at a nominal size. */
  private static List<Case> crossingAt(String transport, DataKind kind, long bytes) {
    return List.of(
        measured(transport, kind, HandoffVariant.KRYO_RECORD, bytes / 10, 1),
        measured(transport, kind, HandoffVariant.KRYO_STORE, bytes / 10, 2),
        measured(transport, kind, HandoffVariant.KRYO_RECORD, bytes * 10, 4),
        measured(transport, kind, HandoffVariant.KRYO_STORE, bytes * 10, 2));
  }

  private static Case measured(
      String transport, DataKind kind, HandoffVariant variant, long bytes, double ms) {
    return Case.of("handoff", variant.label(), "ms", Spread.of(ms))
        .with("transport", transport)
        .with("data", kind.label())
        .with("bytes", bytes)
        .detail("recordBytes", 2.0 * bytes);
  }
}
