package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.codec.AllowList;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes lambdas and method references whose interface is serialisable: which one of its class it
 * is, and what it captured.
 *
 * <p>It uses what the compiler puts into the capturing class for this purpose ({@code
 * $deserializeLambda$}), which returns only lambdas of that class, so a record cannot call anything
 * else. No module of the JDK must be opened for that. Only the few lambdas that the JDK itself
 * makes, such as those of {@code Comparator.comparing}, go by Java's serialisation.
 */
final class LambdaSerializer extends Serializer<Object> {

  /** Under this class Kryo knows all lambdas. */
  static final Class<?> REGISTERED_AS = SerializedLambda.class;

  private static final int MOST_KNOWN = 4_096;

  private final AllowList allowed;
  private final ClassLoader loader;
  private final JavaFormSerializer javaForm;
  private final Map<String, LambdaSite> known = new HashMap<>();

  private LambdaSerializer(AllowList allowed, ClassLoader loader, JavaFormSerializer javaForm) {
    this.allowed = allowed;
    this.loader = loader;
    this.javaForm = javaForm;
  }

  static void register(
      Kryo kryo, int number, AllowList allowed, ClassLoader loader, JavaFormSerializer javaForm) {
    kryo.register(
        new Registration(REGISTERED_AS, new LambdaSerializer(allowed, loader, javaForm), number));
  }

  @Override
  public void write(Kryo kryo, Output output, Object lambda) {
    if (!(lambda instanceof Serializable)) {
      throw Refusals.plainLambda(lambda);
    }
    if (JdkClasses.isOfJdk(lambda.getClass())) {
      output.writeString("");
      javaForm.write(output, lambda);
      return;
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
      kryo.writeClassAndObject(output, form.getCapturedArg(i));
    }
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<?> type) {
    String text = String.valueOf(input.readString());
    if (text.isEmpty()) {
      return javaForm.read(input, Serializable.class);
    }
    LambdaSite site = site(text);
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
