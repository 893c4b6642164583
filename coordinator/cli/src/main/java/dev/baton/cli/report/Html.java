package dev.baton.cli.report;

import dev.baton.config.Durations;
import java.time.Duration;
import java.util.Locale;

/** Grows a piece of a page; what comes from elsewhere goes in as text. Not thread-safe. */
public final class Html {

  private static final int MICROS_PER_MS = 1_000;
  private static final int FEW_MS = 10 * MICROS_PER_MS;

  private final StringBuilder html = new StringBuilder(1_024);
  private String alignment = "";

  Html() {}

  /** Text, or the value of an attribute, in which nothing is markup. */
  public static String text(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                case '\n', '\t' -> safe.append((char) c);
                default -> safe.appendCodePoint(isPrintable(c) ? c : '?');
              }
            });
    return safe.toString();
  }

  private static boolean isPrintable(int c) {
    return !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE;
  }

  /** A time for people, such as {@code 250 µs} or {@code 3.4 s}. */
  static String time(long micros) {
    if (micros < MICROS_PER_MS) {
      return micros == 0 ? "0 s" : micros + " µs";
    }
    return micros < FEW_MS
        ? String.format(Locale.ROOT, "%.1f ms", micros / (double) MICROS_PER_MS)
        : Durations.format(Duration.ofNanos(micros * MICROS_PER_MS));
  }

  /** A share for people. */
  static String percent(long part, long whole) {
    return whole <= 0 ? "–" : String.format(Locale.ROOT, "%.0f %%", 100.0 * part / whole);
  }

  /** Adds markup. */
  Html raw(String markup) {
    html.append(markup);
    return this;
  }

  /** Adds a paragraph of text. */
  Html paragraph(String text) {
    html.append("<p>").append(text(text)).append("</p>\n");
    return this;
  }

  /** Begins a table; the alignment has a letter for each column, {@code l} or {@code r}. */
  Html table(String caption, String columns, String... headings) {
    alignment = columns;
    html.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
        .append(text(caption))
        .append("\"><table><thead>");
    cells("th scope=\"col\"", "th", headings);
    html.append("</thead><tbody>\n");
    return this;
  }

  /** Adds a row of text. */
  Html row(String... cells) {
    cells("td", "td", cells);
    html.append('\n');
    return this;
  }

  private void cells(String start, String end, String... cells) {
    html.append("<tr>");
    for (int i = 0; i < cells.length; i++) {
      html.append('<')
          .append(start)
          .append(alignment.charAt(i) == 'r' ? " class=\"r\">" : ">")
          .append(text(cells[i]))
          .append("</")
          .append(end)
          .append('>');
    }
    html.append("</tr>");
  }

  Html endTable() {
    return raw("</tbody></table></div>\n");
  }

  /** Adds a line that shows a longer text when it is opened; the line alone if there is no more. */
  Html details(String line, String text) {
    if (text.isBlank() || text.strip().equals(line)) {
      return paragraph(line);
    }
    html.append("<details><summary>")
        .append(text(line))
        .append("</summary><pre>")
        .append(text(text))
        .append("</pre></details>\n");
    return this;
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
