package dev.baton.codec.kryo.graph;

import dev.baton.codec.kryo.refusal.UnencodableException;
import org.jspecify.annotations.Nullable;

/**
 * A variable that can hold objects of only one type: a field, an array element, a captured
 * variable. What travels in place of an object must fit too.
 *
 * <p>Belongs to one session; for one thread at a time.
 */
public final class TypedVariable {

  private final Class<?> type;
  private final String name;
  private final Substitutions substitutions;

  /** The class of the last object here that travels as itself. */
  private @Nullable Class<?> fitting;

  public TypedVariable(Class<?> type, String name, Substitutions substitutions) {
    this.type = type;
    this.name = name;
    this.substitutions = substitutions;
  }

  /**
   * Refuses a value that could not be read.
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
