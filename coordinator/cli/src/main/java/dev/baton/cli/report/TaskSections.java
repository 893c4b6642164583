package dev.baton.cli.report;

import dev.baton.PoolEvent;
import dev.baton.config.Plural;
import dev.baton.config.Words;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which tasks were long, which workers idle, what went wrong, which workers were replaced. */
final class TaskSections {

  static final int MOST_WORKERS = 50;

  private TaskSections() {}

  static ReportSection longest(ReportSink sink) {
    Html html = new Html();
    List<Piece> pieces = sink.listed().longestFirst();
    if (pieces.isEmpty()) {
      return new ReportSection(
          "longest", "Longest tasks", html.paragraph("No task ran.").toString());
    }
    long median = sink.medianMicros();
    html.table(
        "Longest tasks",
        "lrrllrr",
        "Task",
        "Took",
        "Times the median",
        "End",
        "Where",
        "Began",
        "Waited before");
    for (Piece piece : pieces) {
      long micros = piece.microsPerTask();
      html.row(
          piece.name(),
          (piece.attempts().count() > 1 ? "each about " : "") + Html.time(micros),
          median == 0 ? "–" : String.format(Locale.ROOT, "%.1f", (double) micros / median),
          Words.of(piece.end()),
          piece.lane().worker(),
          Html.time(piece.startMicros() - sink.zeroMicros()),
          Html.time(piece.waitedMicros()));
    }
    html.endTable();
    html.paragraph(
        sink.listed().isAll()
            ? "All attempts. The median is " + Html.time(median) + "."
            : String.format(
                Locale.ROOT,
                "The %d longest of %,d attempts and chunks; the median task took %s. Of a chunk,"
                    + " the mean of its tasks is known.",
                pieces.size(),
                sink.listed().seen(),
                Html.time(median)));
    return new ReportSection("longest", "Longest tasks", html.toString());
  }

  static ReportSection idle(ReportSink sink) {
    Html html = new Html();
    long end = sink.endMicros();
    List<WorkerUse> all = sink.workers();
    List<WorkerUse> idlest =
        all.stream()
            .sorted(Comparator.comparingLong((WorkerUse each) -> each.idleMicros(end)).reversed())
            .limit(MOST_WORKERS)
            .toList();
    html.paragraph(
        "How much of the time that there was a process each worker had no work. The times of"
            + " several slots are added up.");
    html.table(
        "Idle workers",
        "lrrrrrrrr",
        "Worker",
        "Slots",
        "There for",
        "Idle",
        "Idle for",
        "before its first task",
        "between tasks",
        "after its last",
        "Tasks");
    for (WorkerUse worker : idlest) {
      long up = worker.upMicros(end);
      long idle = worker.idleMicros(end);
      long after = worker.idleAfterMicros(end);
      long before = Math.min(worker.idleBeforeMicros(), idle - after);
      html.row(
          worker.worker(),
          String.valueOf(worker.slots().size()),
          Html.time(up),
          Html.percent(idle, up),
          Html.time(idle),
          Html.time(before),
          Html.time(idle - after - before),
          Html.time(after),
          String.format(Locale.ROOT, "%,d", worker.tasks()));
    }
    html.endTable();
    if (idlest.size() < all.size()) {
      html.paragraph(
          String.format(
              Locale.ROOT,
              "The %d that idled longest, of %s.",
              idlest.size(),
              Plural.of(all.size(), "worker")));
    }
    return new ReportSection("idle", "Idle workers", html.toString());
  }

  static ReportSection troubles(ReportSink sink) {
    Html html = new Html();
    kinds(html, "Failed attempts", sink.failures());
    kinds(html, "Lost attempts", sink.losses());
    return new ReportSection("wrong", "What went wrong", html.toString());
  }

  private static void kinds(Html html, String title, Troubles troubles) {
    html.raw("<h3>" + Html.text(title) + "</h3>\n");
    if (troubles.total() == 0) {
      html.paragraph("None.");
      return;
    }
    long shown = 0;
    for (Troubles.Trouble each : troubles.kinds()) {
      String more = each.tasks() > each.names().size() ? ", …" : "";
      String names = String.join("; ", each.names()) + more;
      html.details(
          Plural.of(each.tasks(), "attempt") + " (" + names + "): " + each.what(), each.text());
      shown += each.tasks();
    }
    if (shown < troubles.total()) {
      html.paragraph(
          String.format(
              Locale.ROOT,
              "The first %d kinds; %s of other kinds.",
              Troubles.MOST,
              Plural.of(troubles.total() - shown, "attempt")));
    }
  }

  static ReportSection restarts(ReportSink sink) {
    Html html = new Html();
    if (sink.lostWorkers().isEmpty()) {
      html.paragraph("No worker was lost.");
      return new ReportSection("restarts", "Lost workers and restarts", html.toString());
    }
    for (ReportSink.Loss loss : sink.lostWorkers()) {
      PoolEvent.WorkerLost lost = loss.lost();
      String task = lost.runningTask() < 0 ? "" : ", while task " + lost.runningTask() + " ran";
      html.details(
          String.format(
              Locale.ROOT,
              "%s, after %s: %s%s; %s lost; %s",
              lost.worker(),
              Html.time(lost.atMicros() - sink.zeroMicros()),
              Words.of(lost.cause()),
              task,
              Plural.of(loss.tasks(), "attempt"),
              replaced(sink, lost)),
          lost.evidence());
    }
    if (sink.lostWorkers().size() < sink.workersLost()) {
      html.paragraph(
          String.format(
              Locale.ROOT, "The first %d of %,d.", sink.lostWorkers().size(), sink.workersLost()));
    }
    return new ReportSection("restarts", "Lost workers and restarts", html.toString());
  }

  private static String replaced(ReportSink sink, PoolEvent.WorkerLost lost) {
    return sink.restarts().stream()
        .filter(each -> each.worker().equals(lost.worker()) && each.atMicros() >= lost.atMicros())
        .findFirst()
        .map(each -> "replaced " + Html.time(each.atMicros() - lost.atMicros()) + " later")
        .orElse("not seen to be replaced");
  }
}
