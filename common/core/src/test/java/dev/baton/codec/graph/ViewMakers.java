package dev.baton.codec.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Views of collections, which travel as copies where Java's serialisation cannot write them. */
@SuppressWarnings("JdkObsolete") // users have what they have
final class ViewMakers {

  private ViewMakers() {}

  static void addTo(Makers to) {
    addOfLists(to);
    addOfDeques(to);
    addOfMaps(to);
    addOfSorted(to);
    addOfConcurrent(to);
  }

  private static void addOfLists(Makers to) {
    to.holder("subList of ArrayList", source -> part(new ArrayList<>(source.anys())));
    to.holder("subList of LinkedList", source -> part(new LinkedList<>(source.anys())));
    to.holder("subList of List.of", source -> part(List.copyOf(source.nonNulls())));
    to.holder(
        "subList of unmodifiableList", source -> part(Collections.unmodifiableList(source.anys())));
    to.holder("reversed of ArrayList", source -> new ArrayList<>(source.anys()).reversed());
    to.holder("reversed of List.of", source -> List.copyOf(source.nonNulls()).reversed());
    to.holder("reversed of LinkedHashSet", source -> new LinkedHashSet<>(source.keys()).reversed());
  }

  private static <T extends @Nullable Object> List<T> part(List<T> list) {
    return list.subList(Math.min(1, list.size()), list.size());
  }

  private static void addOfDeques(Makers to) {
    to.holder("reversed of ArrayDeque", source -> new ArrayDeque<>(source.nonNulls()).reversed());
    to.holder("reversed of LinkedList", source -> new LinkedList<>(source.anys()).reversed());
  }

  private static void addOfMaps(Makers to) {
    views(to, "HashMap", source -> MapMakers.hashMap(source));
    views(to, "LinkedHashMap", source -> MapMakers.filled(source, new LinkedHashMap<>()));
    views(to, "IdentityHashMap", MapMakers::identityMap);
    views(to, "Map.of", source -> Map.copyOf(MapMakers.filledWithoutNull(source, new HashMap<>())));
    views(to, "TreeMap", MapMakers::treeMap);
    views(
        to,
        "ConcurrentHashMap",
        source -> MapMakers.filledWithoutNull(source, new ConcurrentHashMap<>()));
    views(
        to,
        "ConcurrentSkipListMap",
        source -> MapMakers.sorted(source, new ConcurrentSkipListMap<>()));
    views(to, "unmodifiableMap", source -> Collections.unmodifiableMap(MapMakers.hashMap(source)));
    views(to, "synchronizedMap", source -> Collections.synchronizedMap(MapMakers.hashMap(source)));
    to.holder(
        "reversed of LinkedHashMap",
        source -> MapMakers.filled(source, new LinkedHashMap<>()).reversed());
    to.holder(
        "entry of HashMap",
        source ->
            new HashMap<>(Map.of(source.key(), source.nonNull())).entrySet().iterator().next());
    to.holder(
        "entry of TreeMap", source -> new TreeMap<>(Map.of("a", source.nonNull())).firstEntry());
  }

  private static void views(Makers to, String name, Function<Source, Map<?, ?>> make) {
    to.holder("keySet of " + name, source -> make.apply(source).keySet());
    to.holder("values of " + name, source -> make.apply(source).values());
    to.holder("entrySet of " + name, source -> make.apply(source).entrySet());
    to.holder(
        "map and views of " + name,
        source -> {
          Map<?, ?> map = source.remember(make.apply(source));
          return new Object[] {map.keySet(), map.values(), map, map.keySet()};
        });
  }

  private static void addOfSorted(Makers to) {
    maps(to, "TreeMap", MapMakers::treeMap);
    maps(
        to,
        "ConcurrentSkipListMap",
        source ->
            MapMakers.ofTexts(source, new ConcurrentSkipListMap<>(Comparators.ofTexts(source))));
    sets(to, "TreeSet", TreeSet::new);
    sets(to, "ConcurrentSkipListSet", ConcurrentSkipListSet::new);
  }

  private static void maps(
      Makers to, String name, Function<Source, NavigableMap<String, Object>> make) {
    to.holder("headMap of " + name, source -> make.apply(source).headMap("m", true));
    to.holder("tailMap of " + name, source -> make.apply(source).tailMap("b", false));
    to.holder("descendingMap of " + name, source -> make.apply(source).descendingMap());
    to.holder("navigableKeySet of " + name, source -> make.apply(source).navigableKeySet());
    to.holder("descendingKeySet of " + name, source -> make.apply(source).descendingKeySet());
    to.holder("entrySet of part of " + name, source -> make.apply(source).tailMap("b").entrySet());
  }

  private static void sets(
      Makers to, String name, Function<List<String>, NavigableSet<String>> make) {
    to.holder("headSet of " + name, source -> make.apply(source.texts()).headSet("m", true));
    to.holder("descendingSet of " + name, source -> make.apply(source.texts()).descendingSet());
    to.holder(
        "part of descendingSet of " + name,
        source -> make.apply(source.texts()).descendingSet().tailSet("x"));
  }

  private static void addOfConcurrent(Makers to) {
    to.holder(
        "ConcurrentHashMap.keySet(value)",
        source -> {
          ConcurrentHashMap<Object, Object> map = new ConcurrentHashMap<>();
          map.put(source.key(), source.nonNull());
          return source.remember(map).keySet("added");
        });
    to.holder(
        "ConcurrentNavigableMap of natural order",
        source -> {
          ConcurrentNavigableMap<Integer, Object> map = new ConcurrentSkipListMap<>();
          map.put(source.number(), source.nonNull());
          map.put(source.number(), "last");
          return map.headMap(source.number());
        });
  }
}
