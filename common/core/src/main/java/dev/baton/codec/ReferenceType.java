package dev.baton.codec;

import dev.baton.BatonException;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A type whose objects travel as a few bytes that their owner defines, such as the name of a place
 * in shared memory, instead of as a graph.
 *
 * <p>This takes precedence over every other rule: it applies to every instance of the type, even a
 * lambda, a closeable object, or one of a class that is not on the {@link AllowList}. Both sides
 * must have the same types in the same order. The same object twice in a graph is one object after
 * decoding.
 *
 * @param type an interface or class, not one of the JDK
 * @param toBytes the bytes that travel; an {@link IllegalStateException} or {@link BatonException}
 *     that it throws, because a handle is closed for instance, reaches the caller of {@link
 *     Codec#encode}
 * @param fromBytes makes the object, never null, from the bytes and from the codec that decodes it,
 *     with which the object may decode what it refers to; the bytes may come from a damaged or
 *     hostile record. An {@link IllegalStateException} or {@link BatonException} that it throws
 *     reaches the caller of {@link Codec#decode(byte[])}
 * @param <T> the type
 */
public record ReferenceType<T>(
    Class<T> type, Function<T, byte[]> toBytes, BiFunction<byte[], Codec, T> fromBytes) {

  /**
   * Creates a reference type.
   *
   * @throws IllegalArgumentException if it is one of the JDK's: those travel as values
   */
  public ReferenceType {
    if (type.getClassLoader() == null) {
      throw new IllegalArgumentException(
          type.getName() + " is a type of the JDK; only types of a program can be references");
    }
  }
}
