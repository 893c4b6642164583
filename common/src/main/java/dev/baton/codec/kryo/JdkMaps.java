package dev.baton.codec.kryo;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How maps of the JDK are written. Wrappers arrive around a copy of what they wrapped. */
@SuppressWarnings("JdkObsolete") // users have what they have
final class JdkMaps {

  private final JdkSerializers to;

  private JdkMaps(JdkSerializers to) {
    this.to = to;
  }

  static void registerAll(JdkSerializers to) {
    JdkMaps all = new JdkMaps(to);
    all.registerMutable();
    all.registerFixed();
    all.registerWrappers();
  }

  private void registerMutable() {
    plain(HashMap.class, HashMap::newHashMap);
    plain(LinkedHashMap.class, LinkedHashMap::newLinkedHashMap);
    plain(ConcurrentHashMap.class, ConcurrentHashMap::new);
    plain(Hashtable.class, count -> new Hashtable<>());
    plain(Properties.class, count -> new Properties());
    plain(IdentityHashMap.class, count -> new IdentityHashMap<>());
    plain(WeakHashMap.class, WeakHashMap::newWeakHashMap);
    sorted(TreeMap.class, TreeMap::new, UnaryOperator.identity());
    sorted(ConcurrentSkipListMap.class, ConcurrentSkipListMap::new, UnaryOperator.identity());
  }

  private void registerFixed() {
    fixed(Map.of(1, 1), Map::copyOf);
    fixed(Map.of(), Map::copyOf);
    fixed(Collections.emptyMap(), entries -> Collections.emptyMap());
    fixed(Collections.singletonMap(1, 1), JdkMaps::singleton);
  }

  private void registerWrappers() {
    plainWrapped(Collections.unmodifiableMap(new HashMap<>()), Collections::unmodifiableMap);
    plainWrapped(Collections.synchronizedMap(new HashMap<>()), Collections::synchronizedMap);
    NavigableMap<Integer, Integer> any = new TreeMap<>();
    sortedWrapped(Collections.unmodifiableSortedMap(any), Collections::unmodifiableSortedMap);
    sortedWrapped(Collections.unmodifiableNavigableMap(any), Collections::unmodifiableNavigableMap);
    sortedWrapped(Collections.synchronizedSortedMap(any), Collections::synchronizedSortedMap);
    sortedWrapped(Collections.synchronizedNavigableMap(any), Collections::synchronizedNavigableMap);
  }

  private void plain(Class<?> type, IntFunction<Map<@Nullable Object, @Nullable Object>> make) {
    to.register(type, new MapSerializer(make, UnaryOperator.identity()));
  }

  private void plainWrapped(
      Map<?, ?> example, UnaryOperator<Map<@Nullable Object, @Nullable Object>> wrap) {
    to.register(example.getClass(), new MapSerializer(LinkedHashMap::newLinkedHashMap, wrap));
  }

  private void sorted(
      Class<?> type,
      Function<@Nullable Comparator<Object>, SortedMap<@Nullable Object, @Nullable Object>> make,
      UnaryOperator<SortedMap<@Nullable Object, @Nullable Object>> wrap) {
    to.register(type, new SortedMapSerializer(make, wrap));
  }

  private void sortedWrapped(
      Map<?, ?> example,
      Function<
              NavigableMap<@Nullable Object, @Nullable Object>,
              SortedMap<@Nullable Object, @Nullable Object>>
          wrap) {
    sorted(
        example.getClass(),
        TreeMap::new,
        map -> wrap.apply((NavigableMap<@Nullable Object, @Nullable Object>) map));
  }

  private void fixed(
      Map<?, ?> example, Function<Map<@Nullable Object, @Nullable Object>, Map<?, ?>> make) {
    to.register(example.getClass(), new FixedMapSerializer(make));
  }

  private static Map<?, ?> singleton(Map<@Nullable Object, @Nullable Object> entries) {
    var only = entries.entrySet().iterator().next();
    return Collections.singletonMap(only.getKey(), only.getValue());
  }
}
