package dev.baton.codec.kryo;

import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** Which classes cannot be written field by field. */
final class CustomForm {

  private CustomForm() {}

  /** Whether a class tells Java's serialisation how it wants to be written or read. */
  static boolean isCustom(Class<?> type) {
    if (!Serializable.class.isAssignableFrom(type)) {
      return false;
    }
    if (Externalizable.class.isAssignableFrom(type)) {
      return true;
    }
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      if (declares(c, "writeReplace")
          || declares(c, "readResolve")
          || declares(c, "writeObject", ObjectOutputStream.class)
          || declares(c, "readObject", ObjectInputStream.class)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A class or superclass of the JDK with state that reflection cannot reach; null if there is
   * none.
   */
  static @Nullable Class<?> closedSuperclass(Class<?> type) {
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      if (JdkClasses.isOfJdk(c) && (c == type || hasState(c))) {
        return c;
      }
    }
    return null;
  }

  private static boolean hasState(Class<?> type) {
    for (Field field : type.getDeclaredFields()) {
      if (FieldLayout.travels(field)) {
        return true;
      }
    }
    return false;
  }

  private static boolean declares(Class<?> type, String method, Class<?>... parameters) {
    try {
      return type.getDeclaredMethod(method, parameters) != null;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }
}
