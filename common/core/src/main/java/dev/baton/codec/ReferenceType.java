package dev.baton.codec;

import dev.baton.BatonException;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A type whose objects travel as a few bytes that their owner defines, such as the name of a place
 * in shared memory, instead of as a graph.
 *
 * <p>It goes before every other rule: an object that is an instance of the type is written so, be
 * it a lambda, something to be closed, or of a class that is not on the {@link AllowList}. Both
 * sides must have the same types in the same order. The same object twice in a graph is one object
 * after decoding.
 *
 * @param type an interface or class, not one of the JDK
 * @param toBytes what travels; an {@link IllegalStateException} or {@link BatonException} that it
 *     throws, because a handle is closed for instance, reaches the caller of {@link Codec#encode}
 * @param fromBytes the object for what has travelled, never null, and the codec that decodes it,
 *     with which the object may decode what it refers to; the bytes may come from a damaged or
 *     hostile record. An {@link IllegalStateException} or {@link BatonException} that it throws
 *     reaches the caller of {@link Codec#decode(byte[])}
 * @param <T> the type
 */
public record ReferenceType<T>(
    Class<T> type, Function<T, byte[]> toBytes, BiFunction<byte[], Codec, T> fromBytes) {

  /**
   * A reference type.
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
