package dev.baton.codec.graph;

import dev.baton.codec.AllowList;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Queue;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.stream.Stream;

/** Finds the facts of collections, maps and entries. */
@SuppressWarnings("JdkObsolete") // users have what they have
final class CollectionFacts {

  /** What a copy of a view must be if the view is. */
  private static final List<Class<?>> SHAPES =
      List.of(
          List.class,
          Set.class,
          SortedSet.class,
          NavigableSet.class,
          Queue.class,
          Deque.class,
          SequencedCollection.class,
          Collection.class,
          Map.class,
          SequencedMap.class,
          SortedMap.class,
          NavigableMap.class,
          ConcurrentMap.class,
          ConcurrentNavigableMap.class,
          Map.Entry.class);

  private static final AllowList ALLOWED = AllowList.standard();

  private CollectionFacts() {}

  /** Whether an object may arrive as a copy of another class. */
  static boolean isView(Object object) {
    boolean collection =
        object instanceof Collection<?>
            || object instanceof Map<?, ?>
            || object instanceof Map.Entry<?, ?>;
    String name = object.getClass().getName();
    return collection
        && FactFinder.isOfJdk(object)
        && !(object instanceof EnumSet<?>)
        && !name.equals("java.util.KeyValueHolder")
        && !(object instanceof java.util.WeakHashMap<?, ?>)
        && (!(object instanceof Serializable)
            || !ALLOWED.allows(name)
            || name.contains("$UnmodifiableEntrySet")
            || name.contains("$ReverseOrder"));
  }

  /** What a view is that its copy is not. */
  static Stream<String> shapesMissing(Object view, Object copy) {
    return SHAPES.stream()
        .filter(shape -> shape.isInstance(view) && !shape.isInstance(copy))
        .map(Class::getSimpleName);
  }

  static FactsBuilder of(Collection<?> collection) {
    return isWrapper(collection) ? ofWrapper(collection) : contentOf(collection);
  }

  /** What is in a collection, whether or not it wraps another. */
  static FactsBuilder contentOf(Collection<?> collection) {
    FactsBuilder facts = new FactsBuilder();
    addSettings(collection, facts);
    boolean ordered = hasOrder(collection);
    int i = 0;
    for (Object element : collection.toArray()) {
      if (ordered) {
        facts.part("[" + i++ + "]", element);
      } else {
        facts.unordered(element);
      }
    }
    return facts;
  }

  static FactsBuilder of(Map<?, ?> map) {
    return isWrapper(map) ? ofWrapper(map) : contentOf(map);
  }

  private static FactsBuilder contentOf(Map<?, ?> map) {
    FactsBuilder facts = new FactsBuilder();
    addSettings(map, facts);
    boolean ordered = map instanceof SequencedMap<?, ?> || map instanceof EnumMap<?, ?>;
    int i = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (ordered) {
        facts.part("[key " + i + "]", entry.getKey()).part("[" + i++ + "]", entry.getValue());
      } else {
        facts.unordered(entry.getKey(), entry.getValue());
      }
    }
    return facts;
  }

  static Facts ofEntry(Map.Entry<?, ?> entry) {
    return new FactsBuilder()
        .part(".getKey()", entry.getKey())
        .part(".getValue()", entry.getValue())
        .build();
  }

  private static boolean hasOrder(Collection<?> collection) {
    String name = collection.getClass().getSimpleName();
    return collection instanceof SequencedCollection<?>
        || collection instanceof EnumSet<?>
        || name.equals("CopyOnWriteArraySet")
        || !(collection instanceof Set<?>);
  }

  /** Whether what an object holds is in its fields. */
  private static boolean isWrapper(Object object) {
    String name = object.getClass().getName();
    return !isView(object)
        && (name.startsWith("java.util.Collections$")
            || name.equals("java.util.Arrays$ArrayList")
            || name.equals("java.util.concurrent.ConcurrentSkipListSet")
            || name.endsWith("SubMap")
            || name.startsWith("java.util.concurrent.ConcurrentHashMap$"));
  }

  @SuppressWarnings("ReferenceEquality")
  private static FactsBuilder ofWrapper(Object wrapper) {
    FactsBuilder facts = new FactsBuilder();
    for (Class<?> type = wrapper.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (var field : Deep.fieldsOf(type)) {
        String name = field.getName();
        Object value = Deep.get(field, wrapper);
        if (value == wrapper) {
          facts.text(name, "itself"); // a mutex
        } else if (!Modifier.isTransient(field.getModifiers())
            && !name.equals("zeroLengthElementArray")) {
          facts.part("." + name, value);
        }
      }
    }
    return facts;
  }

  /**
   * Whether adding to a collection may do something else in its copy: of a view, of a wrapper
   * around a view, and of a part of a TreeSet, which forgets its bounds.
   */
  static boolean isDetached(Object object) {
    if (isView(object)) {
      return true;
    }
    if (object instanceof TreeSet<?> set) {
      return Deep.get(set, "m").getClass() != TreeMap.class;
    }
    return isWrapper(object)
        && FactFinder.of(object).parts().stream()
            .anyMatch(part -> part.object() != null && isDetached(part.object()));
  }

  private static void addSettings(Collection<?> collection, FactsBuilder facts) {
    switch (collection) {
      case SortedSet<?> set -> facts.part(".comparator()", set.comparator());
      case PriorityQueue<?> queue -> facts.part(".comparator()", queue.comparator());
      case PriorityBlockingQueue<?> queue -> facts.part(".comparator()", queue.comparator());
      case EnumSet<?> set -> facts.part(".elementType", Deep.get(set, "elementType"));
      case BlockingQueue<?> queue -> facts.text("remainingCapacity", queue.remainingCapacity());
      default -> {
        if (collection.getClass().getName().equals("java.util.ImmutableCollections$ListN")) {
          facts.text("contains(null) works", Deep.get(collection, "allowNulls"));
        }
      }
    }
    if (collection instanceof ArrayBlockingQueue<?> queue) {
      facts.text("order of threads", Deep.get(Deep.get(queue, "lock"), "sync").getClass());
    }
  }

  private static void addSettings(Map<?, ?> map, FactsBuilder facts) {
    switch (map) {
      case SortedMap<?, ?> sorted -> facts.part(".comparator()", sorted.comparator());
      case EnumMap<?, ?> constants -> facts.part(".keyType", Deep.get(constants, "keyType"));
      case Properties properties -> facts.part(".defaults", Deep.get(properties, "defaults"));
      case LinkedHashMap<?, ?> linked -> facts.text("accessOrder", Deep.get(linked, "accessOrder"));
      default -> {}
    }
  }
}
