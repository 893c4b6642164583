package dev.baton.cli.profile;

import dev.baton.cli.report.Html;
import dev.baton.measure.report.PageTemplate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A flame graph as a part of a page, below a heading of that page, with its style and its script:
 * it needs nothing of the page that it is put into, and no network. It has at most some thousand
 * frames.
 */
public final class FlameGraphFragment {

  private static final int MOST_FRAMES = 4_000;
  private static final int HOTTEST = 20;
  private static final int ROOT_DEPTH = 0;

  private final FlameGraph graph;
  private final long least;
  private final StringBuilder frames = new StringBuilder();
  private int depth;

  private FlameGraphFragment(FlameGraph graph) {
    this.graph = graph;
    this.least = graph.leastShown(MOST_FRAMES);
  }

  /** The part. */
  public static String of(FlameGraph graph) {
    return graph.samples() == 0 ? empty() : new FlameGraphFragment(graph).text();
  }

  private static String empty() {
    return "<div class=\"flame\"><p>No sample of running Java code was taken: the workers waited,"
        + " ran native code or other programs, or ran for too short a time.</p></div>\n";
  }

  private String text() {
    draw(graph.root(), 0, ROOT_DEPTH);
    return PageTemplate.of(FlameGraphFragment.class, "flame-graph.html")
        .fill(
            Map.of(
                "samples", String.format(Locale.ROOT, "%,d", graph.samples()),
                "total", Long.toString(graph.samples()),
                "rows", Integer.toString(depth + 1),
                "frames", frames.toString(),
                "hidden", hidden(),
                "methods", methods()));
  }

  private void draw(FlameNode node, long from, int at) {
    depth = Math.max(depth, at);
    frames.append(
        String.format(
            Locale.ROOT,
            "<button type=\"button\" class=\"%s\" style=\"--x:%d;--w:%d;--d:%d\" tabindex=\"%d\""
                + " title=\"%s\">%s</button>%n",
            node.frame().owner().name().toLowerCase(Locale.ROOT),
            from,
            node.samples(),
            at,
            at == ROOT_DEPTH ? 0 : -1,
            Html.text(about(node)),
            Html.text(node.frame().shortName())));
    long left = from;
    for (FlameNode callee : node.callees(least)) {
      draw(callee, left, at + 1);
      left += callee.samples();
    }
  }

  private String about(FlameNode node) {
    return String.format(
        Locale.ROOT,
        "%s (%s): %.1f %%, %,d samples, itself %.1f %%",
        node.frame().name(),
        node.frame().owner().text(),
        percent(node.samples()),
        node.samples(),
        percent(node.own()));
  }

  private String hidden() {
    long all = graph.root().count(1);
    long shown = graph.root().count(least);
    return all == shown
        ? ""
        : String.format(
            Locale.ROOT,
            "%,d of %,d frames are not shown: those with fewer than %,d samples (%.2f %%).",
            all - shown,
            all,
            least,
            percent(least));
  }

  private String methods() {
    List<FlameGraph.Method> hottest = graph.hottest(HOTTEST);
    StringBuilder rows = new StringBuilder();
    for (FlameGraph.Method method : hottest) {
      rows.append(
          String.format(
              Locale.ROOT,
              "<tr><th scope=\"row\">%s</th><td>%s</td><td class=\"n\">%.1f %%</td><td"
                  + " class=\"n\">%.1f %%</td></tr>%n",
              Html.text(method.frame().name()),
              method.frame().owner().text(),
              percent(method.own()),
              percent(method.samples())));
    }
    return rows.toString();
  }

  private double percent(long samples) {
    return 100.0 * samples / graph.samples();
  }
}
