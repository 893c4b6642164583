package dev.baton.codec.graph;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields of the JDK's own objects, of packages that are not opened. It works because the JVMs
 * that run tests have {@code java.lang.reflect} opened.
 */
final class Deep {

  private static final Method OPENER = opener();

  private static final ClassValue<List<Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
          List<Field> fields = new ArrayList<>();
          for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
              open(field);
              fields.add(field);
            }
          }
          return fields;
        }
      };

  private Deep() {}

  private static Method opener() {
    try {
      Method method = AccessibleObject.class.getDeclaredMethod("setAccessible0", boolean.class);
      method.setAccessible(true);
      return method;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The instance fields that a class declares itself, readable. */
  static List<Field> fieldsOf(Class<?> type) {
    return FIELDS.get(type);
  }

  static @Nullable Object get(Field field, Object object) {
    try {
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The value of a field of an object, wherever in its classes that is declared. */
  static @Nullable Object get(Object object, String name) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : fieldsOf(type)) {
        if (field.getName().equals(name)) {
          return get(field, object);
        }
      }
    }
    throw new IllegalStateException("no field " + name + " in " + object.getClass());
  }

  /** What a method without parameters of its own class returns. */
  static @Nullable Object call(Object object, String name) throws ReflectiveOperationException {
    Method method = object.getClass().getDeclaredMethod(name);
    open(method);
    return method.invoke(object);
  }

  private static void open(AccessibleObject member) {
    try {
      OPENER.invoke(member, true);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
