package dev.baton.cli.dashboard;

import dev.baton.measure.report.HtmlReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page: one file that loads nothing but its data. Its styles and scripts are named to the
 * browser by their hashes, so that no other ones run, whatever a task's name has in it.
 */
final class DashboardPage {

  private static final Pattern PLACE = Pattern.compile("@@([a-z.]+)@@");
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
    Matcher places = PLACE.matcher(resource("dashboard.html"));
    return new DashboardPage(
        places.replaceAll(place -> Matcher.quoteReplacement(content(place.group(1)))));
  }

  private static String content(String name) {
    return name.equals("charts.js") ? HtmlReport.chartLibrary() : resource(name);
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
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each JDK has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = DashboardPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
