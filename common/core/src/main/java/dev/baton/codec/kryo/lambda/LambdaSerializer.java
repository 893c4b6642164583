package dev.baton.codec.kryo.lambda;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.codec.AllowList;
import dev.baton.codec.kryo.graph.LateSerializer;
import dev.baton.codec.kryo.graph.RecordInput;
import dev.baton.codec.kryo.graph.Substitutions;
import dev.baton.codec.kryo.refusal.Refusals;
import dev.baton.codec.kryo.refusal.UnencodableException;
import java.io.Serializable;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes lambdas and method references whose interface is serialisable: their place in their class,
 * and the captured values.
 *
 * <p>It uses what the compiler puts into the capturing class for this purpose ({@code
 * $deserializeLambda$}), which returns only lambdas of that class, so a record cannot call anything
 * else. Those that the JDK itself creates, such as {@code Comparator.comparing}, travel in the same
 * way.
 */
public final class LambdaSerializer extends LateSerializer<Object> {

  /** The class under which Kryo knows all lambdas. */
  public static final Class<?> REGISTERED_AS = SerializedLambda.class;

  private static final int MOST_KNOWN = 4_096;

  private final AllowList allowed;
  private final ClassLoader loader;
  private final Substitutions substitutions;
  private final Map<String, LambdaSite> known = new HashMap<>();

  private LambdaSerializer(AllowList allowed, ClassLoader loader, Substitutions substitutions) {
    this.allowed = allowed;
    this.loader = loader;
    this.substitutions = substitutions;
  }

  public static void register(
      Kryo kryo, int number, AllowList allowed, ClassLoader loader, Substitutions substitutions) {
    kryo.register(
        new Registration(
            REGISTERED_AS, new LambdaSerializer(allowed, loader, substitutions), number));
  }

  @Override
  protected void writeParts(Kryo kryo, Output output, Object lambda) {
    if (!(lambda instanceof Serializable)) {
      throw Refusals.plainLambda(lambda);
    }
    SerializedLambda form = LambdaForms.of(lambda);
    String site = LambdaForms.siteOf(lambda, form);
    String capturing = form.getCapturingClass().replace('/', '.');
    if (!allowed.allows(capturing)) {
      throw new UnencodableException(
          lambda, AllowList.refusal(capturing), "It is the class that the lambda is written in.");
    }
    output.writeString(site);
    for (int i = 0; i < form.getCapturedArgCount(); i++) {
      Object captured = form.getCapturedArg(i);
      if (captured != null && substitutions.isSubstituted(captured.getClass())) {
        substitutions.requireFits(captured, typeOfCaptured(form, i, lambda), "captured[" + i + "]");
      }
      kryo.writeClassAndObject(output, captured);
    }
  }

  /**
   * The type of the variable that was captured: the receiver of the method that implements the
   * lambda, or one of its first parameters.
   */
  private static Class<?> typeOfCaptured(SerializedLambda form, int number, Object lambda) {
    try {
      ClassLoader loader = lambda.getClass().getClassLoader();
      MethodType parameters =
          MethodType.fromMethodDescriptorString(form.getImplMethodSignature(), loader);
      boolean hasReceiver =
          form.getImplMethodKind() != LambdaSite.STATIC
              && form.getImplMethodKind() != LambdaSite.CONSTRUCTOR;
      return hasReceiver && number == 0
          ? Class.forName(form.getImplClass().replace('/', '.'), false, loader)
          : parameters.parameterType(hasReceiver ? number - 1 : number);
    } catch (ClassNotFoundException | TypeNotPresentException | LinkageError e) {
      return Object.class; // it is loaded, or the lambda would not exist
    }
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<?> type) {
    LambdaSite site = site(String.valueOf(input.readString()));
    RecordInput record = (RecordInput) input;
    record.checkCount(site.capturedCount());
    @Nullable Object[] captured = new @Nullable Object[site.capturedCount()];
    for (int i = 0; i < captured.length; i++) {
      captured[i] = kryo.readClassAndObject(input);
    }
    return site.make(captured);
  }

  private LambdaSite site(String text) {
    LambdaSite site = known.get(text);
    if (site == null) {
      site = LambdaSite.parse(text, allowed, loader);
      if (known.size() < MOST_KNOWN) {
        known.put(text, site);
      }
    }
    return site;
  }
}
