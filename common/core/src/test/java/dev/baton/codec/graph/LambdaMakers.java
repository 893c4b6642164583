package dev.baton.codec.graph;

import java.io.Serializable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.LongBinaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lambdas and method references, which capture objects of the graph. */
final class LambdaMakers {

  private LambdaMakers() {}

  /** A supplier that can be written. */
  interface SerialSupplier<T extends @Nullable Object> extends Supplier<T>, Serializable {}

  /** A function that can be written. */
  interface SerialFunction<T extends @Nullable Object, R extends @Nullable Object>
      extends Function<T, R>, Serializable {}

  static void addTo(Makers to) {
    to.value("lambda that captures nothing", source -> (SerialSupplier<String>) () -> "x");
    to.value("method reference", source -> (SerialFunction<String, Integer>) String::length);
    to.value("constructor reference", source -> (SerialFunction<Integer, ?>) UserTypes.Node::new);
    to.holder("lambda", source -> capturing(source.any()));
    to.holder(
        "lambda that captures much",
        source -> capturing((byte) 1, 'c', 2L, 3.5, true, source.anys(), source.any()));
    to.holder(
        "reference to a method of an object",
        source -> {
          UserTypes.Generic<@Nullable Object> object = new UserTypes.Generic<>(source.any());
          return (SerialSupplier<?>) object::toString;
        });
    to.holder(
        "reference to a method of a list",
        source -> {
          List<@Nullable Object> list = CollectionMakers.arrayList(source);
          return (SerialSupplier<Integer>) list::size;
        });
    to.holder("Runnable", source -> printing(source.any()));
    to.holder(
        "function composed by the JDK",
        source -> Comparator.comparing((SerialFunction<Object, Integer>) System::identityHashCode));
  }

  static SerialSupplier<?> capturing(@Nullable Object captured) {
    return () -> captured;
  }

  private static SerialSupplier<?> capturing(
      byte b,
      char c,
      long l,
      double d,
      boolean z,
      List<@Nullable Object> list,
      @Nullable Object last) {
    return () -> b + c + l + d + " " + z + list.size() + (last == null);
  }

  static Runnable printing(@Nullable Object captured) {
    return (Runnable & Serializable)
        () -> {
          if (captured == null) {
            throw new IllegalStateException();
          }
        };
  }

  static Comparator<String> comparing(int number) {
    return (Comparator<String> & Serializable)
        (one, other) -> Integer.compare(one.hashCode() ^ number, other.hashCode() ^ number);
  }

  static InstantSource epoch() {
    return (InstantSource & Serializable) () -> Instant.EPOCH;
  }

  static LongBinaryOperator longMax() {
    return (LongBinaryOperator & Serializable) Math::max;
  }

  static DoubleBinaryOperator doubleMax() {
    return (DoubleBinaryOperator & Serializable) Math::max;
  }
}
