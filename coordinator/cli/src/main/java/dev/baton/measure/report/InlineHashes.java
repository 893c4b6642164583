package dev.baton.measure.report;

import dev.baton.wire.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hashes by which a content security policy names the scripts and styles of a page, so that no
 * other ones run, whatever a task's name has in it. Stateless.
 */
public final class InlineHashes {

  private static final Pattern SCRIPT = Pattern.compile("(?s)<script>(.*?)</script>");
  private static final Pattern STYLE = Pattern.compile("(?s)<style>(.*?)</style>");

  private InlineHashes() {}

  /** What {@code script-src} of a page with these elements is. */
  public static String ofScripts(String html) {
    return hashes(SCRIPT, html);
  }

  /** What {@code style-src} of a page with these elements is. */
  public static String ofStyles(String html) {
    return hashes(STYLE, html);
  }

  private static String hashes(Pattern element, String html) {
    List<String> hashes = new ArrayList<>();
    Matcher elements = element.matcher(html);
    while (elements.find()) {
      hashes.add("'sha256-" + sha256(elements.group(1)) + "'");
    }
    return hashes.isEmpty() ? "'none'" : String.join(" ", hashes);
  }

  private static String sha256(String text) {
    return Base64.getEncoder().encodeToString(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
  }
}
