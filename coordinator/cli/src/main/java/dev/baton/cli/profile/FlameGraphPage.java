package dev.baton.cli.profile;

import dev.baton.measure.report.PageTemplate;
import java.util.Map;

/** A flame graph as a page of its own, which loads nothing. */
final class FlameGraphPage {

  private FlameGraphPage() {}

  /** The page. */
  static String of(FlameGraph graph) {
    return PageTemplate.of(FlameGraphPage.class, "page.html")
        .fill(Map.of("fragment", FlameGraphFragment.of(graph)));
  }
}
