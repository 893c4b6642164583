package dev.baton.codec.kryo.type;

import dev.baton.codec.kryo.refusal.JdkClasses;
import dev.baton.codec.kryo.refusal.UnencodableException;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a class that travel: those of its superclasses first, neither static nor transient.
 */
public final class FieldLayout {

  /**
   * As in Java's serialisation: the fields that make up a hash code are then usually set before a
   * cycle closes in which the hash code is needed.
   */
  private static final Comparator<Field> PRIMITIVES_FIRST =
      Comparator.comparing((Field field) -> !field.getType().isPrimitive())
          .thenComparing(Field::getName);

  private FieldLayout() {}

  /**
   * The fields, accessible, in an order that does not depend on the process.
   *
   * @throws UnencodableException if one is not accessible
   */
  public static Field[] of(Class<?> type) {
    List<Class<?>> lineage = new ArrayList<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      lineage.addFirst(c);
    }
    List<Field> fields = new ArrayList<>();
    for (Class<?> c : lineage) {
      Arrays.stream(c.getDeclaredFields())
          .filter(FieldLayout::travels)
          .sorted(PRIMITIVES_FIRST)
          .forEach(fields::add);
    }
    for (Field field : fields) {
      open(type, field);
    }
    return fields.toArray(Field[]::new);
  }

  public static boolean travels(Field field) {
    return !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers());
  }

  /** Whether reflection reaches all fields of the user's classes that travel. */
  public static boolean isOpen(Class<?> type) {
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      if (!Arrays.stream(c.getDeclaredFields())
          .filter(FieldLayout::travels)
          .allMatch(Field::trySetAccessible)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A class or superclass of the JDK with state that reflection cannot reach; null if there is
   * none.
   */
  public static @Nullable Class<?> closedSuperclass(Class<?> type) {
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      if (JdkClasses.isOfJdk(c)
          && (c == type || Arrays.stream(c.getDeclaredFields()).anyMatch(FieldLayout::travels))) {
        return c;
      }
    }
    return null;
  }

  private static void open(Class<?> type, Field field) {
    try {
      field.setAccessible(true);
    } catch (InaccessibleObjectException e) {
      throw closed(type, field.getDeclaringClass());
    }
  }

  /** The refusal of a class whose module is closed to reflection. */
  public static UnencodableException closed(Class<?> type, Class<?> declaring) {
    String module = declaring.getModule().getName();
    return new UnencodableException(
        type,
        "the module " + module + " does not open " + declaring.getPackageName() + " to Baton",
        JdkClasses.isOfJdk(declaring)
            ? "Put what you need of it into fields of your own."
            : "Add 'opens "
                + declaring.getPackageName()
                + ";' to its module-info.java, or the JVM option --add-opens "
                + module
                + "/"
                + declaring.getPackageName()
                + "=ALL-UNNAMED.");
  }

  /** A hash of names and types, the same in every process. */
  public static int fingerprint(Field[] fields) {
    int hash = fields.length;
    for (Field field : fields) {
      hash = 31 * hash + field.getName().hashCode();
      hash = 31 * hash + field.getType().getName().hashCode();
    }
    return hash;
  }
}
