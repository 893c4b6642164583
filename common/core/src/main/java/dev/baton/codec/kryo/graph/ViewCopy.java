package dev.baton.codec.kryo.graph;

import dev.baton.codec.kryo.refusal.JdkClasses;
import java.io.Serializable;
import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Copies those of the JDK's views of collections and maps that are not {@code Serializable}: {@code
 * subList}, {@code keySet}, {@code reversed} and the like. The copy has the same elements in the
 * same order, and the comparator if there is one; it can be changed without changing anything else.
 *
 * @param of creates the copy
 */
@SuppressWarnings("JdkObsolete") // the only deque that may hold null
record ViewCopy(Function<Object, Object> of) {

  private static final ClassValue<Optional<ViewCopy>> COPIES =
      new ClassValue<>() {
        @Override
        protected Optional<ViewCopy> computeValue(Class<?> type) {
          return Optional.ofNullable(isView(type) ? find(type) : null).map(ViewCopy::new);
        }
      };

  /** How views of a class are copied; null if its objects are not views. */
  static @Nullable ViewCopy of(Class<?> type) {
    return COPIES.get(type).orElse(null);
  }

  Object of(Object view) {
    return of.apply(view);
  }

  private static boolean isView(Class<?> type) {
    return type.getPackageName().startsWith("java.util")
        && JdkClasses.isOfJdk(type)
        && type != WeakHashMap.class
        && !isFixedEntry(type)
        && (!Serializable.class.isAssignableFrom(type) || isReversedLinkedList(type));
  }

  /** The only entries that are neither views nor serialisable; they have their own serialiser. */
  private static boolean isFixedEntry(Class<?> type) {
    return type == Map.entry(1, 1).getClass();
  }

  /** It inherits {@code Serializable}, but its methods say that it is not. */
  private static boolean isReversedLinkedList(Class<?> type) {
    return LinkedList.class.isAssignableFrom(type) && type != LinkedList.class;
  }

  private static @Nullable Function<Object, Object> find(Class<?> type) {
    if (Map.Entry.class.isAssignableFrom(type)) {
      return type.getName().contains("Unmodifiable")
          ? entry -> new SimpleImmutableEntry<>((Map.Entry<?, ?>) entry)
          : entry -> new SimpleEntry<>((Map.Entry<?, ?>) entry);
    }
    if (SortedMap.class.isAssignableFrom(type)) {
      return map -> new TreeMap<>((SortedMap<?, ?>) map);
    }
    if (Map.class.isAssignableFrom(type)) {
      return map -> new LinkedHashMap<>((Map<?, ?>) map);
    }
    return Collection.class.isAssignableFrom(type) ? findOfCollection(type) : null;
  }

  private static @Nullable Function<Object, Object> findOfCollection(Class<?> type) {
    if (SortedSet.class.isAssignableFrom(type)) {
      return set -> new TreeSet<>((SortedSet<?>) set);
    }
    if (Set.class.isAssignableFrom(type)) {
      return type.getName().startsWith(IdentityHashMap.class.getName())
          ? ViewCopy::identitySet
          : set -> new LinkedHashSet<>((Set<?>) set);
    }
    if (Deque.class.isAssignableFrom(type)) {
      return deque -> new LinkedList<>((Deque<?>) deque);
    }
    if (Queue.class.isAssignableFrom(type)) {
      return null; // no copy would behave the same
    }
    if (List.class.isAssignableFrom(type)) {
      return type.getName().contains("Immutable")
          ? list -> immutableCopy((List<?>) list)
          : list -> new ArrayList<>((List<?>) list);
    }
    return elements -> new ArrayList<>((Collection<?>) elements);
  }

  /** Keys and entries of such a map may be equal and yet distinct. */
  private static Set<Object> identitySet(Object set) {
    Set<Object> copy = Collections.newSetFromMap(new IdentityHashMap<>());
    copy.addAll((Set<?>) set);
    return copy;
  }

  private static List<?> immutableCopy(List<?> list) {
    return ImmutableLists.of(list.toArray(), ImmutableLists.acceptsNull(list));
  }
}
