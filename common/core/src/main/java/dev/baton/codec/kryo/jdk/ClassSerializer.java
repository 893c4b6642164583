package dev.baton.codec.kryo.jdk;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.TaskDecodingException;
import dev.baton.codec.AllowList;
import dev.baton.codec.UnknownClass;
import dev.baton.codec.kryo.refusal.Refusals;
import org.jspecify.annotations.Nullable;

/**
 * Writes class literals by name. Reading loads the class, if it is allowed, but does not initialise
 * it.
 */
public final class ClassSerializer extends Serializer<Class<?>> {

  private final AllowList allowed;
  private final ClassLoader loader;

  public ClassSerializer(AllowList allowed, ClassLoader loader) {
    this.allowed = allowed;
    this.loader = loader;
  }

  @Override
  public void write(Kryo kryo, Output output, Class<?> value) {
    if (!value.isPrimitive() && (value.isHidden() || !allowed.allowsLiteral(value.getName()))) {
      throw Refusals.notAllowed(value);
    }
    output.writeString(value.getName());
  }

  @Override
  public Class<?> read(Kryo kryo, Input input, Class<? extends Class<?>> type) {
    String name = String.valueOf(input.readString());
    @Nullable Class<?> primitive = Class.forPrimitiveName(name);
    if (primitive != null) {
      return primitive;
    }
    if (!allowed.allowsLiteral(name)) {
      throw new TaskDecodingException(AllowList.refusal(name));
    }
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      throw UnknownClass.of(name, "", e);
    }
  }
}
