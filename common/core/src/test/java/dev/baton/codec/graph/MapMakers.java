package dev.baton.codec.graph;

import dev.baton.codec.graph.UserConstants.Color;
import dev.baton.codec.graph.UserConstants.Many;
import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Maps and entries. */
@SuppressWarnings({"JdkObsolete", "NonApiType"}) // users have what they have
final class MapMakers {

  private MapMakers() {}

  static void addTo(Makers to) {
    addHashed(to);
    addSorted(to);
    addOfEnums(to);
    addProperties(to);
    addSmall(to);
  }

  private static void addHashed(Makers to) {
    to.holder("HashMap", MapMakers::hashMap);
    to.holder(
        "HashMap with null",
        source -> {
          Map<@Nullable Object, @Nullable Object> map = filled(source, new HashMap<>(100, 0.5f));
          map.put(null, source.any());
          return map;
        });
    to.holder("LinkedHashMap", source -> filled(source, new LinkedHashMap<>()));
    to.holder("LinkedHashMap by access", source -> filled(source, byAccess()));
    to.holder("IdentityHashMap", MapMakers::identityMap);
    to.holder("ConcurrentHashMap", source -> filledWithoutNull(source, new ConcurrentHashMap<>()));
    to.holder("Hashtable", source -> filledWithoutNull(source, new Hashtable<>(5, 0.9f)));
    to.holder(
        "WeakHashMap",
        source -> {
          // Keys that nothing removes.
          Map<Object, @Nullable Object> map = new WeakHashMap<>();
          map.put(Color.RED, source.any());
          map.put(true, source.any());
          return map;
        });
  }

  /** A map that may come to contain itself. */
  static Map<@Nullable Object, @Nullable Object> hashMap(Source source) {
    Map<@Nullable Object, @Nullable Object> map = source.remember(filled(source, new HashMap<>()));
    source.openEnd(value -> map.put("itself", value));
    return map;
  }

  static Map<@Nullable Object, @Nullable Object> byAccess() {
    return new LinkedHashMap<>(16, 0.75f, true);
  }

  static IdentityHashMap<Object, @Nullable Object> identityMap(Source source) {
    IdentityHashMap<Object, @Nullable Object> map = new IdentityHashMap<>();
    // Equal keys that are not the same.
    for (int i = source.below(4); i > 0; i--) {
      map.put(new UserTypes.SerialPair(source.number(), "equal"), source.any());
    }
    map.put(UserConstants.Color.GREEN, source.any());
    return map;
  }

  static <M extends Map<@Nullable Object, @Nullable Object>> M filled(Source source, M map) {
    for (Object key : source.keys()) {
      map.put(key, source.any());
    }
    return map;
  }

  static <M extends Map<Object, Object>> M filledWithoutNull(Source source, M map) {
    for (Object key : source.keys()) {
      map.put(key, source.nonNull());
    }
    return map;
  }

  private static void addSorted(Makers to) {
    to.holder("TreeMap", source -> sorted(source, new TreeMap<>()));
    to.holder("TreeMap with comparator", MapMakers::treeMap);
    to.holder("ConcurrentSkipListMap", source -> sorted(source, new ConcurrentSkipListMap<>()));
    to.holder(
        "ConcurrentSkipListMap with comparator",
        source -> ofTexts(source, new ConcurrentSkipListMap<>(Comparators.ofTexts(source))));
  }

  static <M extends Map<Object, Object>> M sorted(Source source, M map) {
    for (Object key : source.comparables()) {
      map.put(key, source.nonNull());
    }
    return map;
  }

  static TreeMap<String, Object> treeMap(Source source) {
    return ofTexts(source, new TreeMap<>(Comparators.ofTexts(source)));
  }

  static <M extends Map<String, Object>> M ofTexts(Source source, M map) {
    for (String key : source.texts()) {
      map.put(key, source.nonNull());
    }
    return map;
  }

  private static void addOfEnums(Makers to) {
    to.holder("EnumMap, empty", source -> new EnumMap<Color, Object>(Color.class));
    to.holder(
        "EnumMap",
        source -> {
          Map<Color, @Nullable Object> map = new EnumMap<>(Color.class);
          map.put(Color.GREEN, source.any());
          map.put(source.oneOf(Color.values()), source.any());
          return map;
        });
    to.holder(
        "EnumMap of many",
        source -> new EnumMap<Many, Object>(Map.of(Many.C69, source.nonNull(), Many.C0, "b")));
  }

  private static void addProperties(Makers to) {
    to.holder(
        "Properties",
        source -> {
          Properties properties = new Properties();
          source.texts().forEach(name -> properties.setProperty(name, source.text()));
          return properties;
        });
    to.holder(
        "Properties with defaults",
        source -> {
          Properties defaults = source.remember(new Properties());
          defaults.setProperty("timeout", source.text());
          Properties properties = new Properties(defaults);
          properties.setProperty("own", source.text());
          return properties;
        });
  }

  private static void addSmall(Makers to) {
    to.holder("Map.of", source -> Map.copyOf(filledWithoutNull(source, new HashMap<>())));
    to.value("Collections.emptyMap", source -> Collections.emptyMap());
    to.value("Collections.emptySortedMap", source -> Collections.emptySortedMap());
    to.value("Collections.emptyNavigableMap", source -> Collections.emptyNavigableMap());
    to.holder(
        "Collections.singletonMap", source -> Collections.singletonMap(source.key(), source.any()));
    to.holder(
        "SimpleEntry",
        source -> {
          SimpleEntry<Object, @Nullable Object> entry =
              new SimpleEntry<>(source.key(), source.any());
          source.openEnd(entry::setValue);
          return entry;
        });
    to.holder(
        "SimpleImmutableEntry", source -> new SimpleImmutableEntry<>(source.any(), source.any()));
    to.holder("Map.entry", source -> Map.entry(source.key(), source.nonNull()));
  }
}
