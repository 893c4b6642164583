package dev.baton.codec.graph;

import dev.baton.codec.graph.GraphComparison.Pair;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Compares how collections behave: whether they find what they hold, whether they take null, and
 * whether they can be changed. The graphs are of no use afterwards.
 */
final class Probes {

  private Probes() {}

  static Optional<Difference> difference(List<Pair> pairs) {
    for (Pair pair : pairs) {
      if (isComparable(pair)) {
        String original = behaviour(pair.original());
        String copy = behaviour(pair.copy());
        if (!original.equals(copy)) {
          return Optional.of(
              new Difference(
                  "behaviour of " + Naming.nameOf(pair.original()),
                  pair.path(),
                  original + " became " + copy));
        }
      }
    }
    return Optional.empty();
  }

  @SuppressWarnings("ReferenceEquality") // a constant of the JVM is not to be changed
  private static boolean isComparable(Pair pair) {
    return pair.original().getClass() == pair.copy().getClass()
        && pair.original() != pair.copy()
        && !CollectionFacts.isDetached(pair.original())
        && !CollectionFacts.isDetached(pair.copy());
  }

  @SuppressWarnings("unchecked") // whether it takes such a thing is the question
  private static String behaviour(Object object) {
    return switch (object) {
      case Set<?> set -> "finds " + found(set, set) + ofCollection((Collection<Object>) object);
      case Collection<?> collection -> ofCollection((Collection<Object>) collection);
      case Map<?, ?> map -> "finds " + found(map.keySet(), map) + ofMap((Map<Object, Object>) map);
      default -> "";
    };
  }

  private static long found(Set<?> elements, Object holder) {
    return elements.stream()
        .filter(element -> !(element instanceof Map.Entry<?, ?>))
        .filter(
            element ->
                holder instanceof Map<?, ?> map
                    ? map.containsKey(element)
                    : elements.contains(element))
        .count();
  }

  private static String ofCollection(Collection<Object> collection) {
    return outcome("contains(null)", () -> collection.contains(null))
        + outcome("add(null)", () -> collection.add(null))
        + outcome("add", () -> collection.add("probe"));
  }

  private static String ofMap(Map<Object, Object> map) {
    return outcome("get(null)", () -> map.get(null) == null)
        + outcome("put(null, …)", () -> map.put(null, "probe") == null)
        + outcome("put", () -> map.put("probe", "probe") == null)
        + outcome("size", map::size);
  }

  private static String outcome(String name, Callable<Object> action) {
    try {
      return ", " + name + ": " + action.call();
    } catch (Exception e) {
      return ", " + name + ": " + e.getClass().getSimpleName();
    }
  }
}
