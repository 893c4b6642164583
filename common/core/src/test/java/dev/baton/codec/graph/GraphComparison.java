package dev.baton.codec.graph;

import static dev.baton.codec.graph.Naming.describe;
import static dev.baton.codec.graph.Naming.nameOf;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares a graph with what is to be its copy: each object of one side has one mate on the other,
 * of the same class and with the same facts, wherever it is met.
 */
@SuppressWarnings("ReferenceEquality") // mates are known by identity
final class GraphComparison {

  /** Two objects at the same place. */
  record Pair(String path, Object original, Object copy) {}

  private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>();
  private final IdentityHashMap<Object, Object> originals = new IdentityHashMap<>();
  private final Deque<Pair> open = new ArrayDeque<>();
  private final Deque<Pair> openUnordered = new ArrayDeque<>();
  private final List<Pair> pairs = new ArrayList<>();
  private boolean loose;
  private @Nullable Difference difference;

  private GraphComparison() {}

  static GraphComparison of(@Nullable Object original, @Nullable Object copy) {
    GraphComparison comparison = new GraphComparison();
    comparison.pair("root", null, original, copy);
    comparison.run();
    return comparison;
  }

  Optional<Difference> difference() {
    return Optional.ofNullable(difference);
  }

  /** All objects that were compared, in the order they were met. */
  List<Pair> pairs() {
    return pairs;
  }

  /** Whether two equal graphs may differ in order by chance, or because of a copied view. */
  boolean isLoose() {
    return loose;
  }

  private void run() {
    while (difference == null && !(open.isEmpty() && openUnordered.isEmpty())) {
      // What has an order is compared first, so that most mates are known when it does not help.
      if (!open.isEmpty()) {
        compare(open.poll());
      } else {
        compareUnordered(openUnordered.poll());
      }
    }
  }

  private void pair(
      String path, @Nullable Object holder, @Nullable Object original, @Nullable Object copy) {
    if (difference != null || (original == null && copy == null)) {
      return;
    }
    String change = describe(original) + " became " + describe(copy);
    if (original == null || copy == null) {
      differ("null in " + nameOf(holder), path, change);
    } else if (!Facts.isBoxed(original)) {
      meet(new Pair(path, original, copy), holder);
    } else if (!original.equals(copy)) {
      differ("value in " + nameOf(holder), path, change);
    }
  }

  private void meet(Pair pair, @Nullable Object holder) {
    Object known = copies.putIfAbsent(pair.original, pair.copy);
    if (known == null) {
      meetFirst(pair);
    } else if (known != pair.copy) {
      differ(
          "identity of " + nameOf(pair.original) + " in " + nameOf(holder),
          pair.path,
          "one object has become two: " + describe(pair.original));
    }
  }

  private void meetFirst(Pair pair) {
    checkClass(pair);
    Object other = originals.put(pair.copy, pair.original);
    if (other != null && !mayBeMerged(pair.original) && !mayBeMerged(other)) {
      differ(
          "identity of " + nameOf(pair.original) + ", reversed",
          pair.path,
          "two objects have become one: " + describe(pair.original));
    }
    pairs.add(pair);
    if (!(pair.original instanceof SelfWritten.Replaced)) {
      open.add(pair);
    }
  }

  /** Whether nobody minds if two equal objects become one. */
  private static boolean mayBeMerged(Object object) {
    return object.getClass().getName().startsWith("java.util.ImmutableCollections$")
        || FactFinder.of(object).isValue();
  }

  private void checkClass(Pair pair) {
    Object original = pair.original;
    Object copy = pair.copy;
    if (original.getClass() == copy.getClass()) {
      if (UserConstants.isConstant(original) && original != copy) {
        differ("constant of " + nameOf(original), pair.path, "arrived as another object");
      }
    } else if (CollectionFacts.isView(original)) {
      loose = true;
      List<String> missing = CollectionFacts.shapesMissing(original, copy).toList();
      if (!missing.isEmpty()) {
        String change = "became " + nameOf(copy) + ", which is no " + missing;
        differ("copy of view " + nameOf(original), pair.path, change);
      }
    } else if (!isReplaced(original, copy)) {
      differ("class of " + nameOf(original), pair.path, "became " + nameOf(copy));
    }
  }

  private static boolean isReplaced(Object original, Object copy) {
    return original instanceof SelfWritten.Replaced replaced
        ? replaced.standIn().equals(copy)
        : FactFinder.isLambda(original) && FactFinder.isLambda(copy);
  }

  private void compare(Pair pair) {
    Facts original = FactFinder.of(pair.original);
    boolean view = isCopiedView(pair);
    Facts copy = view ? ofCopy(pair.copy, original) : FactFinder.of(pair.copy);
    if (!view && !original.text().equals(copy.text())) {
      String change = Naming.firstDifference(original.text(), copy.text());
      differ("state of " + nameOf(pair.original), pair.path, change);
    } else if (original.parts().size() != copy.parts().size()
        || original.unordered().size() != copy.unordered().size()) {
      String change = sizes(pair.original, original) + " became " + sizes(pair.copy, copy);
      differ("size of " + nameOf(pair.original), pair.path, change);
    } else {
      compareParts(pair, original.parts(), copy.parts());
      if (!original.unordered().isEmpty()) {
        loose = true;
        openUnordered.add(pair);
      }
    }
  }

  private static boolean isCopiedView(Pair pair) {
    return pair.original.getClass() != pair.copy.getClass()
        && CollectionFacts.isView(pair.original);
  }

  private void compareParts(Pair pair, List<Facts.Part> originalParts, List<Facts.Part> copyParts) {
    for (int i = 0; i < originalParts.size(); i++) {
      Facts.Part part = originalParts.get(i);
      pair(pair.path + part.label(), pair.original, part.object(), copyParts.get(i).object());
    }
  }

  private void compareUnordered(Pair pair) {
    Facts original = FactFinder.of(pair.original);
    Facts copy = isCopiedView(pair) ? ofCopy(pair.copy, original) : FactFinder.of(pair.copy);
    Matching.match(
        original.unordered(),
        copy.unordered(),
        copies::get,
        (one, other) -> {
          pair(pair.path + "[key]", pair.original, one.getFirst(), other.getFirst());
          if (one.size() > 1) {
            pair(pair.path + "[value]", pair.original, one.get(1), other.get(1));
          }
        });
  }

  /** The facts of a copy, in the form in which those of a view come. */
  private static Facts ofCopy(Object copy, Facts view) {
    Facts facts =
        copy instanceof Collection<?> collection
            ? CollectionFacts.contentOf(collection).build()
            : FactFinder.of(copy);
    return view.unordered().isEmpty()
        ? facts
        : facts.withoutOrder(view.unordered().getFirst().size());
  }

  private static String sizes(Object object, Facts facts) {
    return "%s with %d parts and %d without order"
        .formatted(nameOf(object), facts.parts().size(), facts.unordered().size());
  }

  private void differ(String kind, String path, String detail) {
    if (difference == null) {
      difference = new Difference(kind, path, detail);
    }
  }
}
