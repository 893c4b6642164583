package dev.baton.codec.kryo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.TaskDecodingException;
import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import dev.baton.codec.NestedSets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records with few objects whose hash codes take for ever. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("JdkObsolete") // users have what they have
class KryoCodecHashWorkTest {

  private static final int LEVELS = 40;

  private final Codec codec =
      new KryoCodec(AllowList.standard(), KryoCodecHashWorkTest.class.getClassLoader());

  static Stream<Supplier<Collection<Object>>> sets() {
    return Stream.of(HashSet::new, LinkedHashSet::new, ConcurrentHashMap::newKeySet);
  }

  @ParameterizedTest
  @MethodSource("sets")
  void setsInSetsAreRefused(Supplier<Collection<Object>> make) {
    assertRefused(NestedSets.sets(LEVELS, make));
  }

  static Stream<Supplier<Map<Object, Object>>> maps() {
    return Stream.of(HashMap::new, LinkedHashMap::new, Hashtable::new, ConcurrentHashMap::new);
  }

  @ParameterizedTest
  @MethodSource("maps")
  void mapsAsKeysAreRefused(Supplier<Map<Object, Object>> make) {
    assertRefused(NestedSets.make(LEVELS, make, (map, key) -> map.put(key, "value")));
  }

  @ParameterizedTest
  @MethodSource("maps")
  void listsAsKeysAreRefused(Supplier<Map<Object, Object>> make) {
    List<Object> key = new ArrayList<>();
    Map<Object, Object> map = make.get();
    map.put(key, "value");
    key.add(NestedSets.sets(LEVELS, ArrayList::new));

    assertRefused(map);
  }

  @Test
  void aSetOfFixedSizeIsRefused() {
    List<Object> list = new ArrayList<>();
    Object fixed = Set.of(list, "other");
    list.add(NestedSets.sets(LEVELS, ArrayList::new));

    assertRefused(fixed);
  }

  @Test
  void aMapOfFixedSizeIsRefused() {
    List<Object> list = new ArrayList<>();
    Object fixed = Map.of(list, 1, "other", 2);
    list.add(NestedSets.sets(LEVELS, ArrayList::new));

    assertRefused(fixed);
  }

  @Test
  void whatIsNotHashedMayBeNestedAsItLikes() {
    List<Object> nested = NestedSets.sets(LEVELS, ArrayList::new);

    assertThat(read(nested)).isInstanceOf(ArrayList.class);
    assertThat(read(new LinkedHashMap<>(Map.of("key", nested)))).isInstanceOf(LinkedHashMap.class);
    assertThat(read(new HashMap<>(Map.of("key", nested)))).isInstanceOf(HashMap.class);
  }

  private Object read(Object value) {
    return Objects.requireNonNull(codec.decode(codec.encodeToBytes(value)));
  }

  private void assertRefused(Object value) {
    byte[] record = codec.encodeToBytes(value);

    assertThat(record).hasSizeLessThan(10_000);
    assertThatExceptionOfType(TaskDecodingException.class)
        .isThrownBy(() -> codec.decode(record))
        .withMessageContaining("nested in each other");
  }
}
