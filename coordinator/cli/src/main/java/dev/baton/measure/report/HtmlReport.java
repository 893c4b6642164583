package dev.baton.measure.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A report as one page that loads nothing: its figures, its scripts and the charts' library stand
 * in it.
 */
public final class HtmlReport {

  private static final String TEMPLATE = "report.html";
  private static final String FIGURES = "report.json";

  private HtmlReport() {}

  /** The page. */
  public static String of(MeasureReport report) {
    return PageTemplate.of(HtmlReport.class, TEMPLATE).fill(Map.of(FIGURES, json(report)));
  }

  /** The library that draws charts, to be put into a page. */
  public static String chartLibrary() {
    return PageTemplate.resource(HtmlReport.class, "echarts.js");
  }

  /** What pages of figures look like, to be put into another such page. */
  public static String styles() {
    return PageTemplate.resource(HtmlReport.class, "report.css");
  }

  private static String json(MeasureReport report) {
    try {
      // In a script element nothing but "<" could end it, or begin a comment.
      return new ObjectMapper().writeValueAsString(report).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
