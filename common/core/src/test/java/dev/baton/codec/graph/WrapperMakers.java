package dev.baton.codec.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Wrappers of {@code java.util.Collections} around collections of every fitting kind. What they
 * wrap may be found elsewhere in the graph, too.
 */
@SuppressWarnings("JdkObsolete") // users have what they have
final class WrapperMakers {

  private WrapperMakers() {}

  static void addTo(Makers to) {
    addCollections(to);
    addLists(to);
    addSets(to);
    addSortedSets(to);
    addMaps(to);
    addSortedMaps(to);
    addOthers(to);
  }

  private static void addCollections(Makers to) {
    collections(to, "unmodifiableCollection", Collections::unmodifiableCollection);
    collections(to, "synchronizedCollection", Collections::synchronizedCollection);
    collections(to, "checkedCollection", all -> Collections.checkedCollection(all, Object.class));
    to.holder(
        "unmodifiableSequencedCollection",
        source -> Collections.unmodifiableSequencedCollection(list(source)));
    to.holder("checkedQueue", source -> Collections.checkedQueue(queue(source), Object.class));
  }

  private static void collections(
      Makers to, String name, Function<Collection<@Nullable Object>, Object> wrap) {
    to.holder(name, source -> wrap.apply(source.flip() ? list(source) : deque(source)));
  }

  private static Collection<@Nullable Object> deque(Source source) {
    Collection<@Nullable Object> deque = source.remember(new ArrayDeque<>());
    deque.addAll(source.nonNulls());
    return deque;
  }

  private static Queue<Object> queue(Source source) {
    return source.remember(new LinkedBlockingQueue<>(source.nonNulls()));
  }

  private static void addLists(Makers to) {
    lists(to, "unmodifiableList", Collections::unmodifiableList);
    lists(to, "synchronizedList", Collections::synchronizedList);
    lists(to, "checkedList", list -> Collections.checkedList(list, Object.class));
    to.holder(
        "checkedList of texts",
        source -> Collections.checkedList(new ArrayList<>(source.texts()), String.class));
    to.holder(
        "wrapper in wrapper",
        source -> Collections.synchronizedList(Collections.unmodifiableList(list(source))));
  }

  private static void lists(Makers to, String name, Function<List<@Nullable Object>, Object> wrap) {
    to.holder(name, source -> wrap.apply(list(source)));
  }

  private static List<@Nullable Object> list(Source source) {
    List<@Nullable Object> random = CollectionMakers.arrayList(source);
    return source.flip() ? random : source.remember(new LinkedList<>(random));
  }

  private static void addSets(Makers to) {
    sets(to, "unmodifiableSet", Collections::unmodifiableSet);
    sets(to, "synchronizedSet", Collections::synchronizedSet);
    sets(to, "checkedSet", set -> Collections.checkedSet(set, Object.class));
    to.holder(
        "unmodifiableSequencedSet",
        source -> Collections.unmodifiableSequencedSet(new LinkedHashSet<>(source.keys())));
  }

  private static void sets(Makers to, String name, Function<Set<Object>, Object> wrap) {
    to.holder(name, source -> wrap.apply(set(source)));
  }

  @SuppressWarnings("unchecked") // of texts, to which nobody adds
  private static Set<Object> set(Source source) {
    Set<?> set =
        switch (source.below(5)) {
          case 0 -> new HashSet<>(source.keys());
          case 1 -> new LinkedHashSet<>(source.keys());
          case 2 -> sortedSet(source);
          case 3 -> Collections.newSetFromMap(new ConcurrentHashMap<>());
          default -> MapMakers.identityMap(source).keySet();
        };
    return (Set<Object>) source.remember(set);
  }

  private static void addSortedSets(Makers to) {
    sortedSets(to, "unmodifiableSortedSet", Collections::unmodifiableSortedSet);
    sortedSets(to, "synchronizedSortedSet", Collections::synchronizedSortedSet);
    sortedSets(to, "checkedSortedSet", set -> Collections.checkedSortedSet(set, String.class));
    sortedSets(to, "unmodifiableNavigableSet", Collections::unmodifiableNavigableSet);
    sortedSets(to, "synchronizedNavigableSet", Collections::synchronizedNavigableSet);
    sortedSets(
        to, "checkedNavigableSet", set -> Collections.checkedNavigableSet(set, String.class));
    sortedSets(to, "unmodifiableSet of sorted", Collections::unmodifiableSet);
  }

