package dev.baton.codec.kryo.graph;

import dev.baton.codec.kryo.refusal.UnencodableException;
import org.jspecify.annotations.Nullable;

/**
 * A place that can hold objects of one type only: a field, an element of an array, a captured
 * variable. What travels in place of an object must fit as well.
 *
 * <p>Of one session; for one thread at a time.
 */
public final class TypedVariable {

  private final Class<?> type;
  private final String name;
  private final Substitutions substitutions;

  /** The class of which an object was here last that travels as itself. */
  private @Nullable Class<?> fitting;

  public TypedVariable(Class<?> type, String name, Substitutions substitutions) {
    this.type = type;
    this.name = name;
    this.substitutions = substitutions;
  }

  /**
   * Refuses a value that nobody could read.
   *
   * @throws UnencodableException if what travels in its place does not fit
   */
  public void requireFits(@Nullable Object value) {
    if (type == Object.class || value == null || value.getClass() == fitting) {
      return;
    }
    if (substitutions.isSubstituted(value.getClass())) {
      substitutions.requireFits(value, type, name);
    } else {
      fitting = value.getClass();
    }
  }
}
