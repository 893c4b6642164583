package dev.baton.measure.handoff;

import dev.baton.measure.Case;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The cases of one kind of data, by size and handoff; those without values are left out. */
record HandoffFigures(DataKind kind, List<Case> cases) {

  static HandoffFigures of(List<Case> all, DataKind kind) {
    return new HandoffFigures(
        kind,
        all.stream()
            .filter(each -> each.word("data").equals(kind.label()))
            .filter(each -> each.spread().n() > 0 && each.failures().isEmpty())
            .toList());
  }

  /** The sizes at which something was measured, ascending. */
  LongStream sizes() {
    return cases.stream().mapToLong(HandoffFigures::bytes).distinct().sorted();
  }

  /** What one handoff costs at a size. */
  Optional<Case> at(HandoffVariant variant, long bytes) {
    return cases.stream()
        .filter(each -> each.name().equals(variant.label()) && bytes(each) == bytes)
        .findFirst();
  }

  /** From which size on one handoff is cheaper than another. */
  BreakEven breakEven(HandoffVariant usual, HandoffVariant other) {
    return BreakEven.of(
        sizes().boxed().flatMap(bytes -> rung(usual, other, bytes, bytes)).toList());
  }

  /**
   * From which size on sharing in place is cheaper than Kryo in records, the first put included.
   */
  BreakEven breakEvenWithPut() {
    return BreakEven.of(
        sizes()
            .boxed()
            .flatMap(bytes -> rung(HandoffVariant.KRYO_KAFKA, HandoffVariant.SHARED, bytes, bytes))
            .map(
                rung ->
                    new BreakEven.Rung(
                        rung.bytes(), rung.usual(), rung.other() + firstPut(rung.bytes())))
            .toList());
  }

  private double firstPut(double bytes) {
    return at(HandoffVariant.SHARED, Math.round(bytes))
        .map(each -> each.figure("firstPutMs"))
        .orElse(0.0);
  }

  /** That of Kryo through the store against Kryo in the record, by encoded sizes. */
  BreakEven breakEvenEncoded() {
    return BreakEven.of(
        sizes()
            .boxed()
            .flatMap(
                bytes ->
                    rung(
                        HandoffVariant.KRYO_KAFKA,
                        HandoffVariant.KRYO_STORE,
                        bytes,
                        at(HandoffVariant.KRYO_KAFKA, bytes)
                            .map(each -> each.figure("wireBytes"))
                            .orElse(0.0)))
            .toList());
  }

  private Stream<BreakEven.Rung> rung(
      HandoffVariant usual, HandoffVariant other, long bytes, double size) {
    return at(usual, bytes).stream()
        .flatMap(
            one ->
                at(other, bytes).stream()
                    .map(two -> new BreakEven.Rung(size, one.spread().p50(), two.spread().p50())));
  }

  private static long bytes(Case measured) {
    return measured.number("bytes");
  }
}
