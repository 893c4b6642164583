package dev.baton.codec;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Sends exceptions there and back. */
final class Failures {

  private static final ClassLoader LOADER = Failures.class.getClassLoader();

  private Failures() {}

  static byte[] encode(Throwable failure) {
    return new FailureCodec(AllowList.standard(), LOADER).encode(failure);
  }

  static Throwable decode(byte[] failure) {
    return new FailureCodec(AllowList.standard(), LOADER).decode(failure);
  }

  static Throwable roundTrip(Throwable failure) {
    return decode(encode(failure));
  }

  /** As it arrives in a process that does not have some of the classes. */
  static Throwable roundTripWithout(Throwable failure, Class<?>... unknown) {
    return new FailureCodec(AllowList.standard(), without(unknown)).decode(encode(failure));
  }

  /** The stack trace as people see it. */
  static List<String> shown(Throwable failure) {
    return Arrays.stream(failure.getStackTrace()).map(StackTraceElement::toString).toList();
  }

  private static ClassLoader without(Class<?>... unknown) {
    Set<Class<?>> hidden = Set.of(unknown);
    return new ClassLoader(LOADER) {
      @Override
      public Class<?> loadClass(String name) throws ClassNotFoundException {
        Class<?> found = super.loadClass(name);
        if (hidden.contains(found)) {
          throw new ClassNotFoundException(name);
        }
        return found;
      }
    };
  }
}
