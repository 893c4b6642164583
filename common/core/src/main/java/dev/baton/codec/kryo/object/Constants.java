package dev.baton.codec.kryo.object;

import dev.baton.codec.kryo.refusal.JdkClasses;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The constants of a class that creates all its objects itself: those in {@code static final}
 * fields of the class, or of the enclosing class, if it has no constructor that others can call.
 * Examples are Kotlin's {@code object}s, type-safe enums, and markers such as {@code NULL} in some
 * JSON libraries. Code compares them with {@code ==}, so the reader gets its own constants.
 */
public final class Constants {

  private static final ClassValue<Constants> ALL =
      new ClassValue<>() {
        @Override
        protected Constants computeValue(Class<?> type) {
          return new Constants(find(type));
        }
      };

  private final List<Field> fields;

  private Constants(List<Field> fields) {
    this.fields = fields;
  }

  public static Constants of(Class<?> type) {
    return ALL.get(type);
  }

  public boolean isEmpty() {
    return fields.isEmpty();
  }

  public int count() {
    return fields.size();
  }

  /** The number of the constant that an object is, or −1. */
  @SuppressWarnings("ReferenceEquality") // an equal object would be a different one
  public int numberOf(Object object) {
    for (int i = 0; i < fields.size(); i++) {
      if (value(i) == object) {
        return i;
      }
    }
    return -1;
  }

  /** The value of a constant; null while its class is being initialised. */
  public @Nullable Object value(int number) {
    try {
      return fields.get(number).get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("was made accessible: " + fields.get(number), e);
    }
  }

  public int fingerprint() {
    int hash = 1;
    for (Field field : fields) {
      hash = 31 * hash + field.getName().hashCode();
    }
    return hash;
  }

  private static List<Field> find(Class<?> type) {
    List<Field> constants = new ArrayList<>();
    if (!JdkClasses.isOfJdk(type) && !type.isRecord() && makesItsObjects(type)) {
      addConstants(type, type, constants);
      if (type.getDeclaringClass() != null) {
        addConstants(type.getDeclaringClass(), type, constants);
      }
    }
    return List.copyOf(constants);
  }

  /** Constructors that only the compiler calls, such as Kotlin's for companions, do not count. */
  private static boolean makesItsObjects(Class<?> type) {
    Constructor<?>[] constructors = type.getDeclaredConstructors();
    return constructors.length > 0
        && Arrays.stream(constructors)
            .allMatch(each -> each.isSynthetic() || Modifier.isPrivate(each.getModifiers()));
  }

  private static void addConstants(Class<?> holder, Class<?> type, List<Field> constants) {
    int constant = Modifier.STATIC | Modifier.FINAL;
    Arrays.stream(holder.getDeclaredFields())
        .filter(field -> (field.getModifiers() & constant) == constant)
        .filter(field -> field.getType().isAssignableFrom(type))
        .filter(field -> !field.isSynthetic() && field.trySetAccessible())
        .sorted(Comparator.comparing(Field::getName))
        .forEach(constants::add);
  }
}
