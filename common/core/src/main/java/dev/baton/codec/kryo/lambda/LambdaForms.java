package dev.baton.codec.kryo.lambda;

import dev.baton.codec.kryo.refusal.Refusals;
import dev.baton.codec.kryo.refusal.UnencodableException;
import dev.baton.codec.kryo.type.JavaType;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The serialised forms of lambdas, obtained through the method that the compiler adds to
 * serialisable ones.
 */
public final class LambdaForms {

  /**
   * The {@link LambdaSite} of a lambda class as text, once known: it is the same for all its
   * objects.
   */
  private static final ClassValue<AtomicReference<@Nullable String>> SITES =
      new ClassValue<>() {
        @Override
        protected AtomicReference<@Nullable String> computeValue(Class<?> type) {
          return new AtomicReference<>();
        }
      };

  private LambdaForms() {}

  /** Whether an object is a lambda or method reference that can be written. */
  public static boolean isSerializableLambda(Object object) {
    return object.getClass().isHidden() && object instanceof Serializable;
  }

  /**
   * The serialised form of a lambda.
   *
   * @throws UnencodableException if it has none
   */
  public static SerializedLambda of(Object lambda) {
    JavaType type = JavaType.of(lambda.getClass());
    if (!type.replaces()) {
      throw new UnencodableException(
          lambda.getClass(),
          "it is a hidden class, unknown in other processes",
          "Use a class that has a name.");
    }
    if (type.replacementFor(lambda) instanceof SerializedLambda form) {
      return form;
    }
    throw Refusals.plainLambda(lambda);
  }

  /** What a record says about the lambda besides its captured values. */
  static String siteOf(Object lambda, SerializedLambda form) {
    AtomicReference<@Nullable String> site = SITES.get(lambda.getClass());
    String text = site.get();
    if (text == null) {
      text = LambdaSite.describe(form);
      site.set(text);
    }
    return text;
  }
}
