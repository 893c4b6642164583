package dev.baton.codec.graph;

import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows a graph, one object a line, so that a program can be written from it. */
final class GraphText {

  private static final int LONGEST = 120;

  private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
  private final StringBuilder text = new StringBuilder();

  private GraphText() {}

  static String of(@Nullable Object graph) {
    GraphText shown = new GraphText();
    shown.append("root", graph, 1);
    return shown.text.toString();
  }

  private void append(String label, @Nullable Object object, int depth) {
    text.append("  ".repeat(depth)).append(label).append(": ");
    if (object == null || Facts.isBoxed(object)) {
      text.append(object).append('\n');
      return;
    }
    Integer known = numbers.putIfAbsent(object, numbers.size() + 1);
    if (known != null) {
      text.append("the same as #").append(known).append('\n');
      return;
    }
    Facts facts = FactFinder.of(object);
    String state = facts.text().replace('\n', ' ');
    text.append('#')
        .append(numbers.get(object))
        .append(' ')
        .append(Naming.nameOf(object))
        .append(' ')
        .append(state, 0, Math.min(state.length(), LONGEST))
        .append('\n');
    facts.parts().forEach(part -> append(part.label(), part.object(), depth + 1));
    for (List<@Nullable Object> tuple : facts.unordered()) {
      append("[key]", tuple.getFirst(), depth + 1);
      if (tuple.size() > 1) {
        append("[value]", tuple.get(1), depth + 2);
      }
    }
  }
}
