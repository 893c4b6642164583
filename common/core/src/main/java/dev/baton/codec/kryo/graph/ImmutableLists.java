package dev.baton.codec.kryo.graph;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two kinds of immutable lists of the JDK: those that accept null, and those that do not. */
public final class ImmutableLists {

  private ImmutableLists() {}

  /** Whether a list accepts null. */
  public static boolean acceptsNull(List<?> list) {
    if (isOfListOf(list)) { // where asking for null would cost an exception for each small value
      return false;
    }
    try {
      var _ = list.contains(null);
      return true;
    } catch (NullPointerException e) {
      return false;
    }
  }

  @SuppressWarnings("ReferenceEquality") // lists of List.of are their own copies, and no others
  private static boolean isOfListOf(List<?> list) {
    try {
      return List.copyOf(list) == list;
    } catch (NullPointerException e) {
      return false;
    }
  }

  public static List<?> of(@Nullable Object[] elements, boolean acceptsNull) {
    return acceptsNull ? Arrays.stream(elements).toList() : List.of(elements);
  }
}
