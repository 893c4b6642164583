package dev.baton.measure.handoff;

import dev.baton.Transport;
import dev.baton.measure.Case;
import dev.baton.measure.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The cases of one kind of data over one transport; those without values are left out.
 *
 * @param transport as a word
 */
record HandoffFigures(String transport, DataKind kind, List<Case> cases) {

  /** The name of a case that tells from which size on another case is cheaper, in bytes. */
  static final String BREAK_EVEN = "break-even";

  /** A case of handing over, without values. */
  static Case empty(String name, String unit, String transport, DataKind kind) {
    return Case.of(HandoffMeasurement.NAME, name, unit, Spread.NONE)
        .with("transport", transport)
        .with("data", kind.label());
  }

  /** One for each transport and kind of data of which there are values, in their order. */
  static List<HandoffFigures> of(List<Case> all) {
    List<HandoffFigures> figures = new ArrayList<>();
    for (Transport transport : HandoffPlan.TRANSPORTS) {
      for (DataKind kind : DataKind.values()) {
        HandoffFigures found = of(all, transport, kind);
        if (!found.cases.isEmpty()) {
          figures.add(found);
        }
      }
    }
    return figures;
  }

  static HandoffFigures of(List<Case> all, Transport transport, DataKind kind) {
    return new HandoffFigures(
        HandoffPlan.word(transport),
        kind,
        all.stream()
            .filter(each -> each.word("transport").equals(HandoffPlan.word(transport)))
            .filter(each -> each.word("data").equals(kind.label()))
            .filter(each -> each.spread().n() > 0 && each.failures().isEmpty())
            .toList());
  }

  /** What the data and its way are called in a sentence. */
  String subject() {
    return kind.label() + " over " + (transport.equals("kafka") ? "Kafka" : "sockets");
  }

  /** The sizes at which something was measured, ascending. */
  List<Long> sizes() {
    return cases.stream().map(each -> each.number("bytes")).distinct().sorted().toList();
  }

  /** What one handoff costs at a size. */
  Optional<Case> at(HandoffVariant variant, long bytes) {
    return cases.stream()
        .filter(each -> each.name().equals(variant.label()) && each.number("bytes") == bytes)
        .findFirst();
  }

  /** From which size on a handoff is cheaper than Kryo in records. */
  BreakEven breakEven(HandoffVariant other) {
    return breakEven(other, usual -> usual.number("bytes"), each -> each.spread().p50());
  }

  /** From which size on sharing in place is cheaper, for data that is put and used only once. */
  BreakEven breakEvenOnce() {
    return breakEven(
        HandoffVariant.SHARED,
        usual -> usual.number("bytes"),
        each -> each.figure("firstPutMs") + each.figure("firstTaskMs"));
  }

  /** From which encoded size on Kryo through the store is cheaper. */
  BreakEven breakEvenEncoded() {
    return breakEven(
        HandoffVariant.KRYO_STORE,
        usual -> usual.figure("recordBytes"),
        each -> each.spread().p50());
  }

  private BreakEven breakEven(
      HandoffVariant other, ToDoubleFunction<Case> size, ToDoubleFunction<Case> cost) {
    List<BreakEven.Rung> rungs = new ArrayList<>();
    for (long bytes : sizes()) {
      at(HandoffVariant.KRYO_RECORD, bytes)
          .ifPresent(
              usual ->
                  at(other, bytes)
                      .ifPresent(
                          found ->
                              rungs.add(
                                  new BreakEven.Rung(
                                      size.applyAsDouble(usual),
                                      usual.spread().p50(),
                                      cost.applyAsDouble(found)))));
    }
    return BreakEven.of(rungs);
  }

  /** The break-evens that lie among the sizes measured, as cases: a chart marks them. */
  List<Case> breakEvens() {
    List<Case> found = new ArrayList<>();
    for (HandoffVariant variant : List.of(HandoffVariant.SHARED, HandoffVariant.KRYO_STORE)) {
      if (breakEven(variant) instanceof BreakEven.From(double bytes)) {
        found.add(
            empty(BREAK_EVEN, "bytes", transport, kind)
                .measured(Spread.of(bytes))
                .with("handoff", variant.label())
                .with("against", HandoffVariant.KRYO_RECORD.label()));
      }
    }
    return found;
  }
}
