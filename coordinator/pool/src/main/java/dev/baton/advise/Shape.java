package dev.baton.advise;

import dev.baton.codec.Encoded;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What data looks like to whoever must hand it over. */
public enum Shape {
  /** So little that it does not matter. */
  FEW_BYTES("a few bytes"),
  /** A handle to data in the host store, and little else: nothing is serialised. */
  HANDLE("a handle to shared data"),
  /** Mostly arrays of numbers or bytes, which are copied and not taken apart. */
  PRIMITIVE_ARRAYS("primitive arrays"),
  TEXT("text"),
  /** Many small objects, each of which is written and made anew. */
  OBJECTS("objects");

  /** Below it nobody can measure what the shape costs. */
  private static final long FEW = 256;

  private final String words;

  Shape(String words) {
    this.words = words;
  }

  /** The shape of an object that was encoded. */
  static Shape of(@Nullable Object value, Encoded encoded) {
    if (!encoded.references().isEmpty() && encoded.size() < FEW * encoded.references().size()) {
      return HANDLE;
    }
    if (encoded.size() < FEW) {
      return FEW_BYTES;
    }
    if (2 * encoded.arrayBytes() > encoded.size()) {
      return PRIMITIVE_ARRAYS;
    }
    return isText(value) ? TEXT : OBJECTS;
  }

  private static boolean isText(@Nullable Object value) {
    return switch (value) {
      case CharSequence _ -> true;
      case Iterable<?> many -> isTextFirst(many.iterator());
      case Map<?, ?> map -> isTextFirst(map.values().iterator());
      case null, default -> value instanceof CharSequence[];
    };
  }

  private static boolean isTextFirst(Iterator<?> elements) {
    return elements.hasNext() && elements.next() instanceof CharSequence;
  }

  /** For people. */
  @Override
  public String toString() {
    return words;
  }
}
