package dev.baton.codec.kryo;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The fields of a class that travel: those of its superclasses first, neither static nor transient.
 */
final class FieldLayout {

  private FieldLayout() {}

  /**
   * The fields, accessible, in an order that does not depend on the process.
   *
   * @throws UnencodableException if one is not accessible
   */
  static Field[] of(Class<?> type) {
    List<Class<?>> lineage = new ArrayList<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      lineage.addFirst(c);
    }
    List<Field> fields = new ArrayList<>();
    for (Class<?> c : lineage) {
      Arrays.stream(c.getDeclaredFields())
          .filter(FieldLayout::travels)
          .sorted(Comparator.comparing(Field::getName))
          .forEach(fields::add);
    }
    for (Field field : fields) {
      open(type, field);
    }
    return fields.toArray(Field[]::new);
  }

  static boolean travels(Field field) {
    return !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers());
  }

  private static void open(Class<?> type, Field field) {
    try {
      field.setAccessible(true);
    } catch (InaccessibleObjectException e) {
      throw closed(type, field.getDeclaringClass());
    }
  }

  /** The refusal of a class whose module is closed to reflection. */
  static UnencodableException closed(Class<?> type, Class<?> declaring) {
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
  static int fingerprint(Field[] fields) {
    int hash = fields.length;
    for (Field field : fields) {
      hash = 31 * hash + field.getName().hashCode();
      hash = 31 * hash + field.getType().getName().hashCode();
    }
    return hash;
  }
}
