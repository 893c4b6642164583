package dev.baton.codec.graph;

import dev.baton.codec.graph.UserTypes.OrderException;
import java.awt.datatransfer.DataFlavor;
import java.beans.PropertyChangeEvent;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.security.cert.CRLReason;
import java.security.cert.CertificateRevokedException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.InvalidPropertiesFormatException;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** Exceptions and errors as values: all of the JDK that the list allows, and the user's. */
@SuppressWarnings("JavaUtilDate") // users have what they have
final class ThrowableMakers {

  private ThrowableMakers() {}

  static void addTo(Makers to) {
    List<Constructor<?>> constructors = constructors();
    to.holder(
        "exception of the JDK",
        source -> make(constructors.get(source.below(constructors.size())), source));
    to.holder("exception with suppressed", ThrowableMakers::suppressing);
    to.value(
        "CertificateRevokedException",
        source ->
            new CertificateRevokedException(
                new Date(source.number()),
                CRLReason.KEY_COMPROMISE,
                new X500Principal("CN=a"),
                Map.of()));
    to.holder("exception of the user", source -> new OrderException(source.text(), source.any()));
    to.holder("exception without stack", source -> new UserTypes.LightException(source.nonNull()));
  }

  /** One exception of each class by each of its constructors. */
  static List<Throwable> oneOfEach() {
    return constructors().stream()
        .map(constructor -> make(constructor, Source.ofSimpleValues(Choices.ofSeed(1))))
        .toList();
  }

  private static List<Constructor<?>> constructors() {
    return AllowedJdkClasses.ALL.stream()
        .filter(ThrowableMakers::canMake)
        .<Constructor<?>>flatMap(type -> Arrays.stream(type.getConstructors()))
        .filter(ThrowableMakers::isUsable)
        .sorted(Comparator.comparing(Constructor::toString))
        .toList();
  }

  /** Whether programs can make such exceptions, with arguments that are known here. */
  static boolean canMake(Class<?> type) {
    return Throwable.class.isAssignableFrom(type)
        && type != InvalidPropertiesFormatException.class // refuses to be written
        && Modifier.isPublic(type.getModifiers())
        && !Modifier.isAbstract(type.getModifiers())
        && type.getModule().isExported(type.getPackageName())
        && Arrays.stream(type.getConstructors()).anyMatch(ThrowableMakers::isUsable);
  }

  private static boolean isUsable(Constructor<?> constructor) {
    return Arrays.stream(constructor.getParameterTypes()).allMatch(ThrowableMakers::isKnown);
  }

  private static boolean isKnown(Class<?> type) {
    return type.isPrimitive()
        || type == String.class
        || type == CharSequence.class
        || type == Object.class
        || type == Class.class
        || type == Method.class
        || type == DataFlavor.class
        || type == PropertyChangeEvent.class
        || type.isAssignableFrom(IOException.class);
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
    if (type.isPrimitive()) {
      Object zeros = Array.newInstance(type, 1);
      return Array.get(zeros, 0);
    }
    if (type == Class.class) {
      return UserConstants.Color.class;
    }
    if (type == Object.class) {
      return source.any();
    }
    if (type.isAssignableFrom(String.class)) {
      return source.text();
    }
    if (type == PropertyChangeEvent.class) {
      return new PropertyChangeEvent("source", "name", null, null);
    }
    return type.isAssignableFrom(IOException.class) ? new IOException(source.text()) : null;
  }

  private static Throwable suppressing(Source source) {
    Throwable thrown = source.remember(new IllegalStateException(source.text()));
    thrown.addSuppressed(new OrderException("suppressed", source.any()));
    thrown.initCause(new Error(source.text(), source.flip() ? thrown : null));
    return thrown;
  }
}