  private static void sortedSets(
      Makers to, String name, Function<NavigableSet<String>, Object> wrap) {
    to.holder(name, source -> wrap.apply(source.remember(sortedSet(source))));
  }

  private static NavigableSet<String> sortedSet(Source source) {
    NavigableSet<String> set =
        source.flip()
            ? new TreeSet<>(Comparators.ofTexts(source))
            : new ConcurrentSkipListSet<>(Comparators.ofTexts(source));
    set.addAll(source.texts());
    return set;
  }

  private static void addMaps(Makers to) {
    maps(to, "unmodifiableMap", Collections::unmodifiableMap);
    maps(to, "synchronizedMap", Collections::synchronizedMap);
    maps(to, "checkedMap", map -> Collections.checkedMap(map, Object.class, Object.class));
    to.holder(
        "unmodifiableSequencedMap",
        source ->
            Collections.unmodifiableSequencedMap(
                MapMakers.filled(source, new LinkedHashMap<>(16, 0.75f, source.flip()))));
    to.holder(
        "unmodifiableMap of sorted", source -> Collections.unmodifiableMap(sortedMap(source)));
    to.holder(
        "synchronizedMap of sorted", source -> Collections.synchronizedMap(sortedMap(source)));
  }

  private static void maps(
      Makers to, String name, Function<Map<@Nullable Object, @Nullable Object>, Object> wrap) {
    to.holder(name, source -> wrap.apply(source.remember(map(source))));
  }

  private static Map<@Nullable Object, @Nullable Object> map(Source source) {
    return switch (source.below(5)) {
      case 0 -> MapMakers.hashMap(source);
      case 1 -> MapMakers.filled(source, MapMakers.byAccess());
      case 2 -> MapMakers.identityMap(source);
      case 3 -> MapMakers.filledWithoutNull(source, new ConcurrentHashMap<>());
      default -> MapMakers.filled(source, new LinkedHashMap<>());
    };
  }

  private static void addSortedMaps(Makers to) {
    sortedMaps(to, "unmodifiableSortedMap", Collections::unmodifiableSortedMap);
    sortedMaps(to, "synchronizedSortedMap", Collections::synchronizedSortedMap);
    sortedMaps(
        to,
        "checkedSortedMap",
        map -> Collections.checkedSortedMap(map, String.class, Object.class));
    sortedMaps(to, "unmodifiableNavigableMap", Collections::unmodifiableNavigableMap);
    sortedMaps(to, "synchronizedNavigableMap", Collections::synchronizedNavigableMap);
    sortedMaps(
        to,
        "checkedNavigableMap",
        map -> Collections.checkedNavigableMap(map, String.class, Object.class));
  }

  private static void sortedMaps(
      Makers to, String name, Function<NavigableMap<String, Object>, Object> wrap) {
    to.holder(name, source -> wrap.apply(sortedMap(source)));
  }

  private static NavigableMap<String, Object> sortedMap(Source source) {
    return source.remember(MapMakers.treeMap(source));
  }

  private static void addOthers(Makers to) {
    to.holder(
        "newSetFromMap",
        source -> {
          Set<Object> set = Collections.newSetFromMap(new ConcurrentHashMap<>());
          set.addAll(source.keys());
          return set;
        });
    to.holder(
        "newSetFromMap of identities",
        source -> {
          Set<Object> set = Collections.newSetFromMap(new IdentityHashMap<>());
          set.add(new UserTypes.SerialPair(1, "equal"));
          set.add(new UserTypes.SerialPair(2, "equal"));
          return set;
        });
    to.value(
        "newSetFromMap, weak",
        source -> {
          Set<Object> set = Collections.newSetFromMap(new WeakHashMap<>());
          set.add(UserConstants.Color.RED);
          return set;
        });
    to.holder(
        "newSequencedSetFromMap",
        source -> {
          Set<Object> set = Collections.newSequencedSetFromMap(new LinkedHashMap<>());
          set.addAll(source.keys());
          return set;
        });
    to.holder(
        "asLifoQueue",
        source -> {
          ArrayDeque<Object> deque = source.remember(new ArrayDeque<>(source.nonNulls()));
          return Collections.asLifoQueue(deque);
        });
    to.holder("order of texts", Comparators::ofTexts);
  }
}
