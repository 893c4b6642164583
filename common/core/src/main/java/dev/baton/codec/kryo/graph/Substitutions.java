package dev.baton.codec.kryo.graph;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.codec.kryo.refusal.Refusals;
import dev.baton.codec.kryo.refusal.UnencodableException;
import dev.baton.codec.kryo.type.JavaType;
import org.jspecify.annotations.Nullable;

/**
 * Writes replacements for objects that cannot be written themselves or ask to be replaced: the
 * results of {@code writeReplace}, and copies of the JDK's views. The class of the original is not
 * named in the record, so the reader need not know it.
 *
 * <p>Belongs to one session; for one thread at a time.
 */
public final class Substitutions extends Serializer<Object> {

  private final Registration registration;
  private final ClassNames classes;
  private @Nullable Object original;
  private @Nullable Object substitute;

  public Substitutions(ClassNames classes) {
    this.registration = new Registration(Substitutions.class, this, ClassNames.SUBSTITUTE_NUMBER);
    this.classes = classes;
  }

  public Registration registration() {
    return registration;
  }

  /** Whether the objects of a class are replaced when written. */
  public static boolean cover(Class<?> type) {
    return JavaType.of(type).replaces() || ViewCopy.of(type) != null;
  }

  /**
   * Refuses a value whose substitute a field or the like cannot hold, so that it could not be read.
   *
   * @param slot the type of the field
   * @throws UnencodableException if it does not fit
   */
  public void requireFits(@Nullable Object value, Class<?> slot, String name) {
    if (value == null || slot == Object.class || !isSubstituted(value.getClass())) {
      return;
    }
    Object other = substituteFor(value);
    original = value; // it is about to be written
    substitute = other;
    if (other != null
        && !slot.isInstance(other)
        && !JavaType.of(other.getClass()).resolves()) { // only the reader knows the result of that
      throw Refusals.doesNotFit(value, other, slot, name);
    }
  }

  public boolean isSubstituted(Class<?> type) {
    return classes.isSubstituted(type);
  }

  /** Forgets the state of a record. */
  public void forget() {
    original = null;
    substitute = null;
  }

  /** The last of possibly several substitutes: a substitute may ask to be replaced as well. */
  private static @Nullable Object substituteFor(Object object) {
    Object current = object;
    while (true) {
      ViewCopy copy = ViewCopy.of(current.getClass());
      if (copy != null) {
        return copy.of(current);
      }
      JavaType type = JavaType.of(current.getClass());
      Object next = type.replacementFor(current);
      if (next == null || next.getClass() == current.getClass()) {
        return next;
      }
      current = next;
    }
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the very object that was checked before
  public void write(Kryo kryo, Output output, Object object) {
    GraphReferences references = (GraphReferences) kryo.getReferenceResolver();
    Object other = object == original ? substitute : substituteFor(object);
    forget();
    references.begin(object);
    if (other != null && isSubstituted(other.getClass())) {
      output.writeBoolean(true);
      classes.writeBody(kryo, output, other);
    } else {
      output.writeBoolean(false);
      kryo.writeClassAndObject(output, other);
    }
    references.end();
  }

  @Override
  public @Nullable Object read(Kryo kryo, Input input, Class<?> type) {
    Object other =
        input.readBoolean() ? classes.readBody(kryo, input) : kryo.readClassAndObject(input);
    if (other == null) {
      GraphReferences.referToNull(kryo);
    }
    return other;
  }
}
