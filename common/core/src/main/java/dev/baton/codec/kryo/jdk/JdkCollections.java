package dev.baton.codec.kryo.jdk;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.codec.kryo.graph.LateSerializer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Frequent collections and maps of the JDK that consist only of their elements. In this form they
 * take less time and room than in Java's form, which all others use. Collections with a setting
 * that cannot be queried, such as the access order of a {@code LinkedHashMap}, must not be
 * included.
 */
@SuppressWarnings("JdkObsolete") // programs may still use these classes
final class JdkCollections {

  private final JdkSerializers to;

  private JdkCollections(JdkSerializers to) {
    this.to = to;
  }

  static void registerAll(JdkSerializers to) {
    JdkCollections all = new JdkCollections(to);
    all.ordered(ArrayList.class, ArrayList::new);
    all.ordered(LinkedList.class, count -> new LinkedList<>());
    all.ordered(ArrayDeque.class, ArrayDeque::new);
    all.ordered(LinkedHashSet.class, LinkedHashSet::newLinkedHashSet);
    to.register(HashSet.class, new CollectionSerializer(HashSet::newHashSet, true));
    all.map(HashMap.class, HashMap::newHashMap);
    all.map(ConcurrentHashMap.class, ConcurrentHashMap::new);
    all.map(WeakHashMap.class, WeakHashMap::newWeakHashMap);
    all.fixed(List.of(1), List::of);
    to.register(List.of().getClass(), new ImmutableListSerializer());
    all.fixed(Set.of(1), Set::of);
    all.fixed(Set.of(), Set::of);
    to.register(Map.of(1, 1).getClass(), new FixedMapSerializer());
    to.register(Map.of().getClass(), new FixedMapSerializer());
    to.register(Map.entry(1, 1).getClass(), new FixedEntrySerializer());
  }

  private void ordered(Class<?> type, IntFunction<Collection<@Nullable Object>> make) {
    to.register(type, new CollectionSerializer(make, false));
  }

  private void map(Class<?> type, IntFunction<Map<@Nullable Object, @Nullable Object>> make) {
    to.register(type, new MapSerializer(make));
  }

  private void fixed(Collection<?> example, Function<@Nullable Object[], Collection<?>> make) {
    to.register(example.getClass(), new FixedCollectionSerializer(make));
  }

  /** Writes what {@code Map.entry} creates. */
  private static final class FixedEntrySerializer extends LateSerializer<Map.Entry<?, ?>> {

    @Override
    protected void writeParts(Kryo kryo, Output output, Map.Entry<?, ?> entry) {
      kryo.writeClassAndObject(output, entry.getKey());
      kryo.writeClassAndObject(output, entry.getValue());
    }

    @Override
    public Map.Entry<?, ?> read(Kryo kryo, Input input, Class<? extends Map.Entry<?, ?>> type) {
      Object key = kryo.readClassAndObject(input);
      return Map.entry(key, kryo.readClassAndObject(input));
    }
  }
}
