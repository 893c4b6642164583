package dev.baton.measure.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A report as one page that loads nothing: its figures, its scripts and the charts' library stand
 * in it.
 */
public final class HtmlReport {

  private static final String TEMPLATE = "report.html";
  private static final String FIGURES = "report.json";
  private static final Pattern PLACE = Pattern.compile("@@([a-z.]+)@@");

  private HtmlReport() {}

  /** The page. */
  public static String of(MeasureReport report) {
    Matcher places = PLACE.matcher(resource(TEMPLATE));
    return places.replaceAll(place -> Matcher.quoteReplacement(content(place.group(1), report)));
  }

  /** The library that draws charts, to be put into a page. */
  public static String chartLibrary() {
    return resource("echarts.js");
  }

  private static String content(String name, MeasureReport report) {
    return name.equals(FIGURES) ? json(report) : resource(name);
  }

  private static String json(MeasureReport report) {
    try {
      // In a script element nothing but "<" could end it, or begin a comment.
      return new ObjectMapper().writeValueAsString(report).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
