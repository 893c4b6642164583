package dev.baton.measure.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cli.web.Chromium;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real browser opens the page. */
class HtmlReportIT {

  /** Handoff 2 and its phases, workloads 2, race 2, growth 2, and one each of the five others. */
  private static final int CHARTS = 14;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"1200,900", "390,844"})
  void everyChartIsDrawnAndNothingFails(String window) throws Exception {
    try (Chromium page = open("--window-size=" + window)) {
      page.assertQuiet();
      assertThat(page.count("class=\"chart\"")).isEqualTo(CHARTS);
      assertThat(page.count("<svg [^>]*width=\"[1-9]\\d\\d")).isEqualTo(CHARTS);
      // A line or a bar at least in each chart, and what a value is called.
      assertThat(page.count("<path ")).isGreaterThan(20 * CHARTS);
      assertThat(page.dom())
          .contains(">kryo-record</text>")
          .contains(">68.4 KiB</text>")
          .contains(">double[] over local, 64 MiB</option>")
          .contains("<td class=\"r\">1</td>")
          .contains("Sharing pays.");
    }
  }

  @Test
  void chartsFollowTheColoursOfTheBrowser() throws Exception {
    String light;
    try (Chromium page = open()) {
      light = page.dom();
    }
    try (Chromium dark = open("--force-dark-mode", "--blink-settings=preferredColorScheme=0")) {
      assertThat(dark.count("<svg ")).isEqualTo(CHARTS);
      assertThat(dark.dom()).isNotEqualTo(light);
    }
  }

  private Chromium open(String... options) throws Exception {
    Path page = folder.resolve("report.html");
    Files.writeString(page, HtmlReport.of(SampleReport.of("Sharing pays.")));
    return Chromium.open(folder, page.toUri(), options);
  }
}
