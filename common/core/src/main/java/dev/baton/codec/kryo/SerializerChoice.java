package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.util.DefaultClassResolver;
import dev.baton.codec.AllowList;
import dev.baton.codec.kryo.graph.ReferenceForms;
import dev.baton.codec.kryo.graph.Registrations;
import dev.baton.codec.kryo.graph.Substitutions;
import dev.baton.codec.kryo.jdk.ClassSerializer;
import dev.baton.codec.kryo.jdk.JdkSerializers;
import dev.baton.codec.kryo.lambda.LambdaSerializer;
import dev.baton.codec.kryo.object.ConstantSerializer;
import dev.baton.codec.kryo.object.Constants;
import dev.baton.codec.kryo.object.EnumSerializer;
import dev.baton.codec.kryo.object.ObjectArraySerializer;
import dev.baton.codec.kryo.object.ObjectSerializer;
import dev.baton.codec.kryo.object.RecordSerializer;
import dev.baton.codec.kryo.refusal.JdkClasses;
import dev.baton.codec.kryo.refusal.Refusals;
import dev.baton.codec.kryo.refusal.UnencodableException;
import dev.baton.codec.kryo.serialization.JavaSerializer;
import dev.baton.codec.kryo.serialization.JavaStreams;
import dev.baton.codec.kryo.type.FieldLayout;
import dev.baton.codec.kryo.type.JavaType;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;

/** Chooses how the objects of a class are written. */
final class SerializerChoice implements Registrations {

  private final Kryo kryo;
  private final AllowList allowed;
  private final JavaStreams streams;
  private final Substitutions substitutions;
  private final ReferenceForms references;

  SerializerChoice(
      Kryo kryo,
      AllowList allowed,
      ClassLoader loader,
      JavaStreams streams,
      Substitutions substitutions,
      ReferenceForms references) {
    this.kryo = kryo;
    this.allowed = allowed;
    this.streams = streams;
    this.substitutions = substitutions;
    this.references = references;
    new JdkSerializers(kryo, streams).registerAll(new ClassSerializer(allowed, loader));
    LambdaSerializer.register(kryo, JdkSerializers.LAMBDA_NUMBER, allowed, loader, substitutions);
  }

  /**
   * Chooses how the objects of a new class are written.
   *
   * @throws UnencodableException if they cannot be written
   */
  @Override
  public Registration registrationFor(Class<?> type) {
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
    Refusals.requireNotOfThisProcess(type);
    Class<?> standIn = JdkClasses.standIn(type);
    if (standIn != null) {
      return kryo.getRegistration(standIn);
    }
    return Substitutions.cover(type) ? substitutions.registration() : bodyRegistration(type);
  }

  /**
   * Chooses how the objects of a class are written if nothing replaces them.
   *
   * @throws UnencodableException if they cannot be written
   */
  @Override
  public Registration bodyRegistration(Class<?> type) {
    if (Enum.class.isAssignableFrom(type) && !type.isEnum() && type != Enum.class) {
      return kryo.getRegistration(type.getSuperclass()); // a constant with its own body
    }
    if (!allowed.allows(type.getName())) {
      throw Refusals.notAllowed(type);
    }
    return new Registration(type, serializerFor(type), DefaultClassResolver.NAME);
  }

  private Serializer<?> serializerFor(Class<?> type) {
    if (type.isArray()) {
      return new ObjectArraySerializer(type.getComponentType(), substitutions);
    }
    if (type.isEnum()) {
      return new EnumSerializer(type);
    }
    if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
      throw new UnencodableException(type, "it is abstract", "Only objects can be sent.");
    }
    if (type.isRecord()) {
      return new RecordSerializer(type, substitutions);
    }
    boolean hasConstants = !JavaType.of(type).resolves() && !Constants.of(type).isEmpty();
    return hasConstants ? new ConstantSerializer(type, () -> ofParts(type)) : ofParts(type);
  }

  /**
   * Java's form for classes that ask for it or cannot be reached otherwise, else field by field.
   */
  private Serializer<?> ofParts(Class<?> type) {
    boolean serializable = Serializable.class.isAssignableFrom(type);
    Class<?> closed = FieldLayout.closedSuperclass(type);
    if (serializable && (closed != null || JavaType.of(type).isCustom())) {
      return JavaSerializer.of(type, streams);
    }
    if (closed != null) {
      throw Refusals.closedSuperclass(type, closed);
    }
    if (serializable && !FieldLayout.isOpen(type)) {
      return JavaSerializer.of(type, streams);
    }
    return new ObjectSerializer(type, substitutions);
  }
}
