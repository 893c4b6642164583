package dev.baton.codec.graph;

import dev.baton.codec.graph.UserTypes.OrderException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Exceptions and errors as values: all of the JDK that the list allows, and the user's. */
final class ThrowableMakers {

  private ThrowableMakers() {}

  static void addTo(Makers to) {
    List<Class<?>> types =
        AllowedJdkClasses.ALL.stream().filter(ThrowableMakers::isThrowable).toList();
    List<Constructor<?>> constructors =
        types.stream()
            .flatMap(type -> Arrays.stream(type.getConstructors()))
            .filter(ThrowableMakers::isUsable)
            .toList();
    // One each for the test of single values; in graphs all of them together weigh as one.
    to.holder(
        "exception of the JDK",
        source -> make(constructors.get(source.below(constructors.size())), source));
    to.holder("exception with suppressed", ThrowableMakers::suppressing);
    to.holder("exception of the user", source -> new OrderException(source.text(), source.any()));
    to.holder("exception without stack", source -> new UserTypes.LightException(source.nonNull()));
  }

  /** One exception of each class, by each of its constructors. */
  static List<Throwable> oneOfEach() {
    Set<Class<?>> seen = new HashSet<>();
    return AllowedJdkClasses.ALL.stream()
        .filter(type -> isThrowable(type) && seen.add(type))
        .flatMap(type -> Arrays.stream(type.getConstructors()))
        .filter(ThrowableMakers::isUsable)
        .sorted(Comparator.comparing(Constructor::toString))
        .map(constructor -> make(constructor, Source.ofSimpleValues(Choices.ofSeed(1))))
        .toList();
  }

  private static boolean isThrowable(Class<?> type) {
    return Throwable.class.isAssignableFrom(type)
        && Modifier.isPublic(type.getModifiers())
        && !Modifier.isAbstract(type.getModifiers());
  }

  private static boolean isUsable(Constructor<?> constructor) {
    return Arrays.stream(constructor.getParameterTypes()).allMatch(ThrowableMakers::isKnown);
  }

  private static boolean isKnown(Class<?> type) {
    return type == String.class
        || type == Throwable.class
        || type == Exception.class
        || type == Object.class
        || type == int.class
        || type == long.class
        || type == char.class;
  }

  private static Throwable make(Constructor<?> constructor, Source source) {
    Object[] arguments =
        Arrays.stream(constructor.getParameterTypes())
            .map(type -> argument(type, source))
            .toArray();
    try {
      return (Throwable) constructor.newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      return e; // it refuses such arguments; this one is an exception, too
    }
  }

  private static @Nullable Object argument(Class<?> type, Source source) {
    if (type == String.class) {
      return source.text();
    }
    if (type == int.class) {
      return source.number();
    }
    if (type == long.class) {
      return (long) source.number();
    }
    if (type == char.class) {
      return 'c';
    }
    if (type == Object.class) {
      return source.any();
    }
    return source.flip() ? null : new IllegalStateException(source.text());
  }

  private static Throwable suppressing(Source source) {
    Throwable thrown = source.remember(new IllegalStateException(source.text()));
    thrown.addSuppressed(new OrderException("suppressed", source.any()));
    thrown.initCause(new Error(source.text(), source.flip() ? thrown : null));
    return thrown;
  }
}
