package dev.baton.codec.kryo.lambda;

import dev.baton.TaskDecodingException;
import dev.baton.codec.AllowList;
import dev.baton.codec.UnknownClass;
import dev.baton.codec.kryo.type.JavaType;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The place of a lambda or method reference in the user's code, and how to recreate it.
 *
 * <p>As text, one line each: capturing class, interface, its method, that method's type, kind of
 * the implementation, its class, its name, its type, the type at this place, and how many values
 * are captured.
 */
final class LambdaSite {

  /** Kinds of implementations, from the class file format (JVMS 5.4.3.5). */
  static final int STATIC = MethodHandleInfo.REF_invokeStatic;

  static final int CONSTRUCTOR = MethodHandleInfo.REF_newInvokeSpecial;

  private static final int PARTS = 10;

  /** A method has at most 255 parameters. */
  private static final int MOST_CAPTURED = 255;

  private final Class<?> capturing;
  private final @Nullable Method deserialize;
  private final List<String> parts;
  private final int kind;
  private final int capturedCount;

  private LambdaSite(
      Class<?> capturing,
      @Nullable Method deserialize,
      List<String> parts,
      int kind,
      int capturedCount) {
    this.capturing = capturing;
    this.deserialize = deserialize;
    this.parts = parts;
    this.kind = kind;
    this.capturedCount = capturedCount;
  }

  static String describe(SerializedLambda form) {
    return String.join(
        "\n",
        form.getCapturingClass(),
        form.getFunctionalInterfaceClass(),
        form.getFunctionalInterfaceMethodName(),
        form.getFunctionalInterfaceMethodSignature(),
        Integer.toString(form.getImplMethodKind()),
        form.getImplClass(),
        form.getImplMethodName(),
        form.getImplMethodSignature(),
        form.getInstantiatedMethodType(),
        Integer.toString(form.getCapturedArgCount()));
  }

  /**
   * Finds the place in this process.
   *
   * @throws TaskDecodingException if its class is not allowed, unknown, or has no serialisable
   *     lambdas
   */
  static LambdaSite parse(String text, AllowList allowed, ClassLoader loader) {
    List<String> parts = List.of(text.split("\n", -1));
    if (parts.size() != PARTS) {
      throw new TaskDecodingException(
          "A record is damaged: a lambda is described by " + parts.size() + " parts");
    }
    String name = parts.getFirst().replace('/', '.');
    allowed.check(name);
    String functional = parts.get(1).replace('/', '.');
    if (!functional.startsWith("java.")) {
      allowed.check(functional);
    }
    int kind = number(parts.get(4));
    int count = number(parts.get(9));
    if (count > MOST_CAPTURED) {
      throw new TaskDecodingException(
          "A record is damaged: a lambda captures " + count + " values");
    }
    try {
      Class<?> capturing = Class.forName(name, false, loader);
      Method deserialize =
          capturing.getDeclaredMethod("$deserializeLambda$", SerializedLambda.class);
      return new LambdaSite(
          capturing, deserialize.trySetAccessible() ? deserialize : null, parts, kind, count);
    } catch (ClassNotFoundException | LinkageError e) {
      throw UnknownClass.of(name, ", which a lambda comes from,", e);
    } catch (NoSuchMethodException e) {
      throw otherVersion(name, e);
    }
  }

  int capturedCount() {
    return capturedCount;
  }

  Object make(@Nullable Object[] captured) {
    SerializedLambda form =
        new SerializedLambda(
            capturing,
            parts.get(1),
            parts.get(2),
            parts.get(3),
            kind,
            parts.get(5),
            parts.get(6),
            parts.get(7),
            parts.get(8),
            captured);
    try {
      // What is closed to us is open to Java's serialisation.
      return deserialize == null
          ? Objects.requireNonNull(JavaType.of(SerializedLambda.class).resolve(form))
          : deserialize.invoke(null, form);
    } catch (Exception e) {
      if (rootOf(e) instanceof IllegalArgumentException root) {
        throw otherVersion(capturing.getName(), root);
      }
      throw new TaskDecodingException(
          "A lambda of " + capturing.getName() + " cannot be read: " + rootOf(e), e);
    }
  }

  private static Throwable rootOf(Throwable problem) {
    Throwable root = problem;
    for (Throwable next = root; next != null; next = next.getCause()) {
      root = next;
    }
    return root;
  }

  private static TaskDecodingException otherVersion(String name, @Nullable Throwable cause) {
    return new TaskDecodingException(
        "Class "
            + name
            + " has no such lambda in this process; use the same version of its jar on both sides",
        cause);
  }

  private static int number(String text) {
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException e) {
      throw new TaskDecodingException(
          "A record is damaged: a lambda has no number where one belongs", e);
    }
  }
}
