package dev.baton.cli.report;

import dev.baton.config.Plural;
import dev.baton.config.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What held the end up, in sentences, and the tasks that ran last. */
final class TailSection {

  /** So many times the median, and a task is called long. */
  private static final double LONG = 3;

  private TailSection() {}

  static ReportSection of(ReportSink sink) {
    Tail tail = Tail.of(sink.workers());
    Html html = new Html();
    sentences(sink, tail).forEach(html::paragraph);
    if (!tail.last().isEmpty()) {
      html.table(
          "What ran last",
          "lllrrrr",
          "What ran last",
          "Where",
          "End",
          "Began",
          "Took",
          "Waited before",
          "Other slots with work at its end");
      for (Tail.Last last : tail.last()) {
        Piece piece = last.piece();
        html.row(
            piece.name(),
            piece.lane().worker(),
            Words.of(piece.end()),
            Html.time(piece.startMicros() - sink.zeroMicros()),
            Html.time(piece.micros()),
            Html.time(piece.waitedMicros()),
            String.format(Locale.ROOT, "%,d", last.others()));
      }
      html.endTable();
      html.paragraph(
          "The last piece of work of each slot, the last one first; at most "
              + Tail.MOST
              + ". When one began is counted from the beginning of the run.");
    }
    return new ReportSection("tail", "What held the end up", html.toString());
  }

  static List<String> sentences(ReportSink sink, Tail tail) {
    List<String> sentences = new ArrayList<>();
    if (tail.last().isEmpty()) {
      sentences.add("No task ran on the workers that were there at the end.");
      return sentences;
    }
    if (tail.slots() == 1) {
      sentences.add("There was one slot: everything waited for everything before it.");
      return sentences;
    }
    long ranMicros = tail.endMicros() - firstMicros(sink);
    sentences.add(
        String.format(
            Locale.ROOT,
            "For the last %s (%s of the time since the first task began), not all of the %s had"
                + " work. Together they stood idle for %s of slot time; shared out evenly, the rest"
                + " would have ended %s sooner.",
            Html.time(tail.micros()),
            Html.percent(tail.micros(), ranMicros),
            Plural.of(tail.slots(), "slot"),
            Html.time(tail.idleMicros()),
            Html.time(tail.atStakeMicros())));
    Tail.Last end = tail.last().getFirst();
    if (end.aloneMicros() > 0) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "For the last %s, %s ran alone%s.",
              Html.time(end.aloneMicros()),
              end.piece().name(),
              because(sink, end.piece())));
    }
    return sentences;
  }

  private static String because(ReportSink sink, Piece piece) {
    List<String> facts = new ArrayList<>();
    long median = sink.medianMicros();
    double times = median == 0 ? 0 : (double) piece.microsPerTask() / median;
    facts.add("it took " + Html.time(piece.micros()));
    if (piece.attempts().count() > 1) {
      facts.add("as a chunk of " + Plural.of(piece.attempts().count(), "task"));
    } else if (times >= LONG) {
      facts.add(
          String.format(Locale.ROOT, "%.0f times the median of %s", times, Html.time(median)));
    }
    facts.add(
        "and began " + Html.time(piece.startMicros() - firstMicros(sink)) + " after the first");
    String text = ": " + String.join(", ", facts);
    return piece.attempts().number() > 1
        ? text + "; it was attempt " + piece.attempts().number()
        : text;
  }

  private static long firstMicros(ReportSink sink) {
    return sink.workers().stream()
        .flatMap(worker -> worker.slots().stream())
        .mapToLong(SlotUse::firstMicros)
        .min()
        .orElse(sink.zeroMicros());
  }
}
