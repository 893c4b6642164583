package dev.baton.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.distribution.SourceTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@code docs/metrics.md} and the dashboard beside it say of the figures. */
public final class DocumentedMetrics {

  private static final Path PAGE = Path.of("docs", "metrics.md");
  private static final Path DASHBOARD = Path.of("docs", "grafana-dashboard.json");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `((?:baton|executor)_\\w+)` \\|");

  private static final Pattern SERIES =
      Pattern.compile("\\b((?:baton|executor|jvm|process)_\\w+)(?:\\{(\\w+)=~?\"([^\"]*)\"})?");

  private DocumentedMetrics() {}

  /** The names in the tables of the page, without that which all processes have. */
  public static Set<String> names() throws IOException {
    Set<String> names = new TreeSet<>();
    ROW.matcher(Pages.text(PAGE)).results().map(row -> row.group(1)).forEach(names::add);
    return names;
  }

  /** The queries of the dashboard, with what Grafana puts in for its variables. */
  public static List<String> queries() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(SourceTree.ROOT.resolve(DASHBOARD).toFile());
    return dashboard.findValuesAsText("expr").stream()
        .map(query -> query.replace("$__rate_interval", "1m").replace("$name", ".*"))
        .toList();
  }

  /** A name in a query, with its selector: a tag, and a pattern for its value. */
  public record Series(String name, @Nullable String tag, @Nullable String value) {}

  /** What a query reads. */
  public static List<Series> series(String query) {
    return SERIES
        .matcher(query)
        .results()
        .map(found -> new Series(found.group(1), found.group(2), found.group(3)))
        .toList();
  }
}
