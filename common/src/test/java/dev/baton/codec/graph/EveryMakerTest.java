package dev.baton.codec.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An object of every kind arrives as it was, wherever it is in a graph. */
class EveryMakerTest {

  private static final int VARIANTS = 12;

  private final RoundTrip roundTrip = new RoundTrip();

  static Stream<Maker> makers() {
    return Makers.ALL.list().stream();
  }

  static Stream<Throwable> throwables() {
    return ThrowableMakers.oneOfEach().stream();
  }

  @ParameterizedTest
  @MethodSource("makers")
  void alone(Maker maker) {
    check(maker, UnaryOperator.identity());
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void exceptionAlone(Throwable thrown) {
    assertThat(roundTrip.faultOf(thrown)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("makers")
  void inFieldOfPlainObject(Maker maker) {
    check(
        maker,
        object -> {
          UserTypes.Node node = new UserTypes.Node(1);
          node.left = object;
          node.right = object;
          return node;
        });
  }

  @ParameterizedTest
  @MethodSource("makers")
  void inFieldOfItsInterface(Maker maker) {
    check(
        maker,
        object -> {
          UserTypes.Typed typed = new UserTypes.Typed();
          UserMakers.fillAllThatFit(typed, object);
          return typed;
        });
  }

  @ParameterizedTest
  @MethodSource("makers")
  void twiceInList(Maker maker) {
    check(
        maker,
        object -> {
          List<@Nullable Object> list = new ArrayList<>();
          list.add(object);
          list.add(object);
          return list;
        });
  }

  @ParameterizedTest
  @MethodSource("makers")
  void inObjectThatWritesItselfAndBesideIt(Maker maker) {
    check(
        maker,
        object -> {
          SelfWritten.WithExtra holder = new SelfWritten.WithExtra();
          holder.left = object;
          holder.extra = object;
          return new @Nullable Object[] {holder, object};
        });
  }

  @ParameterizedTest
  @MethodSource("makers")
  void inRecordAndReference(Maker maker) {
    check(maker, object -> new UserTypes.Pair(new AtomicReference<>(object), object));
  }

  @ParameterizedTest
  @MethodSource("makers")
  void capturedByLambda(Maker maker) {
    check(maker, LambdaMakers::capturing);
  }

  private void check(Maker maker, UnaryOperator<@Nullable Object> place) {
    for (int variant = 0; variant < VARIANTS; variant++) {
      Object object = maker.make(Source.ofSimpleValues(Choices.ofSeed(variant)));
      String shown = GraphText.of(object);
      assertThat(roundTrip.faultOf(place.apply(object))).as(shown).isEmpty();
    }
  }
}
