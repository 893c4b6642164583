package dev.baton.codec.kryo.graph;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two kinds of immutable lists of the JDK: those that accept null, and those that do not. */
public final class ImmutableLists {

  private ImmutableLists() {}

  public static boolean acceptsNull(List<?> list) {
    try {
      var _ = list.contains(null);
      return true;
    } catch (NullPointerException e) {
      return false;
    }
  }

  public static List<?> of(@Nullable Object[] elements, boolean acceptsNull) {
    return acceptsNull ? Arrays.stream(elements).toList() : List.of(elements);
  }
}
