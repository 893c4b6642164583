package dev.baton.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.distribution.SourceTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Links from one page to another lead somewhere, and every page can be reached. */
class LinksTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  private record Link(Path from, String target) {
    boolean isExternal() {
      return target.contains("://");
    }

    Path page() {
      String path = target.replaceFirst("#.*", "");
      return path.isEmpty() ? from : from.resolveSibling(path).normalize();
    }

    String anchor() {
      return target.contains("#") ? target.replaceFirst(".*#", "") : "";
    }

    boolean isBroken() {
      return !Files.exists(SourceTree.ROOT.resolve(page()))
          || (!anchor().isEmpty() && !anchors(page()).contains(anchor()));
    }
  }

  @Test
  void everyLinkLeadsSomewhere() {
    List<Link> links = links();
    assertThat(links).hasSizeGreaterThan(50);
    assertThat(links.stream().filter(link -> !link.isExternal()).filter(Link::isBroken)).isEmpty();
  }

  @Test
  void everyPageIsLinkedTo() {
    Set<Path> linked =
        links().stream()
            .filter(link -> !link.isExternal())
            .map(Link::page)
            .collect(Collectors.toSet());
    assertThat(linked).containsAll(Pages.all().stream().filter(page -> !isStart(page)).toList());
  }

  private static boolean isStart(Path page) {
    return page.equals(Path.of("README.md"));
  }

  private static List<Link> links() {
    List<Link> links = new ArrayList<>();
    for (Path page : Pages.all()) {
      Matcher link = LINK.matcher(Pages.prose(page));
      while (link.find()) {
        links.add(new Link(page, link.group(1)));
      }
    }
    return links;
  }

  /** The anchors of a page's headings, as GitHub makes them. */
  private static Set<String> anchors(Path page) {
    return HEADING
        .matcher(Pages.prose(page))
        .results()
        .map(
            heading ->
                heading
                    .group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
