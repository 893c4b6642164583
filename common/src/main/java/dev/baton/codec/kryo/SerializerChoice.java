package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.util.DefaultClassResolver;
import dev.baton.codec.AllowList;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Decides how the objects of a class are written. */
final class SerializerChoice {

  private final Kryo kryo;
  private final AllowList allowed;
  private final JavaFormSerializer javaForm;
  private final ReferenceForms references;

  SerializerChoice(
      Kryo kryo,
      AllowList allowed,
      ClassLoader loader,
      JavaFormSerializer javaForm,
      ReferenceForms references) {
    this.kryo = kryo;
    this.allowed = allowed;
    this.javaForm = javaForm;
    this.references = references;
    new JdkSerializers(kryo, javaForm).registerAll(new ClassSerializer(allowed, loader));
    LambdaSerializer.register(kryo, JdkSerializers.LAMBDA_NUMBER, allowed, loader, javaForm);
  }

  /**
   * How a class that was not met before is written.
   *
   * @throws UnencodableException if it is not
   */
  Registration registrationFor(Class<?> type) {
    Registration reference = references.find(type);
    if (reference != null) {
      return reference;
    }
    if (type.isHidden()) {
      return kryo.getRegistration(LambdaSerializer.REGISTERED_AS);
    }
    if (Proxy.isProxyClass(type)) {
      throw new UnencodableException(
          type,
          "a dynamic proxy has no meaning in another process",
          "Send what it stands for, or make it inside the task.");
    }
    if (Enum.class.isAssignableFrom(type) && !type.isEnum() && type != Enum.class) {
      return kryo.getRegistration(type.getSuperclass()); // a constant with a body of its own
    }
    Class<?> standIn = JdkClasses.isOfJdk(type) ? standIn(type) : null;
    if (standIn != null) {
      return kryo.getRegistration(standIn);
    }
    if (!allowed.allows(type.getName())) {
      throw Refusals.notAllowed(type);
    }
    return new Registration(type, serializerFor(type), DefaultClassResolver.NAME);
  }

  private @Nullable Class<?> standIn(Class<?> type) {
    Class<?> standIn = JdkClasses.standIn(type);
    boolean itself = Serializable.class.isAssignableFrom(type) && allowed.allows(type.getName());
    return standIn != null || itself ? standIn : JdkClasses.copiedInto(type);
  }

  private Serializer<?> serializerFor(Class<?> type) {
    if (type.isArray()) {
      return new ObjectArraySerializer(type.getComponentType());
    }
    if (type.isEnum()) {
      return new EnumSerializer(type);
    }
    if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
      throw new UnencodableException(type, "it is abstract", "Only objects can be sent.");
    }
    if (type.isRecord()) {
      return new RecordSerializer(type);
    }
    if (CustomForm.isCustom(type)) {
      return javaForm;
    }
    Class<?> closed = CustomForm.closedSuperclass(type);
    if (closed == null) {
      return new ObjectSerializer(type);
    }
    if (Serializable.class.isAssignableFrom(type)) {
      return javaForm;
    }
    throw Refusals.closedSuperclass(type, closed);
  }
}
