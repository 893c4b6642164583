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

  /** The details that have a column of their own. */
  private static final List<String> DETAILS =
      List.of(
          "encodeMs",
          "queueMs",
          "transferMs",
          "decodeMs",
          "touchMs",
          "answerMs",
          "otherMs",
          "firstPutMs",
          "firstTaskMs");

  /** The example of which people think when they hear of large data. */
  private static final long EXAMPLE_BYTES = 64 << 20;

  private HandoffSection() {}

  /**
   * What both ways take at one size of which both were measured.
   *
   * @param record by Kryo in the record
   * @param shared in place
   */
  private record Pair(long bytes, Case record, Case shared) {

    private double recordMs() {
      return record.spread().p50();
    }

    private double sharedMs() {
      return shared.spread().p50();
    }
  }

  /**
   * The section.
   *
   * @param verdict what became of the calibration; empty if the measurement did not get there
   */
  static Section of(List<Case> cases, String verdict) {
    Section.Builder section =
        new Section.Builder(
            "What a task costs that gets data, from its submission to its answer, in ms",
            "llrlrrrrrrrrrrrr",
            "OVER",
            "DATA",
            "SIZE",
            "HANDOFF",
            "TOTAL",
            "P90",
            "ENCODE",
            "QUEUE",
            "TRANSFER",
            "DECODE",
            "TOUCH",
            "ANSWER",
            "OTHER",
            "FIRST PUT",
            "FIRST TASK",
            "N");
    cases.stream()
        .filter(each -> !each.name().equals(HandoffFigures.BREAK_EVEN))
        .forEach(each -> section.row(row(each)));
    List<HandoffFigures> all = HandoffFigures.of(cases);
    all.forEach(figures -> gain(figures).ifPresent(section::finding));
    all.forEach(figures -> breakEvens(figures).ifPresent(section::finding));
    all.forEach(figures -> loss(figures).ifPresent(section::finding));
    skipped(cases).forEach(section::finding);
    if (!verdict.isEmpty()) {
      section.finding(verdict);
    }
    return section.build();
  }

  private static String[] row(Case measured) {
    List<String> cells = new ArrayList<>();
    cells.add(measured.word("transport"));
    cells.add(measured.word("data"));
    cells.add(Figures.bytes((double) measured.number("bytes")));
    cells.add(measured.name());
    boolean isEmpty = measured.spread().n() == 0;
    cells.add(isEmpty ? "-" : Figures.of(measured.spread().p50()));
    cells.add(isEmpty ? "-" : Figures.of(measured.spread().p90()));
    for (String detail : DETAILS) {
      Double value = measured.details().get(detail);
      cells.add(value == null ? "-" : Figures.of(value));
    }
    cells.add(Long.toString(measured.spread().n()));
    return cells.toArray(String[]::new);
  }

  private static List<Pair> pairs(HandoffFigures figures) {
    List<Pair> pairs = new ArrayList<>();
    for (long bytes : figures.sizes()) {
      Optional<Case> record = figures.at(HandoffVariant.KRYO_RECORD, bytes);
      Optional<Case> shared = figures.at(HandoffVariant.SHARED, bytes);
      if (record.isPresent() && shared.isPresent()) {
        pairs.add(new Pair(bytes, record.get(), shared.get()));
      }
    }
    return pairs;
  }

  /** Where sharing gains most that a person can picture: at 64 MiB, or the largest measured. */
  private static Optional<String> gain(HandoffFigures figures) {
    List<Pair> pairs = pairs(figures);
    return pairs.stream()
        .filter(pair -> pair.bytes == EXAMPLE_BYTES)
        .findFirst()
        .or(() -> pairs.isEmpty() ? Optional.empty() : Optional.of(pairs.getLast()))
        .map(
            pair ->
                "%s of %s: shared in place is %s × %s than kryo-record, %s ms against %s; to put it there took %s ms."
                    .formatted(
                        Figures.bytes((double) pair.bytes),
                        figures.subject(),
                        ratio(
                            Math.max(
                                pair.recordMs() / pair.sharedMs(),
                                pair.sharedMs() / pair.recordMs())),
                        pair.recordMs() > pair.sharedMs() ? "cheaper" : "more expensive",
                        Figures.of(pair.sharedMs()),
                        Figures.of(pair.recordMs()),
                        Figures.of(pair.shared.figure("firstPutMs"))));
  }

  private static Optional<String> breakEvens(HandoffFigures figures) {
    String all =
        Stream.of(
                words("shared", figures.breakEven(HandoffVariant.SHARED)),
                words("shared, put and used only once,", figures.breakEvenOnce()),
                words("kryo-store", figures.breakEven(HandoffVariant.KRYO_STORE)))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("; "));
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of("Break-even with kryo-record for " + figures.subject() + ": " + all + '.');
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
  private static Optional<String> loss(HandoffFigures figures) {
    return pairs(figures).stream()
        .filter(pair -> pair.sharedMs() > pair.recordMs())
        .max(Comparator.comparingDouble(pair -> pair.sharedMs() / pair.recordMs()))
        .map(
            pair ->
                "Sharing loses most at %s of %s: %s ms in place against %s ms by kryo-record, %s × as much, and the put comes on top."
                    .formatted(
                        Figures.bytes((double) pair.bytes),
                        figures.subject(),
                        Figures.of(pair.sharedMs()),
                        Figures.of(pair.recordMs()),
                        ratio(pair.sharedMs() / pair.recordMs())));
  }

  /** Grouped by their reasons, as these are often the same. */
  private static List<String> skipped(List<Case> cases) {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (Case each : cases) {
      if (each.spread().n() == 0 && each.failures().isEmpty()) {
        byReason
            .computeIfAbsent(each.remark(), _ -> new ArrayList<>())
            .add(
                "%s of %s by %s over %s"
                    .formatted(
                        Figures.bytes((double) each.number("bytes")),
                        each.word("data"),
                        each.name(),
                        each.word("transport")));
      }
    }
    return byReason.entrySet().stream()
        .map(entry -> String.join(", ", entry.getValue()) + ' ' + entry.getKey() + '.')
        .toList();
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
