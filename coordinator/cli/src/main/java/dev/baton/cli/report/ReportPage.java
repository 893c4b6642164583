package dev.baton.cli.report;

import dev.baton.EnvironmentException;
import dev.baton.cli.terminal.OutputFile;
import dev.baton.measure.report.HtmlReport;
import dev.baton.measure.report.InlineHashes;
import dev.baton.measure.report.PageTemplate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The report of a run as one page that loads nothing; its own sections have no scripts. Its size
 * has a bound, whatever the number of tasks and workers.
 */
public final class ReportPage {

  private ReportPage() {}

  /**
   * The page.
   *
   * @param sink has been told all; it is of no use afterwards
   * @param more sections of others, which stand behind those of the timeline
   */
  public static String of(RunFacts facts, ReportSink sink, List<ReportSection> more) {
    sink.end();
    List<ReportSection> own =
        List.of(
            SummarySection.of(facts, sink),
            TailSection.of(sink),
            TimelineSection.of(sink),
            TaskSections.longest(sink),
            TaskSections.idle(sink),
            TaskSections.troubles(sink),
            TaskSections.restarts(sink));
    String ofOthers = bodies(more);
    return PageTemplate.of(ReportPage.class, "run.html")
        .fill(
            Map.of(
                "title", Html.text("Baton: " + facts.job()),
                "job", Html.text(facts.job()),
                "command", Html.text(facts.command()),
                "about", Html.text(SummarySection.about(facts, sink)),
                "report.css", HtmlReport.styles(),
                "scripts", InlineHashes.ofScripts(ofOthers),
                "contents", contents(own) + contents(more),
                "sections", bodies(own) + ofOthers));
  }

  /**
   * Writes the page, in one step.
   *
   * @throws EnvironmentException naming the file
   */
  public static void write(Path file, RunFacts facts, ReportSink sink, List<ReportSection> more) {
    OutputFile.write(file, "report", of(facts, sink, more));
  }

  private static String contents(List<ReportSection> sections) {
    Html html = new Html();
    for (ReportSection section : sections) {
      html.raw("<a href=\"#" + Html.text(section.id()) + "\">" + Html.text(section.title()))
          .raw("</a>\n");
    }
    return html.toString();
  }

  private static String bodies(List<ReportSection> sections) {
    Html html = new Html();
    for (ReportSection section : sections) {
      String id = Html.text(section.id());
      html.raw("<section id=\"" + id + "\" aria-labelledby=\"" + id + "-title\">")
          .raw("<h2 id=\"" + id + "-title\">" + Html.text(section.title()) + "</h2>\n")
          .raw(section.html())
          .raw("</section>\n");
    }
    return html.toString();
  }
}
