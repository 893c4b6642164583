package dev.baton.codec.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds which elements of a collection without order belong together: those of which it is known
 * already, and then those that look alike.
 */
final class Matching {

  private final List<List<@Nullable Object>> left;
  private final Map<String, List<List<@Nullable Object>>> byLook = new LinkedHashMap<>();

  private Matching(List<List<@Nullable Object>> copies) {
    left = new ArrayList<>(copies);
  }

  /**
   * Calls with each original and the copy that belongs to it.
   *
   * @param known the copy of an object, or null if it is not known
   */
  static void match(
      List<List<@Nullable Object>> originals,
      List<List<@Nullable Object>> copies,
      Function<Object, @Nullable Object> known,
      BiConsumer<List<@Nullable Object>, List<@Nullable Object>> found) {
    Matching matching = new Matching(copies);
    List<List<@Nullable Object>> unknown = new ArrayList<>();
    for (List<@Nullable Object> original : originals) {
      Object first = original.getFirst();
      int at = first == null ? -1 : matching.indexOf(known.apply(first));
      if (at >= 0) {
        found.accept(original, matching.left.remove(at));
      } else {
        unknown.add(original);
      }
    }
    for (List<@Nullable Object> copy : matching.left) {
      matching.byLook.computeIfAbsent(Fingerprint.of(copy), look -> new ArrayList<>()).add(copy);
    }
    unknown.sort(Comparator.comparing(Matching::holdsView)); // their copies are of other classes
    unknown.forEach(original -> found.accept(original, matching.takeLike(original)));
  }

  @SuppressWarnings("ReferenceEquality") // mates are known by identity
  private int indexOf(@Nullable Object mate) {
    for (int i = 0; mate != null && i < left.size(); i++) {
      if (left.get(i).getFirst() == mate) {
        return i;
      }
    }
    return -1;
  }

  /** If none looks alike, the first that is left shows what is different. */
  private List<@Nullable Object> takeLike(List<@Nullable Object> original) {
    List<List<@Nullable Object>> alike = byLook.getOrDefault(Fingerprint.of(original), List.of());
    if (alike.isEmpty()) {
      alike = byLook.values().stream().filter(list -> !list.isEmpty()).findFirst().orElseThrow();
    }
    int best = 0;
    while (best < alike.size() - 1 && !sameClasses(original, alike.get(best))) {
      best++;
    }
    return alike.remove(best);
  }

  private static boolean holdsView(List<@Nullable Object> tuple) {
    return tuple.stream().anyMatch(object -> object != null && CollectionFacts.isView(object));
  }

  private static boolean sameClasses(List<@Nullable Object> original, List<@Nullable Object> copy) {
    return original.stream()
        .map(Naming::nameOf)
        .toList()
        .equals(copy.stream().map(Naming::nameOf).toList());
  }
}
