package dev.baton.cli.report;

import dev.baton.config.Durations;
import dev.baton.config.Plural;
import dev.baton.timeline.AttemptSpan.End;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** How the run ended, and its figures. */
final class SummarySection {

  private static final double MOST = 99;

  private SummarySection() {}

  static ReportSection of(RunFacts facts, ReportSink sink) {
    Html html = new Html();
    html.raw("<p class=\"outcome " + Html.text(facts.outcome()) + "\"><b>")
        .raw(Html.text(outcome(facts)))
        .raw("</b></p>\n");
    if (facts.error() != null) {
      html.raw("<pre>" + Html.text(facts.error()) + "</pre>\n");
    }
    html.raw("<dl class=\"figures\">");
    figure(html, "Time", Durations.format(facts.wall()));
    if (facts.start() != null) {
      figure(html, "of that, until the pool was ready", Durations.format(facts.start()));
    }
    figure(html, "Tasks", number(facts.tasks()));
    figure(html, "with a result", number(facts.done()));
    figureIfAny(html, "of these, from before", facts.restored());
    figureIfAny(html, "failed", facts.failed());
    figureIfAny(html, "cancelled", facts.cancelled());
    figureIfAny(html, "Repeated attempts", facts.retried());
    figureIfAny(html, "Lost attempts", sink.ended(End.LOST));
    figureIfAny(html, "Lost workers", sink.workersLost());
    figureIfAny(html, "Workers that ended as planned", sink.workersEnded());
    figureIfAny(html, "Attempts open at the end", sink.ended(End.OPEN));
    spread(html, "Run time of a task", sink.taskMicros());
    spread(html, "Wait of a task", sink.waitMicros());
    long upMicros = 0;
    long busyMicros = 0;
    for (WorkerUse worker : sink.workers()) {
      upMicros += worker.upMicros(sink.endMicros());
      busyMicros += worker.busyMicros();
    }
    figure(html, "Slots had work", Html.percent(busyMicros, upMicros) + " of the time");
    return new ReportSection("summary", "Summary", html.raw("</dl>\n").toString());
  }

  private static String outcome(RunFacts facts) {
    return switch (facts.outcome()) {
      case "done" -> "Done: " + Plural.of(facts.done(), "task") + " with a result.";
      case "interrupted" -> "Interrupted.";
      case "environment" -> "Not done: its surroundings failed.";
      default -> "Failed.";
    };
  }

  private static void spread(Html html, String what, Histogram micros) {
    if (micros.getTotalCount() > 0) {
      String middle = Html.time(micros.getValueAtPercentile(ReportSink.MEDIAN));
      String high = Html.time(micros.getValueAtPercentile(MOST));
      figure(
          html,
          what,
          "median " + middle + ", 99 % " + high + ", most " + Html.time(micros.getMaxValue()));
    }
  }

  private static void figureIfAny(Html html, String what, long count) {
    if (count > 0) {
      figure(html, what, number(count));
    }
  }

  private static void figure(Html html, String what, String value) {
    html.raw("<div><dt>")
        .raw(Html.text(what))
        .raw("</dt><dd>")
        .raw(Html.text(value))
        .raw("</dd></div>\n");
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** What stands below the page's title. */
  static String about(RunFacts facts, ReportSink sink) {
    List<String> parts = new ArrayList<>();
    if (facts.jobId() != null) {
      parts.add("job " + facts.jobId());
    }
    long zeroMs = sink.zeroMicros() / 1_000;
    parts.add("begun at " + Instant.ofEpochMilli(zeroMs - zeroMs % 1_000));
    parts.add("Baton " + facts.version());
    return String.join(" · ", parts);
  }
}
