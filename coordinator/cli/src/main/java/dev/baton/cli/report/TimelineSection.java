package dev.baton.cli.report;

import dev.baton.config.Words;
import dev.baton.timeline.AttemptSpan.End;
import dev.baton.timeline.WorkerLane;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * When slots had work: all of them together, and one by one. What is drawn has a bound: so many
 * slots, so many pieces of work; the rest is there as the share of each part of the time.
 */
final class TimelineSection {

  static final int MOST_ROWS = 100;

  private static final int WIDTH = 1_000;
  private static final int HEIGHT = 20;
  private static final int ALL_HEIGHT = 90;
  private static final int TICKS = 5;

  /** From this width on, a piece is drawn with its edge. */
  private static final double VISIBLE = 2;

  private final ReportSink sink;
  private final long zeroMicros;
  private final long endMicros;
  private final long binMicros;
  private final Html html = new Html();

  private TimelineSection(ReportSink sink) {
    this.sink = sink;
    this.zeroMicros = sink.zeroMicros();
    this.endMicros = Math.max(sink.endMicros(), zeroMicros + 1);
    this.binMicros = Math.max(sink.slotsUp().widthMicros(), sink.slotsBusy().widthMicros());
  }

  static ReportSection of(ReportSink sink) {
    return new ReportSection("timeline", "Timeline", new TimelineSection(sink).draw());
  }

  private String draw() {
    List<SlotUse> all = sink.workers().stream().flatMap(each -> each.slots().stream()).toList();
    if (all.isEmpty()) {
      return html.paragraph("No worker took tasks.").toString();
    }
    together();
    Map<WorkerLane, List<Piece>> pieces = new HashMap<>();
    for (Piece piece : sink.drawn().longestFirst().reversed()) {
      pieces.computeIfAbsent(piece.lane(), _ -> new ArrayList<>()).add(piece);
    }
    List<SlotUse> rows = chosen(all);
    html.paragraph(bound(all.size(), rows.size()));
    legend();
    html.raw("<div class=\"lanes\">\n");
    for (SlotUse row : rows) {
      lane(row, pieces.getOrDefault(row.lane(), List.of()));
    }
    axis();
    return html.raw("</div>\n").toString();
  }

  /** All slots if they are few; otherwise those that idled most, and those that ended last. */
  private List<SlotUse> chosen(List<SlotUse> all) {
    if (all.size() <= MOST_ROWS) {
      return all;
    }
    Set<SlotUse> some = new LinkedHashSet<>();
    all.stream()
        .sorted(Comparator.comparingLong(SlotUse::busyMicros))
        .limit(MOST_ROWS / 2)
        .forEach(some::add);
    all.stream()
        .sorted(Comparator.comparingLong(SlotUse::lastMicros).reversed())
        .filter(each -> !some.contains(each))
        .limit(MOST_ROWS - some.size())
        .toList()
        .forEach(some::add);
    return all.stream().filter(some::contains).toList();
  }

  private String bound(int slots, int rows) {
    StringBuilder text = new StringBuilder();
    text.append(
        sink.drawn().isAll()
            ? "Each block is an attempt, or a chunk of short tasks."
            : String.format(
                Locale.ROOT,
                "To keep this page small, the %,d longest of %,d attempts and chunks are drawn as"
                    + " blocks; behind them, the height of the area says how much of the time the"
                    + " slot had work, in steps of %s.",
                ReportSink.MOST_DRAWN,
                sink.drawn().seen(),
                Html.time(binMicros)));
    if (rows < slots) {
      text.append(
          String.format(
              Locale.ROOT,
              " %,d of %,d slots are shown: the %d that had least work, and those whose work ended"
                  + " last.",
              rows,
              slots,
              MOST_ROWS / 2));
    }
    return text.append(" Point at a block to read what it is.").toString();
  }

  /** How many slots there were, and how many of them had work. */
  private void together() {
    double[] up = sink.slotsUp().means(binMicros, endMicros);
    double[] busy = sink.slotsBusy().means(binMicros, endMicros);
    double most = 1;
    for (int i = 0; i < up.length; i++) {
      most = Math.max(most, Math.max(up[i], busy[i]));
    }
    html.raw("<figure><figcaption>Slots with work, of those there were <small>at most ")
        .raw(Html.text(String.format(Locale.ROOT, "%,d", Math.round(most))))
        .raw("</small></figcaption><div class=\"lanes\"><div class=\"lane\"><span></span>")
        .raw("<svg role=\"img\" aria-label=\"Slots with work over time\" class=\"all\"")
        .raw(" viewBox=\"0 0 " + WIDTH + ' ' + ALL_HEIGHT + "\" preserveAspectRatio=\"none\">");
    area("up", up, most, ALL_HEIGHT);
    area("share", busy, most, ALL_HEIGHT);
    html.raw("</svg></div>\n");
    axis();
    html.raw("</div></figure>\n");
  }

