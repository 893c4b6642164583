package dev.baton.codec.kryo.type;

import dev.baton.codec.kryo.refusal.Rethrow;
import java.io.Externalizable;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sun.reflect.ReflectionFactory;

/**
 * What Java's serialisation would do with the objects of a {@code Serializable} class: the methods
 * that the class declares for it, and its serialisable fields, level by level.
 *
 * <p>It is found with {@link ReflectionFactory}, which the JDK offers to serialisation libraries
 * for exactly this: it reaches the private methods of any class, including those of the JDK,
 * without a JVM flag.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/25/docs/specs/serialization/">Java Object
 *     Serialization Specification</a>
 */
public final class JavaType {

  private static final ReflectionFactory FACTORY = ReflectionFactory.getReflectionFactory();
  private static final MethodType REPLACING = MethodType.methodType(Object.class, Object.class);

  private static final ClassValue<JavaType> TYPES =
      new ClassValue<>() {
        @Override
        protected JavaType computeValue(Class<?> type) {
          return new JavaType(type);
        }
      };

  private final Class<?> type;
  private final @Nullable MethodHandle writeReplace;
  private final @Nullable MethodHandle readResolve;
  private final boolean externalizable;
  private final List<JavaLevel> levels;
  private final @Nullable Constructor<?> constructor;
  private final int fingerprint;

  private JavaType(Class<?> type) {
    this.type = type;
    this.writeReplace = replacing(FACTORY.writeReplaceForSerialization(type));
    this.readResolve = replacing(FACTORY.readResolveForSerialization(type));
    this.externalizable = Externalizable.class.isAssignableFrom(type);
    boolean hasLevels =
        Serializable.class.isAssignableFrom(type)
            && !(externalizable || type.isRecord() || type.isEnum() || type.isHidden());
    this.levels = hasLevels ? levelsOf(type) : List.of();
    this.constructor =
        externalizable
            ? FACTORY.newConstructorForExternalization(type)
            : hasLevels ? FACTORY.newConstructorForSerialization(type) : null;
    this.fingerprint = fingerprint(type, levels);
  }

  /** What is known about a class; next to nothing if it is not {@code Serializable}. */
  public static JavaType of(Class<?> type) {
    return TYPES.get(type);
  }

  private static List<JavaLevel> levelsOf(Class<?> type) {
    List<JavaLevel> levels = new ArrayList<>();
    for (Class<?> c = type; Serializable.class.isAssignableFrom(c); c = c.getSuperclass()) {
      levels.addFirst(JavaLevel.of(c));
    }
    return List.copyOf(levels);
  }

  private static @Nullable MethodHandle replacing(@Nullable MethodHandle method) {
    return method == null ? null : method.asType(REPLACING);
  }

  private static int fingerprint(Class<?> type, List<JavaLevel> levels) {
    ObjectStreamClass description = ObjectStreamClass.lookup(type);
    long version = description == null ? 0 : description.getSerialVersionUID();
    int hash = Long.hashCode(version);
    for (JavaLevel level : levels) {
      hash = 31 * hash + level.fingerprint();
    }
    return hash;
  }

  /**
   * The parts of the object declared by each serialisable class in its hierarchy, topmost first.
   */
  public List<JavaLevel> levels() {
    return levels;
  }

  public boolean isExternalizable() {
    return externalizable;
  }

  /** A number that distinguishes versions of the class. */
  public int fingerprint() {
    return fingerprint;
  }

  /** Whether the class defines more of its serialised form than which fields are transient. */
  public boolean isCustom() {
    return externalizable
        || writeReplace != null
        || readResolve != null
        || levels.stream().anyMatch(JavaLevel::isCustom);
  }

  /** Whether code of the class runs when its parts have been read. */
  public boolean looksAtItsParts() {
    return externalizable
        || readResolve != null
        || levels.stream().anyMatch(JavaLevel::readsItself);
  }

  public boolean replaces() {
    return writeReplace != null;
  }

  public boolean resolves() {
    return readResolve != null;
  }

  /** Whether an empty object can be created, to be filled in. */
  public boolean canBeMade() {
    return constructor != null;
  }

  /** Creates an object without running a constructor of its serialisable classes. */
  public Object make() {
    if (constructor == null) {
      throw new IllegalStateException("no constructor to start with: " + type);
    }
    try {
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw Rethrow.unchecked(e.getCause() == null ? e : e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("made accessible by the JDK: " + constructor, e);
    }
  }

  /** The object that {@code writeReplace} wants written instead; perhaps the object itself. */
  public @Nullable Object replacementFor(Object object) {
    return call(writeReplace, object);
  }

  /** The object that {@code readResolve} returns for an object that was read. */
  public @Nullable Object resolve(Object object) {
    return call(readResolve, object);
  }

  private static @Nullable Object call(@Nullable MethodHandle method, Object object) {
    if (method == null) {
      return object;
    }
    try {
      return (Object) method.invokeExact(object);
    } catch (Throwable e) {
      throw Rethrow.unchecked(e);
    }
  }
}
