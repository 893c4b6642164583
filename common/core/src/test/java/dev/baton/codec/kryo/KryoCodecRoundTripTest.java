package dev.baton.codec.kryo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import dev.baton.codec.kryo.Samples.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes in comes out, whatever its class. */
class KryoCodecRoundTripTest {

  private final Codec codec =
      new KryoCodec(AllowList.standard(), KryoCodecRoundTripTest.class.getClassLoader());

  @ParameterizedTest
  @MethodSource("dev.baton.codec.kryo.Samples#equalValues")
  void equalValueComesBackWithItsClass(Object value) {
    Object copy = roundTrip(value);

    assertThat(copy).isEqualTo(value).hasSameClassAs(value);
  }

  @ParameterizedTest
  @MethodSource("dev.baton.codec.kryo.Samples#valuesWithoutEquals")
  void valueWithoutEqualsComesBackWithTheSameFields(Object value) {
    Object copy = roundTrip(value);

    assertThat(copy).usingRecursiveComparison().isEqualTo(value);
    assertThat(copy).hasSameClassAs(value);
  }

  @ParameterizedTest
  @MethodSource("dev.baton.codec.kryo.Samples#valuesThatShowAsText")
  void valueThatShowsAsTextComesBackShowingTheSame(Object value) {
    Object copy = roundTrip(value);

    assertThat(copy).hasToString(value.toString()).hasSameClassAs(value);
  }

  @Test
  void randomGoesOnWhereItStood() {
    Random random = new Random(5);
    random.nextInt();

    assertThat(((Random) roundTrip(random)).nextInt()).isEqualTo(random.nextInt());
  }

  @ParameterizedTest
  @MethodSource("dev.baton.codec.kryo.Samples#views")
  void viewComesBackAsCopy(Object view) {
    Object copy = roundTrip(view);

    assertThat(copy.toString()).isEqualTo(view.toString());
  }

  @ParameterizedTest
  @MethodSource("dev.baton.codec.kryo.Samples#equalValues")
  void everythingComesBackInsideAnObjectArrayTwiceTheSame(Object value) {
    Object[] copy = (Object[]) roundTrip(new Object[] {value, null, value});

    assertThat(copy[0]).isEqualTo(value);
    assertThat(copy[1]).isNull();
    assertThat(copy[2]).isEqualTo(value);
  }

  @Test
  void nullComesBack() {
    assertThat(roundTrip(null)).isNull();
  }

  @Test
  void cycleStaysCycle() {
    Node first = new Node("first");
    first.next = new Node("second");
    first.next.next = first;

    Node copy = (Node) roundTrip(first);

    assertThat(copy.next.next).isSameAs(copy);
    assertThat(copy.next.name).isEqualTo("second");
  }

  @Test
  void sharedObjectStaysShared() {
    List<String> shared = new ArrayList<>(List.of("x"));

    List<?> copy = (List<?>) roundTrip(List.of(shared, shared));

    assertThat(copy.get(0)).isSameAs(copy.get(1));
  }

  @Test
  void collectionThatContainsItselfComesBack() {
    List<Object> list = new ArrayList<>();
    list.add(list);
    Object[] array = {list, null};
    array[1] = array;

    Object[] copy = (Object[]) roundTrip(array);

    assertThat(copy[1]).isSameAs(copy);
    assertThat(((List<?>) copy[0]).getFirst()).isSameAs(copy[0]);
  }

  @Test
  void fieldRefersBackToRecordThatContainsIt() {
    Node node = new Node("member");
    Samples.Team team = new Samples.Team(node, List.of("a"));
    node.other = team;

    Samples.Team copy = (Samples.Team) roundTrip(team);

    assertThat(copy.leader().other).isSameAs(copy);
  }

  @Test
  void constantsStayTheOnlyOnes() {
    assertThat(roundTrip(Samples.Color.GREEN)).isSameAs(Samples.Color.GREEN);
    assertThat(roundTrip(Samples.Shape.ROUND)).isSameAs(Samples.Shape.ROUND);
    assertThat(roundTrip(Samples.Alone.ONLY)).isSameAs(Samples.Alone.ONLY);
    assertThat(roundTrip(String.CASE_INSENSITIVE_ORDER)).isSameAs(String.CASE_INSENSITIVE_ORDER);
  }

  @Test
  void comparatorsTravelWithTheirCollections() {
    TreeSet<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.add("b");

    TreeSet<?> copy = (TreeSet<?>) roundTrip(set);

    assertThat(copy.contains("B")).isTrue();
  }

  @Test
  void transientFieldsArriveEmpty() {
    Samples.WithTransient copy = (Samples.WithTransient) roundTrip(new Samples.WithTransient());

    assertThat(copy.kept).isEqualTo(7);
    assertThat(copy.cache).isNull();
  }

  @Test
  void innerAndAnonymousObjectsKeepWhatTheyCaptured() {
    Samples.Outer outer = new Samples.Outer(5);

    assertThat(((Samples.Giver) roundTrip(outer.new Inner(3))).give()).isEqualTo(8);
    assertThat(((Samples.Giver) roundTrip(outer.anonymous(4))).give()).isEqualTo(9);
  }

  @Test
  void subclassOfJdkCollectionKeepsItsOwnFields() {
    Samples.NamedList list = new Samples.NamedList("n");
    list.add("x");

    Samples.NamedList copy = (Samples.NamedList) roundTrip(list);

    assertThat(copy).containsExactly("x");
    assertThat(copy.name).isEqualTo("n");
  }

  @Test
  void classThatReplacesItselfIsWrittenAsItWants() {
    Samples.Celsius copy = (Samples.Celsius) roundTrip(new Samples.Celsius(20));

    assertThat(copy.degrees).isEqualTo(20);
    assertThat(copy.resolved).isTrue();
  }

  @Test
  void exceptionsTravelAsValues() {
    IllegalStateException failure = new IllegalStateException("x", new RuntimeException("y"));

    IllegalStateException copy = (IllegalStateException) roundTrip(failure);

    assertThat(copy).hasMessage("x").hasCause(new RuntimeException("y"));
    assertThat(copy.getStackTrace()).isEqualTo(failure.getStackTrace());
  }

  @Test
  void largePrimitiveArrayIsCopiedIntoARecordOfItsOwnSize() {
    double[] array = new double[1_000_000];
    Arrays.setAll(array, i -> i * 0.5);

    byte[] record = codec.encodeToBytes(Map.of("a", array));

    assertThat(record).hasSizeLessThan(8_000_100);
    assertThat((double[]) ((Map<?, ?>) codec.decode(record)).get("a")).isEqualTo(array);
  }

  @Test
  void sameBytesForTheSameValueInAnyOrderOfUse() {
    byte[] before = codec.encodeToBytes(new Samples.Point(1, 2));
    codec.encodeToBytes(new Samples.Outer(3));

    assertThat(codec.encodeToBytes(new Samples.Point(1, 2))).isEqualTo(before);
  }

  /** The way there and back, which a subclass may change. */
  @Nullable Object roundTrip(@Nullable Object value) {
    return codec.decode(codec.encodeToBytes(value));
  }
}
