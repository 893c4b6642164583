package dev.baton.codec.kryo.problem;

import dev.baton.codec.kryo.graph.ReferenceForms;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The path from the encoded object to one inside it. It is searched only after a failure, so that
 * nothing has to be recorded in the normal case.
 *
 * @param path fields and indices, such as {@code Order.items[2].connection}
 * @param holder the class that has the last field and the class of the culprit, or empty if the
 *     path has no field
 */
record GraphPath(String path, String holder) {

  /** A graph may be huge; an inexact path is better than a hanging program. */
  private static final int MOST_VISITED = 1_000_000;

  /** A position of the search: an object, and the path by which it was reached. */
  private record Step(@Nullable Step before, String label, Object object) {}

  /**
   * Finds the culprit, which is the object itself or its class. Objects that travel by reference
   * are not searched.
   */
  static GraphPath find(
      @Nullable Object root, @Nullable Object culprit, ReferenceForms references) {
    if (root == null) {
      return new GraphPath("null", "");
    }
    Step start = new Step(null, simpleName(root.getClass()), root);
    Step end = culprit == null ? start : search(start, culprit, references);
    return end == null ? describe(start) : describe(end);
  }

  /**
   * A class name for people: without its package, and for lambdas, the class that contains them.
   */
  static String simpleName(Class<?> type) {
    if (type.isArray()) {
      return simpleName(type.getComponentType()) + "[]";
    }
    String name = type.getName();
    if (type.isHidden() && name.contains("$$")) {
      name = name.substring(0, name.indexOf("$$")) + " lambda";
    }
    return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
  }

  private static @Nullable Step search(Step start, Object culprit, ReferenceForms references) {
    IdentityHashMap<Object, Boolean> visited = new IdentityHashMap<>();
    Queue<Step> open = new ArrayDeque<>();
    open.add(start);
    visited.put(start.object(), true);
    while (!open.isEmpty() && visited.size() < MOST_VISITED) {
      Step step = open.remove();
      if (isCulprit(step.object(), culprit)) {
        return step;
      }
      if (references.cover(step.object().getClass())) {
        continue;
      }
      GraphParts.forEach(
          step.object(),
          (label, part) -> {
            if (visited.put(part, true) == null) {
              open.add(new Step(step, label, part));
            }
          });
    }
    return null;
  }

  @SuppressWarnings("ReferenceEquality") // looks for the very same object
  private static boolean isCulprit(Object object, Object culprit) {
    return object == culprit || object.getClass() == culprit;
  }

  private static GraphPath describe(Step end) {
    StringBuilder path = new StringBuilder();
    for (Step step = end; step != null; step = step.before()) {
      path.insert(0, step.label());
    }
    String holder =
        end.before() == null ? "" : nameOf(end.before().object()) + " → " + nameOf(end.object());
    return new GraphPath(path.toString(), holder);
  }

  private static String nameOf(Object object) {
    Class<?> type = object.getClass();
    return type.isHidden() || type.isArray() ? simpleName(type) : type.getName();
  }
}
