package dev.baton.codec.graph;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be compared of one object.
 *
 * @param text its own state
 * @param parts the objects it refers to, in an order that matters
 * @param unordered the elements or entries of a collection that has no order, each as one or two
 *     objects
 * @param isValue whether it does not matter if two equal ones have become one
 */
record Facts(
    String text, List<Part> parts, List<List<@Nullable Object>> unordered, boolean isValue) {

  /** An object that another one refers to, and by what name. */
  record Part(String label, @Nullable Object object) {}

  static boolean isBoxed(@Nullable Object object) {
    return (object instanceof Number && object.getClass().getPackageName().equals("java.lang"))
        || object instanceof Boolean
        || object instanceof Character;
  }

  /** The same with nothing in order, as a copy is compared with a view that has no order. */
  Facts withoutOrder(int tupleSize) {
    List<List<@Nullable Object>> tuples = new ArrayList<>(unordered);
    for (int i = 0; i + tupleSize <= parts.size(); i += tupleSize) {
      List<@Nullable Object> tuple = new ArrayList<>();
      parts.subList(i, i + tupleSize).forEach(part -> tuple.add(part.object()));
      tuples.add(tuple);
    }
    return new Facts(text, List.of(), tuples, isValue);
  }

  static Facts ofValue(String text) {
    return new Facts(text, List.of(), List.of(), true);
  }
}