  private void area(String style, double[] values, double most, int height) {
    StringBuilder path = new StringBuilder("M0 ").append(height);
    for (int i = 0; i < values.length; i++) {
      double right = Math.min(WIDTH, x(zeroMicros + (i + 1) * binMicros));
      double top = height * (1 - Math.min(1, values[i] / most));
      path.append(String.format(Locale.ROOT, "V%.1fH%.1f", top, right));
    }
    html.raw("<path class=\"" + style + "\" d=\"" + path + 'V' + height + "Z\"/>");
  }

  private double x(long micros) {
    return (double) WIDTH * (micros - zeroMicros) / (endMicros - zeroMicros);
  }

  private void legend() {
    html.raw("<ul class=\"legend\" aria-hidden=\"true\">");
    for (String kind : List.of("done", "failed", "lost", "other")) {
      html.raw("<li><svg viewBox=\"0 0 20 20\">");
      block(kind, 0, HEIGHT, "");
      html.raw("</svg>")
          .raw(kind.equals("other") ? "cancelled, or open at the end" : kind)
          .raw("</li>");
    }
    html.raw("</ul>\n");
  }

  private void lane(SlotUse slot, List<Piece> pieces) {
    String use = Html.time(slot.busyMicros()) + " of work";
    html.raw("<div class=\"lane\"><span>")
        .raw(Html.text(slot.lane().name()))
        .raw("</span><svg role=\"img\" aria-label=\"")
        .raw(Html.text(slot.lane().name() + ": " + use))
        .raw("\" viewBox=\"0 0 " + WIDTH + ' ' + HEIGHT + "\" preserveAspectRatio=\"none\">");
    if (!sink.drawn().isAll()) {
      area("share", slot.bins().means(binMicros, endMicros), 1, HEIGHT);
    }
    for (Piece piece : pieces) {
      double from = x(piece.startMicros());
      block(kind(piece.end()), from, x(piece.endMicros()) - from, title(piece));
    }
    for (ReportSink.Loss loss : sink.lostWorkers()) {
      if (loss.lost().worker().equals(slot.lane().worker())) {
        mark(loss.lost().atMicros(), "gone: " + Words.of(loss.lost().cause()));
      }
    }
    html.raw("</svg></div>\n");
  }

  /** Each kind has its own form, so that colours are not needed. */
  private void block(String kind, double from, double width, String title) {
    String edge = width < VISIBLE ? " thin" : "";
    int top = kind.equals("failed") ? HEIGHT / 2 : kind.equals("other") ? 3 * HEIGHT / 4 : 0;
    html.raw(
            String.format(
                Locale.ROOT,
                "<rect class=\"%s%s\" x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\">",
                kind,
                edge,
                from,
                top,
                Math.max(width, 0.3),
                HEIGHT - top))
        .raw(title.isEmpty() ? "" : "<title>" + Html.text(title) + "</title>")
        .raw("</rect>");
  }

  private void mark(long micros, String title) {
    html.raw(String.format(Locale.ROOT, "<path class=\"gone\" d=\"M%.2f 0V20\">", x(micros)))
        .raw("<title>" + Html.text(title) + "</title></path>");
  }

  private String title(Piece piece) {
    String end = piece.end() == End.DONE ? "" : ", " + Words.of(piece.end());
    return piece.name()
        + end
        + ": "
        + Html.time(piece.micros())
        + " from "
        + Html.time(piece.startMicros() - zeroMicros);
  }

  private static String kind(End end) {
    return switch (end) {
      case DONE -> "done";
      case FAILED -> "failed";
      case LOST, DROPPED -> "lost";
      case CANCELLED, RETURNED, OPEN -> "other";
    };
  }

  private void axis() {
    html.raw("<div class=\"lane axis\" aria-hidden=\"true\"><span></span><ol>");
    for (int i = 0; i <= TICKS; i++) {
      html.raw("<li style=\"left:" + 100 * i / TICKS + "%\">")
          .raw(Html.text(Html.time((endMicros - zeroMicros) * i / TICKS)))
          .raw("</li>");
    }
    html.raw("</ol></div>\n");
  }
}
