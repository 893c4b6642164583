package dev.baton.codec.kryo.problem;

import dev.baton.codec.kryo.lambda.LambdaForms;
import dev.baton.codec.kryo.refusal.JdkClasses;
import dev.baton.codec.kryo.refusal.UnencodableException;
import dev.baton.codec.kryo.type.FieldLayout;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The parts to which an object refers, with the words that a user would use for them. */
final class GraphParts {

  private static final int LONGEST_KEY = 40;

  private GraphParts() {}

  /**
   * Visits the parts of an object that are objects; the first argument is what to append to the
   * path.
   */
  static void forEach(Object object, BiConsumer<String, Object> visitor) {
    switch (object) {
      case @Nullable Object[] array -> {
        for (int i = 0; i < array.length; i++) {
          visit(visitor, "[" + i + "]", array[i]);
        }
      }
      case Optional<?> optional -> visit(visitor, ".get()", optional.orElse(null));
      case AtomicReference<?> reference -> visit(visitor, ".get()", reference.get());
      case Collection<?> elements when JdkClasses.isOfJdk(object.getClass()) ->
          forEachElement(elements, visitor);
      case Map<?, ?> map when JdkClasses.isOfJdk(object.getClass()) -> forEachEntry(map, visitor);
      case Map.Entry<?, ?> entry when JdkClasses.isOfJdk(object.getClass()) -> {
        visit(visitor, ".getKey()", entry.getKey());
        visit(visitor, ".getValue()", entry.getValue());
      }
      default -> {
        if (LambdaForms.isSerializableLambda(object)) {
          forEachCaptured(object, visitor);
        } else {
          forEachField(object, visitor);
        }
      }
    }
  }

  private static void forEachElement(Collection<?> elements, BiConsumer<String, Object> visitor) {
    int i = 0;
    for (Object element : elements.toArray()) {
      visit(visitor, "[" + i++ + "]", element);
    }
  }

  private static void forEachEntry(Map<?, ?> map, BiConsumer<String, Object> visitor) {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      visit(visitor, "[key " + shortText(entry.getKey()) + "]", entry.getKey());
      visit(visitor, "[" + shortText(entry.getKey()) + "]", entry.getValue());
    }
  }

  private static void forEachCaptured(Object lambda, BiConsumer<String, Object> visitor) {
    try {
      SerializedLambda form = LambdaForms.of(lambda);
      for (int i = 0; i < form.getCapturedArgCount(); i++) {
        visit(visitor, ".captured[" + i + "]", form.getCapturedArg(i));
      }
    } catch (UnencodableException e) {
      return; // it is the culprit itself
    }
  }

  private static void forEachField(Object object, BiConsumer<String, Object> visitor) {
    for (Class<?> c = object.getClass(); c != null; c = c.getSuperclass()) {
      if (JdkClasses.isOfJdk(c)) {
        return;
      }
      for (Field field : c.getDeclaredFields()) {
        if (FieldLayout.travels(field)
            && !field.getType().isPrimitive()
            && field.trySetAccessible()) {
          try {
            visit(visitor, "." + field.getName(), field.get(object));
          } catch (IllegalAccessException e) {
            throw new IllegalStateException("was made accessible: " + field, e);
          }
        }
      }
    }
  }

  private static void visit(
      BiConsumer<String, Object> visitor, String label, @Nullable Object part) {
    if (part != null) {
      visitor.accept(label, part);
    }
  }

  /** Keys are shown if they are simple; toString() of the user's classes may do anything. */
  private static String shortText(@Nullable Object key) {
    if (key instanceof String || key instanceof Number || key instanceof Enum<?>) {
      String text = key instanceof String ? "\"" + key + "\"" : key.toString();
      return text.length() <= LONGEST_KEY ? text : text.substring(0, LONGEST_KEY) + "…";
    }
    return key == null ? "null" : GraphPath.simpleName(key.getClass());
  }
}
