package dev.baton.cli.dashboard;

import dev.baton.measure.report.HtmlReport;
import dev.baton.measure.report.InlineHashes;
import dev.baton.measure.report.PageTemplate;
import java.util.Map;

/**
 * The page: one file that loads nothing but its data. Its styles and scripts are named to the
 * browser by their hashes, so that no other ones run, whatever a task's name has in it.
 */
final class DashboardPage {

  private final String html;
  private final String policy;

  private DashboardPage(String html) {
    this.html = html;
    this.policy =
        "default-src 'none'; connect-src 'self'; img-src data:; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'; script-src "
            + InlineHashes.ofScripts(html)
            + "; style-src "
            + InlineHashes.ofStyles(html);
  }

  /** Puts the page together. */
  static DashboardPage load() {
    return new DashboardPage(
        PageTemplate.of(DashboardPage.class, "dashboard.html")
            .fill(Map.of("charts.js", HtmlReport.chartLibrary())));
  }

  String html() {
    return html;
  }

  /** The header {@code Content-Security-Policy} that goes with it. */
  String policy() {
    return policy;
  }
}
