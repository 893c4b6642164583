package dev.baton.codec.graph;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text by which elements of a collection without order are recognised in its copy. */
final class Fingerprint {

  private static final int DEPTH = 3;

  private Fingerprint() {}

  static String of(List<@Nullable Object> tuple) {
    StringBuilder print = new StringBuilder();
    tuple.forEach(object -> append(object, DEPTH, print));
    return print.toString();
  }

  private static void append(@Nullable Object object, int depth, StringBuilder print) {
    if (object == null || Facts.isBoxed(object)) {
      print.append(object);
      return;
    }
    if (depth == 0) {
      return;
    }
    boolean view = CollectionFacts.isView(object);
    print
        .append(view || FactFinder.isLambda(object) ? "~" : object.getClass().getName())
        .append('(');
    Facts facts = FactFinder.of(object);
    print.append(view ? "" : facts.text());
    facts.parts().forEach(part -> append(part.object(), depth - 1, print));
    List<String> unordered = new ArrayList<>();
    for (List<@Nullable Object> tuple : facts.unordered()) {
      StringBuilder inner = new StringBuilder();
      tuple.forEach(part -> append(part, depth - 1, inner));
      unordered.add(inner.toString());
    }
    unordered.sort(null);
    print.append(unordered).append(')');
  }
}
