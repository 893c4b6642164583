package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * How the JDK's small holders of other objects are written: entries, references, one object many
 * times.
 */
final class JdkReferences {

  private JdkReferences() {}

  static void registerAll(JdkSerializers to) {
    to.register(SimpleEntry.class, new EntrySerializer(SimpleEntry::new));
    to.register(SimpleImmutableEntry.class, new EntrySerializer(SimpleImmutableEntry::new));
    to.register(Map.entry(1, 1).getClass(), new EntrySerializer(Map::entry));
    to.register(AtomicReference.class, new AtomicReferenceSerializer());
    to.register(Collections.nCopies(1, 1).getClass(), new CopiesSerializer());
  }

  private static final class EntrySerializer extends Serializer<Map.Entry<?, ?>> {

    private final BiFunction<@Nullable Object, @Nullable Object, Map.Entry<?, ?>> make;

    EntrySerializer(BiFunction<@Nullable Object, @Nullable Object, Map.Entry<?, ?>> make) {
      this.make = make;
    }

    @Override
    public void write(Kryo kryo, Output output, Map.Entry<?, ?> entry) {
      kryo.writeClassAndObject(output, entry.getKey());
      kryo.writeClassAndObject(output, entry.getValue());
    }

    @Override
    public Map.Entry<?, ?> read(Kryo kryo, Input input, Class<? extends Map.Entry<?, ?>> type) {
      Object key = kryo.readClassAndObject(input);
      return make.apply(key, kryo.readClassAndObject(input));
    }
  }

  private static final class AtomicReferenceSerializer extends Serializer<AtomicReference<?>> {

    @Override
    public void write(Kryo kryo, Output output, AtomicReference<?> reference) {
      kryo.writeClassAndObject(output, reference.get());
    }

    @Override
    public AtomicReference<?> read(
        Kryo kryo, Input input, Class<? extends AtomicReference<?>> type) {
      AtomicReference<@Nullable Object> reference = new AtomicReference<>();
      kryo.reference(reference);
      reference.set(kryo.readClassAndObject(input));
      return reference;
    }
  }

  private static final class CopiesSerializer extends Serializer<List<?>> {

    @Override
    public void write(Kryo kryo, Output output, List<?> copies) {
      output.writeVarInt(copies.size(), true);
      kryo.writeClassAndObject(output, copies.isEmpty() ? null : copies.getFirst());
    }

    @Override
    public List<?> read(Kryo kryo, Input input, Class<? extends List<?>> type) {
      int count = input.readVarInt(true);
      return Collections.nCopies(count, kryo.readClassAndObject(input));
    }
  }
}
