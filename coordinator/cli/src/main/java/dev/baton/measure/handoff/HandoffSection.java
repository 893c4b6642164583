package dev.baton.measure.handoff;

import dev.baton.measure.Case;
import dev.baton.measure.Figures;
import dev.baton.measure.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells what handing over costs, from where on what is cheaper, and where sharing loses. */
final class HandoffSection {

  private static final List<String> PHASES =
      List.of(
          "encodeMs",
          "putMs",
          "sendMs",
          "brokerMs",
          "receiveMs",
          "mapMs",
          "decodeMs",
          "firstTouchMs");

  /** The example of which people think when they hear of large data. */
  private static final long EXAMPLE_BYTES = 64 << 20;

  private HandoffSection() {}

  /**
   * The section.
   *
   * @param verdict what became of the calibration; empty if the measurement did not get there
   */
  static Section of(List<Case> cases, String verdict) {
    Section.Builder section =
        new Section.Builder(
            "What handing data to a worker costs, one way, in ms",
            "lrlrrrrrrrrrrrr",
            "DATA",
            "SIZE",
            "HANDOFF",
            "TOTAL",
            "ENCODE",
            "PUT",
            "SEND",
            "BROKER",
            "RECEIVE",
            "MAP",
            "DECODE",
            "TOUCH",
            "COPIED",
            "FIRST PUT",
            "N");
    cases.stream()
        .filter(each -> !each.name().equals(BreakEvenCases.NAME))
        .forEach(each -> section.row(row(each)));
    List<HandoffFigures> kinds =
        Stream.of(DataKind.values()).map(kind -> HandoffFigures.of(cases, kind)).toList();
    kinds.forEach(kind -> gain(kind).ifPresent(section::finding));
    kinds.forEach(kind -> breakEvens(kind).ifPresent(section::finding));
    kinds.forEach(kind -> loss(kind).ifPresent(section::finding));
    skipped(cases).forEach(section::finding);
    if (!verdict.isEmpty()) {
      section.finding(verdict);
    }
    return section.build();
  }

  private static String[] row(Case measured) {
    List<String> cells = new ArrayList<>();
    cells.add(measured.word("data"));
    cells.add(size(measured.number("bytes")));
    cells.add(measured.name());
    boolean isEmpty = measured.spread().n() == 0;
    cells.add(isEmpty ? "-" : Figures.of(measured.spread().p50()));
    Stream.concat(PHASES.stream(), Stream.of("copiedBytes", "firstPutMs"))
        .map(name -> figure(measured, name))
        .forEach(cells::add);
    cells.add(Long.toString(measured.spread().n()));
    return cells.toArray(String[]::new);
  }

  private static String figure(Case measured, String name) {
    Double value = measured.details().get(name);
    if (value == null) {
      return "-";
    }
    return name.endsWith("Bytes") ? Figures.bytes(value) : Figures.of(value);
  }

  /** Where sharing gains most that a person can picture: at 64 MiB, or the largest measured. */
  private static Optional<String> gain(HandoffFigures kind) {
    return kind.sizes()
        .filter(bytes -> both(kind, bytes))
        .boxed()
        .max(
            Comparator.<Long>comparingInt(bytes -> bytes == EXAMPLE_BYTES ? 1 : 0)
                .thenComparing(Comparator.naturalOrder()))
        .flatMap(
            bytes ->
                kind.at(HandoffVariant.SHARED, bytes).map(shared -> gain(kind, bytes, shared)));
  }

  private static String gain(HandoffFigures kind, long bytes, Case shared) {
    double kafka = p50(kind, HandoffVariant.KRYO_KAFKA, bytes);
    double inPlace = shared.spread().p50();
    return "%s of %s: %s in place is %s × %s than %s, %s ms against %s; to put it there the first time took %s ms."
        .formatted(
            size(bytes),
            kind.kind().label(),
            HandoffVariant.SHARED.label(),
            ratio(Math.max(kafka / inPlace, inPlace / kafka)),
            kafka > inPlace ? "cheaper" : "dearer",
            HandoffVariant.KRYO_KAFKA.label(),
            Figures.of(inPlace),
            Figures.of(kafka),
            Figures.of(shared.figure("firstPutMs")));
  }

