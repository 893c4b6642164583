package dev.baton.measure.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real browser opens the page. Needs Chromium; without it, and not in CI, this is left out. */
class HtmlReportIT {

  private static final int LIMIT_S = 90;

  /** Handoff 2 and its phases, workloads 2, race 2, growth 2, and one each of the five others. */
  private static final int CHARTS = 14;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"1200,900", "390,844"})
  void everyChartIsDrawnAndNothingFails(String window) throws Exception {
    Browsed page = open("--window-size=" + window);

    assertThat(page.console()).doesNotContain("CONSOLE").doesNotContain("Refused");
    assertThat(count(page.dom(), "class=\"chart\"")).isEqualTo(CHARTS);
    assertThat(count(page.dom(), "<svg [^>]*width=\"[1-9]\\d\\d")).isEqualTo(CHARTS);
    // A line or a bar at least in each chart, and what a value is called.
    assertThat(count(page.dom(), "<path ")).isGreaterThan(20 * CHARTS);
    assertThat(page.dom())
        .contains(">kryo-record</text>")
        .contains(">68.4 KiB</text>")
        .contains(">double[] over local, 64 MiB</option>")
        .contains("<td class=\"r\">1</td>")
        .contains("Sharing pays.");
  }

  @Test
  void chartsFollowTheColoursOfTheBrowser() throws Exception {
    String light = open().dom();
    String dark = open("--force-dark-mode", "--blink-settings=preferredColorScheme=0").dom();

    assertThat(count(dark, "<svg ")).isEqualTo(CHARTS);
    assertThat(dark).isNotEqualTo(light);
  }

  private record Browsed(String dom, String console) {}

  private Browsed open(String... options) throws Exception {
    Path page = folder.resolve("report.html");
    Files.writeString(page, HtmlReport.of(SampleReport.of("Sharing pays.")));
    Path dom = folder.resolve("dom.html");
    Path console = folder.resolve("console.txt");
    List<String> words = new ArrayList<>();
    words.add(chromium());
    words.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--user-data-dir=" + folder.resolve("profile"),
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--enable-logging=stderr",
            "--virtual-time-budget=5000",
            "--dump-dom"));
    words.addAll(List.of(options));
    words.add(page.toUri().toString());
    Process browser =
        new ProcessBuilder(words)
            .redirectOutput(dom.toFile())
            .redirectError(console.toFile())
            .start();
    try {
      assertThat(browser.waitFor(LIMIT_S, TimeUnit.SECONDS)).as("Chromium ends").isTrue();
    } finally {
      browser.descendants().forEach(ProcessHandle::destroyForcibly);
      browser.destroyForcibly().waitFor();
    }
    return new Browsed(Files.readString(dom), Files.readString(console));
  }

  private static String chromium() {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .flatMap(
                place ->
                    Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(Path.of(place)::resolve))
            .filter(Files::isExecutable)
            .findFirst();
    if (System.getenv("CI") == null) {
      assumeThat(found).as("Chromium is installed").isPresent();
    }
    return found.orElseThrow().toString();
  }

  private static long count(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().count();
  }
}
