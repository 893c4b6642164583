package dev.baton.codec.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The comparison sees what it is to see. */
@SuppressWarnings({"JdkObsolete", "UnnecessaryStringBuilder"}) // users have what they have
class GraphComparisonTest {

  @ParameterizedTest
  @MethodSource
  void sees(String kind, Object original, Object copy) {
    assertThat(GraphComparison.of(original, copy).difference())
        .map(Difference::kind)
        .hasValueSatisfying(found -> assertThat(found).startsWith(kind));
  }

  static Stream<Arguments> sees() {
    UserTypes.Node node = new UserTypes.Node(1);
    UserTypes.Node other = new UserTypes.Node(1);
    other.real = 0.0;
    List<Object> list = new ArrayList<>();
    Properties defaults = new Properties();
    return Stream.of(
        arguments("class", new ArrayList<>(), new LinkedList<>()),
        arguments("class", new HashSet<>(), new LinkedHashSet<>()),
        arguments("class", new Object[] {"a"}, new String[] {"a"}),
        arguments("class", List.of(), Collections.emptyList()),
        arguments("value", List.of(1), List.of(1L)),
        arguments("value", List.of(0.0), List.of(-0.0)),
        arguments("state", "a", "b"),
        arguments("value", node, other),
        arguments("null", list(node, null), list(node, node)),
        arguments("size", list(1), list(1, 1)),
        arguments("value", list(1, 2), list(2, 1)),
        arguments("value", new LinkedHashSet<>(list(1, 2)), new LinkedHashSet<>(list(2, 1))),
        arguments("value", new HashSet<>(list(1, 2)), new HashSet<>(list(1, 3))),
        arguments("value", Map.of("a", 1, "b", 2), Map.of("a", 2, "b", 1)),
        arguments("identity", list(node, node), list(node(), node())),
        arguments("identity", list(node(), node()), list(other, other)),
        arguments("identity", list(list, wrapper(list)), list(list, wrapper(list()))),
        arguments("identity", list("a", "a"), list("a", new String(new char[] {'a'}))),
        arguments("constant", UserConstants.Missing.INSTANCE, UserConstants.another()),
        arguments("null", new TreeSet<>(String.CASE_INSENSITIVE_ORDER), new TreeSet<>()),
        arguments("class", new TreeMap<>(Collections.reverseOrder()), reversed()),
        arguments("state", new LinkedHashMap<>(16, 0.75f, true), new LinkedHashMap<>()),
        arguments("state", new LinkedBlockingQueue<>(2), new LinkedBlockingQueue<>(3)),
        arguments("state", new ArrayBlockingQueue<>(2, true), new ArrayBlockingQueue<>(2)),
        arguments("null", new Properties(defaults), new Properties()),
        arguments("state", Stream.of(1, 2, 3).toList(), List.of(1, 2, 3)),
        arguments("class", Arrays.asList(new String[0]), Arrays.asList(new Object[0])),
        arguments("class", new SimpleEntry<>("a", 1), Map.entry("a", 1)),
        arguments("copy of view", new ArrayDeque<>().reversed(), new ArrayList<>()),
        arguments("copy of view", new TreeMap<>().keySet(), new LinkedHashSet<>()),
        arguments("size", new HashMap<>(Map.of("a", 1)).keySet(), new LinkedHashSet<>()),
        arguments("state", new StringBuilder("a"), new StringBuilder("b")));
  }

  @ParameterizedTest
  @MethodSource
  void accepts(Object original, Object copy) {
    assertThat(GraphComparison.of(original, copy).difference()).isEmpty();
  }

  static Stream<Arguments> accepts() {
    UserTypes.SerialPair key = new UserTypes.SerialPair(1, "equal");
    UserTypes.SerialPair equal = new UserTypes.SerialPair(2, "equal");
    return Stream.of(
        arguments(list("a", 1, null), list("a", 1, null)),
        arguments(new HashSet<>(list(1, 2)), new HashSet<>(list(2, 1))),
        arguments(Map.of("a", 1, "b", 2), Map.of("b", 2, "a", 1)),
        arguments(identities(key, equal), identities(equal, key)),
        arguments(list(list(1)).subList(0, 1), list(list(1))),
        arguments(new HashMap<>(Map.of("a", 1)).keySet(), new LinkedHashSet<>(Set.of("a"))),
        arguments(new ArrayDeque<>(list(1, 2)).reversed(), new ArrayDeque<>(list(2, 1))));
  }

  @Test
  void followsRings() {
    UserTypes.Node one = node();
    one.left = list(one);
    UserTypes.Node same = node();
    same.left = list(same);
    UserTypes.Node other = node();
    other.left = list(node());

    assertThat(GraphComparison.of(one, same).difference()).isEmpty();
    assertThat(GraphComparison.of(one, other).difference()).isPresent();
  }

  @Test
  void probesSeeWhetherSetFindsWhatItHolds() {
    Set<Object> right = new HashSet<>(list(new Changing(1)));
    Changing changing = new Changing(2);
    Set<Object> wrong = new HashSet<>(list(changing));
    changing.number = 1;

    assertThat(Probes.difference(GraphComparison.of(right, wrong).pairs())).isPresent();
  }

  /** Breaks the rule of hash codes. */
  private static final class Changing {
    int number;

    Changing(int number) {
      this.number = number;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Changing changing && changing.number == number;
    }

    @Override
    public int hashCode() {
      return number;
    }
  }

  private static UserTypes.Node node() {
    return new UserTypes.Node(1);
  }

  private static List<Object> list(Object... elements) {
    return new ArrayList<>(Arrays.asList(elements));
  }

  private static Object wrapper(List<Object> list) {
    return Collections.unmodifiableList(list);
  }

  private static Object reversed() {
    return new TreeMap<>(Collections.reverseOrder(String.CASE_INSENSITIVE_ORDER));
  }

  private static Map<Object, Object> identities(Object... keys) {
    IdentityHashMap<Object, Object> map = new IdentityHashMap<>();
    for (Object key : keys) {
      map.put(key, key.toString());
    }
    return map;
  }
}
