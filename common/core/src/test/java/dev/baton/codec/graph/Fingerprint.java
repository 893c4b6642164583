package dev.baton.codec.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text by which elements of a collection without order are recognised in its copy. Of collections
 * it says no more than which texts and numbers are in them, because views arrive as other classes.
 */
final class Fingerprint {

  private static final int DEPTH = 3;

  private Fingerprint() {}

  static String of(List<@Nullable Object> tuple) {
    StringBuilder print = new StringBuilder();
    tuple.forEach(object -> append(object, DEPTH, print));
    return print.toString();
  }

  private static void append(@Nullable Object object, int depth, StringBuilder print) {
    switch (object instanceof SelfWritten.Replaced replaced ? replaced.standIn() : object) {
      case null -> print.append("null");
      case Set<?> set -> appendSimple("set", set, print);
      case Collection<?> elements -> appendSimple("collection", elements, print);
      case Map<?, ?> entries -> appendSimple("map", entries.keySet(), print);
      case Object other -> {
        if (Facts.isBoxed(other)) {
          print.append(Naming.describe(other));
        } else if (depth > 0) {
          appendFacts(other, depth, print);
        }
      }
    }
    print.append(' ');
  }

  private static void appendSimple(String shape, Collection<?> elements, StringBuilder print) {
    List<String> simple = new ArrayList<>();
    for (Object element : elements.toArray()) {
      if (element instanceof String || Facts.isBoxed(element)) {
        simple.add(Naming.describe(element));
      }
    }
    simple.sort(null);
    print.append(shape).append(" of ").append(elements.size()).append(": ").append(simple);
  }

  private static void appendFacts(Object object, int depth, StringBuilder print) {
    Facts facts = FactFinder.of(object);
    print.append(object instanceof Map.Entry<?, ?> ? "entry" : Naming.nameOf(object));
    print.append('(').append(facts.text());
    facts.parts().forEach(part -> append(part.object(), depth - 1, print));
    print.append(')');
  }
}
