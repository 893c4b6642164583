package dev.baton.cli.dashboard;

import dev.baton.measure.report.HtmlReport;
import dev.baton.measure.report.PageTemplate;
import dev.baton.wire.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page: one file that loads nothing but its data. Its styles and scripts are named to the
 * browser by their hashes, so that no other ones run, whatever a task's name has in it.
 */
final class DashboardPage {

  private static final Pattern SCRIPT = Pattern.compile("(?s)<script>(.*?)</script>");
  private static final Pattern STYLE = Pattern.compile("(?s)<style>(.*?)</style>");

  private final String html;
  private final String policy;

  private DashboardPage(String html) {
    this.html = html;
    this.policy =
        "default-src 'none'; connect-src 'self'; img-src data:; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'; script-src "
            + hashes(SCRIPT, html)
            + "; style-src "
            + hashes(STYLE, html);
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

  private static String hashes(Pattern element, String html) {
    List<String> hashes = new ArrayList<>();
    Matcher elements = element.matcher(html);
    while (elements.find()) {
      hashes.add("'sha256-" + sha256(elements.group(1)) + "'");
    }
    return String.join(" ", hashes);
  }

  private static String sha256(String text) {
    return Base64.getEncoder().encodeToString(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
  }
}
