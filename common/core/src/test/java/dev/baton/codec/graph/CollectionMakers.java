package dev.baton.codec.graph;

import dev.baton.codec.graph.UserConstants.Color;
import dev.baton.codec.graph.UserConstants.Many;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.Stack;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists and sets. */
@SuppressWarnings({"JdkObsolete", "NonApiType"}) // users have what they have
final class CollectionMakers {

  private CollectionMakers() {}

  static void addTo(Makers to) {
    addLists(to);
    addImmutable(to);
    addSets(to);
    addSortedSets(to);
    addEnumSets(to);
    addSmall(to);
  }

  private static void addLists(Makers to) {
    to.holder("Object[]", CollectionMakers::array);
    to.holder("Object[][]", source -> new Object[][] {array(source), null, new String[] {"a"}});
    to.holder("String[]", source -> source.texts().toArray(String[]::new));
    to.holder("Integer[]", source -> new Integer[] {1, null, source.number()});
    to.holder("Runnable[]", source -> new Runnable[] {LambdaMakers.printing(source.any()), null});
    to.holder("Comparable[]", source -> source.comparables().toArray(Comparable[]::new));
    to.holder("ArrayList", CollectionMakers::arrayList);
    to.holder("ArrayList with room", source -> filled(source, new ArrayList<>(100)));
    to.holder("LinkedList", source -> filled(source, new LinkedList<>()));
    to.holder("Vector", source -> filled(source, new Vector<>(source.oneOf(0, 3, 20), 7)));
    to.holder("Stack", source -> filled(source, new Stack<>()));
    to.holder("CopyOnWriteArrayList", source -> filled(source, new CopyOnWriteArrayList<>()));
    to.holder("ArrayDeque", source -> new ArrayDeque<>(source.nonNulls()));
    to.holder("Arrays.asList", source -> Arrays.asList(array(source)));
    to.holder(
        "Arrays.asList of texts", source -> Arrays.asList(source.texts().toArray(String[]::new)));
  }

  private static @Nullable Object[] array(Source source) {
    @Nullable Object[] array = source.remember(source.anys().toArray());
    source.openEnd(
        value -> {
          if (array.length > 0) {
            array[0] = value;
          }
        });
    return array;
  }

  /** A list that may come to contain itself. */
  static List<@Nullable Object> arrayList(Source source) {
    List<@Nullable Object> list = source.remember(new ArrayList<>(source.anys()));
    source.openEnd(list::add);
    return list;
  }

  static <C extends Collection<@Nullable Object>> C filled(Source source, C collection) {
    collection.addAll(source.anys());
    return collection;
  }

  private static void addImmutable(Makers to) {
    to.holder("List.of", source -> List.of(source.nonNulls().toArray()));
    to.holder("List.copyOf", source -> List.copyOf(source.nonNulls()));
    to.holder("Stream.toList", source -> source.anys().stream().toList());
    to.holder("Set.of", source -> Set.copyOf(source.keys()));
  }

  private static void addSets(Makers to) {
    to.holder("HashSet", source -> new HashSet<>(source.keys()));
    to.holder(
        "HashSet with null",
        source -> {
          Set<@Nullable Object> set = new HashSet<>(100, 0.5f);
          set.addAll(source.keys());
          set.add(null);
          return set;
        });
    to.holder("LinkedHashSet", source -> new LinkedHashSet<>(source.keys()));
    to.holder("CopyOnWriteArraySet", source -> new CopyOnWriteArraySet<>(source.keys()));
    to.holder(
        "ConcurrentHashMap.newKeySet",
        source -> {
          Set<Object> set = ConcurrentHashMap.newKeySet();
          set.addAll(source.keys());
          return set;
        });
  }

  private static void addSortedSets(Makers to) {
    to.holder("TreeSet", source -> new TreeSet<>(source.comparables()));
    ordered(to, "TreeSet with comparator", order -> new TreeSet<>(order));
    to.holder("ConcurrentSkipListSet", source -> new ConcurrentSkipListSet<>(source.comparables()));
    ordered(
        to, "ConcurrentSkipListSet with comparator", order -> new ConcurrentSkipListSet<>(order));
    to.holder("PriorityQueue", source -> new PriorityQueue<>(source.comparables()));
    ordered(to, "PriorityQueue with comparator", order -> new PriorityQueue<>(order));
  }

  /** Collections of texts, in an order that says something of texts. */
  static void ordered(
      Makers to, String name, Function<Comparator<String>, Collection<String>> make) {
    to.holder(
        name,
        source -> {
          Collection<String> collection = make.apply(Comparators.ofTexts(source));
          collection.addAll(source.texts());
          return collection;
        });
  }

  private static void addEnumSets(Makers to) {
    to.value("EnumSet.noneOf", source -> EnumSet.noneOf(Color.class));
    to.value("EnumSet", source -> EnumSet.of(source.oneOf(Color.values()), Color.BLUE));
    to.value(
        "EnumSet of many", source -> EnumSet.range(Many.C10, source.oneOf(Many.C40, Many.C69)));
    to.value("EnumSet.noneOf many", source -> EnumSet.noneOf(Many.class));
    to.value(
        "EnumSet of constants with bodies", source -> EnumSet.allOf(UserConstants.Shape.class));
  }

  private static void addSmall(Makers to) {
    to.value("Collections.emptyList", source -> Collections.emptyList());
    to.value("Collections.emptySet", source -> Collections.emptySet());
    to.value("Collections.emptySortedSet", source -> Collections.emptySortedSet());
    to.value("Collections.emptyNavigableSet", source -> Collections.emptyNavigableSet());
    to.holder("Collections.singletonList", source -> Collections.singletonList(source.any()));
    to.holder("Collections.singleton", source -> Collections.singleton(source.key()));
    to.holder(
        "Collections.nCopies", source -> Collections.nCopies(1 + source.below(3), source.any()));
  }
}
