package dev.baton.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cli.report.ReportPage;
import dev.baton.cli.report.ReportSection;
import dev.baton.cli.report.ReportSink;
import dev.baton.cli.report.RunFacts;
import dev.baton.cli.web.Chromium;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real browser opens a flame graph, whose script says of each frame that it is ready. */
class FlameGraphInBrowserIT {

  @TempDir private Path folder;

  @Test
  void aPageOfItsOwnRunsItsScript() throws Exception {
    assertRuns(FlameGraphPage.of(graph()));
  }

  @Test
  void theReportOfARunLetsItsScriptRun() throws Exception {
    ReportSection section = new ReportSection("profile", "", FlameGraphFragment.of(graph()));
    Duration time = Duration.ofSeconds(1);
    RunFacts facts =
        new RunFacts("sum", "id", "baton run sum", "done", null, 1, 1, 0, 0, 0, 0, time, time, "1");

    assertRuns(ReportPage.of(facts, new ReportSink(0), List.of(section)));
  }

  private void assertRuns(String html) throws Exception {
    Path file = Files.writeString(folder.resolve("page.html"), html);
    try (Chromium page = Chromium.open(folder, file.toUri())) {
      page.assertQuiet();
      assertThat(page.count("class=\"flame\" data-ready")).isOne();
    }
  }

  private static FlameGraph graph() {
    FlameGraph graph = new FlameGraph();
    graph.add(List.of(StackFrame.thread("baton-slots"), new StackFrame("org.example.Work", "run")));
    return graph;
  }
}
