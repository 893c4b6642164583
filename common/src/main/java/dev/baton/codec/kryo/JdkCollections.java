package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.Serializer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedSet;
import java.util.Stack;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How lists, sets and queues of the JDK are written. Wrappers arrive around a copy of what they
 * wrapped.
 */
@SuppressWarnings("JdkObsolete") // users have what they have
final class JdkCollections {

  private final JdkSerializers to;

  private JdkCollections(JdkSerializers to) {
    this.to = to;
  }

  static void registerAll(JdkSerializers to) {
    JdkCollections all = new JdkCollections(to);
    all.registerMutable();
    all.registerSorted();
    all.registerFixed();
    all.registerWrappers();
  }

  private void registerMutable() {
    plain(ArrayList.class, ArrayList::new);
    plain(LinkedList.class, count -> new LinkedList<>());
    plain(ArrayDeque.class, ArrayDeque::new);
    plain(HashSet.class, HashSet::newHashSet);
    plain(LinkedHashSet.class, LinkedHashSet::newLinkedHashSet);
    plain(Vector.class, Vector::new);
    plain(Stack.class, count -> new Stack<>());
    plain(ConcurrentLinkedQueue.class, count -> new ConcurrentLinkedQueue<>());
    plain(ConcurrentLinkedDeque.class, count -> new ConcurrentLinkedDeque<>());
    plain(LinkedBlockingQueue.class, count -> new LinkedBlockingQueue<>());
    plain(LinkedBlockingDeque.class, count -> new LinkedBlockingDeque<>());
    plain(ConcurrentHashMap.newKeySet().getClass(), ConcurrentHashMap::newKeySet);
    // Adding one by one would copy the array each time.
    fixed(new CopyOnWriteArrayList<>(), values -> new CopyOnWriteArrayList<>(values));
    fixed(new CopyOnWriteArraySet<>(), values -> new CopyOnWriteArraySet<>(Arrays.asList(values)));
  }

  private void registerSorted() {
    to.register(TreeSet.class, sorted(TreeSet::new, UnaryOperator.identity()));
    to.register(
        ConcurrentSkipListSet.class, sorted(ConcurrentSkipListSet::new, UnaryOperator.identity()));
    to.register(
        PriorityQueue.class,
        new SortedCollectionSerializer<PriorityQueue<?>>(
            PriorityQueue::comparator, PriorityQueue::new, UnaryOperator.identity()));
    to.register(
        PriorityBlockingQueue.class,
        new SortedCollectionSerializer<PriorityBlockingQueue<?>>(
            PriorityBlockingQueue::comparator,
            order -> new PriorityBlockingQueue<>(11, order),
            UnaryOperator.identity()));
  }

  private void registerFixed() {
    fixed(List.of(1), List::of);
    fixed(List.of(), JdkCollections::immutableList);
    fixed(Set.of(1), Set::of);
    fixed(Set.of(), Set::of);
    fixed(Arrays.asList(), Arrays::asList);
    fixed(Collections.emptyList(), values -> Collections.emptyList());
    fixed(Collections.emptySet(), values -> Collections.emptySet());
    fixed(Collections.singletonList(1), values -> Collections.singletonList(values[0]));
    fixed(Collections.singleton(1), values -> Collections.singleton(values[0]));
  }

  private void registerWrappers() {
    Collection<Integer> any = new ArrayDeque<>();
    wrapped(
        Collections.unmodifiableCollection(any),
        ArrayList::new,
        Collections::unmodifiableCollection);
    wrapped(
        Collections.synchronizedCollection(any),
        ArrayList::new,
        Collections::synchronizedCollection);
    wrappedList(
        Collections.unmodifiableList(new ArrayList<>()),
        ArrayList::new,
        Collections::unmodifiableList);
    wrappedList(
        Collections.unmodifiableList(new LinkedList<>()),
        count -> new LinkedList<>(),
        Collections::unmodifiableList);
    wrappedList(
        Collections.synchronizedList(new ArrayList<>()),
        ArrayList::new,
        Collections::synchronizedList);
    wrappedList(
        Collections.synchronizedList(new LinkedList<>()),
        count -> new LinkedList<>(),
        Collections::synchronizedList);
    wrapped(
        Collections.unmodifiableSet(new HashSet<>()),
        LinkedHashSet::newLinkedHashSet,
        set -> Collections.unmodifiableSet((Set<@Nullable Object>) set));
    wrapped(
        Collections.synchronizedSet(new HashSet<>()),
        LinkedHashSet::newLinkedHashSet,
        set -> Collections.synchronizedSet((Set<@Nullable Object>) set));
    wrappedSorted(
        Collections.unmodifiableSortedSet(new TreeSet<>()), Collections::unmodifiableSortedSet);
    wrappedSorted(
        Collections.unmodifiableNavigableSet(new TreeSet<>()),
        Collections::unmodifiableNavigableSet);
    wrappedSorted(
        Collections.synchronizedSortedSet(new TreeSet<>()), Collections::synchronizedSortedSet);
    wrappedSorted(
        Collections.synchronizedNavigableSet(new TreeSet<>()),
        Collections::synchronizedNavigableSet);
  }

  private void plain(Class<?> type, IntFunction<Collection<@Nullable Object>> make) {
    to.register(type, new CollectionSerializer(make, UnaryOperator.identity()));
  }

  private void fixed(Collection<?> example, Function<@Nullable Object[], Collection<?>> make) {
    to.register(example.getClass(), new FixedCollectionSerializer(make));
  }

  private void wrapped(
      Collection<?> example,
      IntFunction<Collection<@Nullable Object>> make,
      UnaryOperator<Collection<@Nullable Object>> wrap) {
    to.register(example.getClass(), new CollectionSerializer(make, wrap));
  }

  private void wrappedList(
      Collection<?> example,
      IntFunction<Collection<@Nullable Object>> make,
      UnaryOperator<List<@Nullable Object>> wrap) {
    wrapped(example, make, list -> wrap.apply((List<@Nullable Object>) list));
  }

  private void wrappedSorted(
      Collection<?> example,
      Function<NavigableSet<@Nullable Object>, Collection<@Nullable Object>> wrap) {
    to.register(
        example.getClass(),
        sorted(TreeSet::new, set -> wrap.apply((NavigableSet<@Nullable Object>) set)));
  }

  private static Serializer<SortedSet<?>> sorted(
      Function<@Nullable Comparator<Object>, Collection<@Nullable Object>> make,
      UnaryOperator<Collection<@Nullable Object>> wrap) {
    return new SortedCollectionSerializer<>(SortedSet::comparator, make, wrap);
  }

  /**
   * The lists of {@code Stream.toList()} are of the same class as those of {@code List.of}, but may
   * hold null.
   */
  private static List<?> immutableList(@Nullable Object[] values) {
    for (Object value : values) {
      if (value == null) {
        return Stream.of(values).toList();
      }
    }
    return List.of(values);
  }
}
