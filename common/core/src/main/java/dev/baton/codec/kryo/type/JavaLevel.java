package dev.baton.codec.kryo.type;

import dev.baton.codec.kryo.refusal.Rethrow;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sun.reflect.ReflectionFactory;

/**
 * The part of an object that one serialisable class declares: its fields, and the methods that
 * write and read more than those.
 */
public final class JavaLevel {

  private static final ReflectionFactory FACTORY = ReflectionFactory.getReflectionFactory();
  private static final MethodType WRITING =
      MethodType.methodType(void.class, Object.class, ObjectOutputStream.class);
  private static final MethodType READING =
      MethodType.methodType(void.class, Object.class, ObjectInputStream.class);

  /** Reads the elements from which {@code Set.of} and {@code Map.of} are created. */
  private static final String SET_OR_MAP_OF = "java.util.CollSer";

  private final Class<?> type;
  private final ObjectStreamClass description;
  private final List<ObjectStreamField> fields;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final boolean choosesFields;
  private final boolean isSet;
  private final boolean isMap;
  private final @Nullable MethodHandle writeObject;
  private final @Nullable MethodHandle readObject;
  private final @Nullable MethodHandle defaultWrite;
  private final @Nullable MethodHandle defaultRead;

  private JavaLevel(Class<?> type) {
    this.type = type;
    this.description = ObjectStreamClass.lookupAny(type);
    // Primitives first, then by name: the fields that make up a hash code are set before a cycle
    // closes.
    this.fields = List.of(description.getFields());
    for (int i = 0; i < fields.size(); i++) {
      numbers.put(fields.get(i).getName(), i);
    }
    boolean isOfJdk = type.getClassLoader() == null;
    this.isSet =
        isOfJdk && (Set.class.isAssignableFrom(type) || type.getName().equals(SET_OR_MAP_OF));
    this.isMap = isOfJdk && Map.class.isAssignableFrom(type);
    this.choosesFields = FACTORY.serialPersistentFields(type) != null;
    this.writeObject = as(WRITING, FACTORY.writeObjectForSerialization(type));
    this.readObject = as(READING, FACTORY.readObjectForSerialization(type));
    this.defaultWrite = as(WRITING, FACTORY.defaultWriteObjectForSerialization(type));
    this.defaultRead = as(READING, FACTORY.defaultReadObjectForSerialization(type));
  }

  public static JavaLevel of(Class<?> type) {
    return new JavaLevel(type);
  }

  private static @Nullable MethodHandle as(MethodType form, @Nullable MethodHandle method) {
    return method == null ? null : method.asType(form);
  }

  public Class<?> type() {
    return type;
  }

  public ObjectStreamClass description() {
    return description;
  }

  /** The serialisable fields, in the order in which they are written. */
  public List<ObjectStreamField> fields() {
    return fields;
  }

  /**
   * The number of a field in the list.
   *
   * @throws IllegalArgumentException if there is no such field, as the specification requires
   */
  public int numberOf(String field) {
    Integer number = numbers.get(field);
    if (number == null) {
      throw new IllegalArgumentException(type.getName() + " has no serialisable field " + field);
    }
    return number;
  }

  public boolean isCustom() {
    return choosesFields || writeObject != null || readObject != null;
  }

  /** Whether the class itself decides what it writes: fields, other objects, bytes. */
  public boolean writesItself() {
    return writeObject != null;
  }

  boolean readsItself() {
    return readObject != null;
  }

  /**
   * Whether the class puts an object that it reads into a hash table: sets of the JDK read their
   * elements, maps keys and values in turn.
   *
   * @param number how many objects it has read before
   */
  public boolean hashes(int number) {
    return isSet || (isMap && number % 2 == 0);
  }

  public int fingerprint() {
    int hash = writesItself() ? 1 : 0;
    for (ObjectStreamField field : fields) {
      hash = 31 * hash + field.getName().hashCode();
      hash = 31 * hash + field.getType().getName().hashCode();
    }
    return hash;
  }

  /** Makes the class write its part of an object. */
  public void write(Object object, ObjectOutputStream stream) throws IOException {
    call(writeObject != null ? writeObject : defaultWrite, object, stream);
  }

  /** Writes the fields, through the stream's {@code putFields} and {@code writeFields}. */
  public void writeFields(Object object, ObjectOutputStream stream) throws IOException {
    call(defaultWrite, object, stream);
  }

  /** Makes the class read its part of an object. */
  public void read(Object object, ObjectInputStream stream)
      throws IOException, ClassNotFoundException {
    call(readObject != null ? readObject : defaultRead, object, stream);
  }

  /** Reads the fields, through the stream's {@code readFields}. */
  public void readFields(Object object, ObjectInputStream stream)
      throws IOException, ClassNotFoundException {
    call(defaultRead, object, stream);
  }

  private static void call(@Nullable MethodHandle method, Object object, ObjectOutputStream stream)
      throws IOException {
    if (method == null) {
      return; // there are no fields
    }
    try {
      method.invokeExact(object, stream);
    } catch (Throwable e) {
      throw Rethrow.<IOException>unchecked(e);
    }
  }

  private static void call(@Nullable MethodHandle method, Object object, ObjectInputStream stream)
      throws IOException, ClassNotFoundException {
    if (method == null) {
      return;
    }
    try {
      method.invokeExact(object, stream);
    } catch (Throwable e) {
      throw Rethrow.<IOException>unchecked(e);
    }
  }
}
