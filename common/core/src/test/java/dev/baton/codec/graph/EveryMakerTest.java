package dev.baton.codec.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An object of every kind arrives as it was, wherever it is in a graph. */
class EveryMakerTest {

  private static final int VARIANTS = 6;

  private final RoundTrip roundTrip = new RoundTrip();

  @Test
  void alone() {
    check(UnaryOperator.identity());
  }

  @Test
  void inFieldOfPlainObject() {
    check(
        object -> {
          UserTypes.Node node = new UserTypes.Node(1);
          node.left = object;
          node.right = object;
          return node;
        });
  }

  @Test
  void inFieldOfItsInterface() {
    check(
        object -> {
          UserTypes.Typed typed = new UserTypes.Typed();
          UserMakers.fillAllThatFit(typed, object);
          return typed;
        });
  }

  @Test
  void twiceInList() {
    check(
        object -> {
          List<@Nullable Object> list = new ArrayList<>();
          list.add(object);
          list.add(object);
          return list;
        });
  }

  @Test
  void inObjectThatWritesItselfAndBesideIt() {
    check(
        object -> {
          SelfWritten.WithExtra holder = new SelfWritten.WithExtra();
          holder.left = object;
          holder.extra = object;
          return new @Nullable Object[] {holder, object};
        });
  }

  @Test
  void inRecordAndReference() {
    check(object -> new UserTypes.Pair(new AtomicReference<>(object), object));
  }

  @Test
  void capturedByLambda() {
    check(LambdaMakers::capturing);
  }

  @Test
  void exceptionOfEachClass() {
    assertThat(ThrowableMakers.oneOfEach())
        .allSatisfy(thrown -> assertThat(roundTrip.faultOf(thrown)).isEmpty());
  }

  @Test
  void constantOfEachEnumOfJdk() {
    assertThat(ConstantMakers.constantsOfJdk())
        .allSatisfy(constant -> assertThat(roundTrip.faultOf(constant)).isEmpty());
  }

  private void check(UnaryOperator<@Nullable Object> place) {
    List<String> faults = new ArrayList<>();
    for (Maker maker : Makers.ALL.list()) {
      for (int variant = 0; variant < VARIANTS; variant++) {
        Object object = maker.make(Source.ofSimpleValues(Choices.ofSeed(variant)));
        String shown = GraphText.of(object);
        roundTrip
            .faultOf(place.apply(object))
            .ifPresent(fault -> faults.add(maker + ": " + fault + "\n" + shown));
      }
    }
    assertThat(faults).isEmpty();
  }
}
