package dev.baton.codec.kryo;

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The serialised forms of lambdas, by the method that the compiler adds to serialisable ones. */
final class LambdaForms {

  private static final ClassValue<Form> FORMS =
      new ClassValue<>() {
        @Override
        protected Form computeValue(Class<?> type) {
          return new Form(writeReplaceOf(type), new AtomicReference<>());
        }
      };

  private LambdaForms() {}

  /**
   * What a lambda class needs to be written.
   *
   * @param site its {@link LambdaSite} as text, once known: the same for all lambdas of the class
   */
  private record Form(Method writeReplace, AtomicReference<@Nullable String> site) {}

  /** Whether an object is a lambda or method reference of the user's code that can be written. */
  static boolean isSerializableLambda(Object object) {
    return object.getClass().isHidden()
        && object instanceof Serializable
        && !JdkClasses.isOfJdk(object.getClass());
  }

  /**
   * The serialised form of a lambda.
   *
   * @throws UnencodableException if it has none, or its module is closed
   */
  static SerializedLambda of(Object lambda) {
    try {
      return (SerializedLambda) FORMS.get(lambda.getClass()).writeReplace().invoke(lambda);
    } catch (IllegalAccessException | InvocationTargetException | ClassCastException e) {
      throw Refusals.plainLambda(lambda);
    }
  }

  /** What a record says about the lambda besides what it captured. */
  static String siteOf(Object lambda, SerializedLambda form) {
    AtomicReference<@Nullable String> site = FORMS.get(lambda.getClass()).site();
    String text = site.get();
    if (text == null) {
      text = LambdaSite.describe(form);
      site.set(text);
    }
    return text;
  }

  private static Method writeReplaceOf(Class<?> type) {
    try {
      Method method = type.getDeclaredMethod("writeReplace");
      method.setAccessible(true);
      return method;
    } catch (NoSuchMethodException e) {
      throw new UnencodableException(
          type, "it is a hidden class, unknown in other processes", "Use a class that has a name.");
    } catch (InaccessibleObjectException e) {
      throw FieldLayout.closed(type, type);
    }
  }
}