  private static Optional<String> breakEvens(HandoffFigures kind) {
    String all =
        Stream.of(
                words("shared", kind.breakEven(HandoffVariant.KRYO_KAFKA, HandoffVariant.SHARED)),
                words("shared, put and used only once,", kind.breakEvenWithPut()),
                words(
                    "kryo-store",
                    kind.breakEven(HandoffVariant.KRYO_KAFKA, HandoffVariant.KRYO_STORE)))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("; "));
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Break-even with %s for %s: %s."
                .formatted(HandoffVariant.KRYO_KAFKA.label(), kind.kind().label(), all));
  }

  private static Optional<String> words(String what, BreakEven breakEven) {
    return switch (breakEven) {
      case BreakEven.From(double bytes) ->
          Optional.of(what + " is cheaper from " + rounded(bytes) + " on");
      case BreakEven.Always(double smallest) ->
          Optional.of(what + " is cheaper at every size from " + rounded(smallest));
      case BreakEven.Never(double largest) ->
          Optional.of(what + " is not cheaper, up to " + rounded(largest));
      case BreakEven.Unknown() -> Optional.empty();
    };
  }

  /** Where sharing in place costs more, and where it does most of all. */
  private static Optional<String> loss(HandoffFigures kind) {
    return kind.sizes()
        .filter(bytes -> both(kind, bytes))
        .boxed()
        .max(
            Comparator.comparingDouble(
                bytes ->
                    p50(kind, HandoffVariant.SHARED, bytes)
                        / p50(kind, HandoffVariant.KRYO_KAFKA, bytes)))
        .filter(
            bytes ->
                p50(kind, HandoffVariant.SHARED, bytes)
                    > p50(kind, HandoffVariant.KRYO_KAFKA, bytes))
        .map(
            bytes ->
                "Sharing loses most at %s of %s: %s ms in place against %s ms by %s, %s × as much, and the first put comes on top."
                    .formatted(
                        size(bytes),
                        kind.kind().label(),
                        Figures.of(p50(kind, HandoffVariant.SHARED, bytes)),
                        Figures.of(p50(kind, HandoffVariant.KRYO_KAFKA, bytes)),
                        HandoffVariant.KRYO_KAFKA.label(),
                        ratio(
                            p50(kind, HandoffVariant.SHARED, bytes)
                                / p50(kind, HandoffVariant.KRYO_KAFKA, bytes))));
  }

  /** Grouped by their reasons, as these are often the same. */
  private static List<String> skipped(List<Case> cases) {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (Case each : cases) {
      if (each.spread().n() == 0 && each.failures().isEmpty()) {
        byReason
            .computeIfAbsent(each.remark(), _ -> new ArrayList<>())
            .add(
                "%s of %s by %s"
                    .formatted(size(each.number("bytes")), each.word("data"), each.name()));
      }
    }
    return byReason.entrySet().stream()
        .map(entry -> String.join(", ", entry.getValue()) + ' ' + entry.getKey() + '.')
        .toList();
  }

  private static boolean both(HandoffFigures kind, long bytes) {
    return kind.at(HandoffVariant.SHARED, bytes).isPresent()
        && kind.at(HandoffVariant.KRYO_KAFKA, bytes).isPresent();
  }

  private static double p50(HandoffFigures kind, HandoffVariant variant, long bytes) {
    return kind.at(variant, bytes).map(each -> each.spread().p50()).orElse(Double.NaN);
  }

  private static String size(long bytes) {
    return Figures.bytes((double) bytes);
  }

  private static String ratio(double ratio) {
    return ratio < 10 ? "%.1f".formatted(ratio) : "%.0f".formatted(ratio);
  }

  /** Three digits say more than such a figure knows. */
  private static String rounded(double bytes) {
    double step = Math.pow(2, Math.max(0, Math.floor(Math.log(bytes) / Math.log(2)) - 3));
    return Figures.bytes(Math.round(bytes / step) * step);
  }
}
